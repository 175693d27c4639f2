import type { Node } from '@vscode/tree-sitter-wasm';
import type { MetricDeclaration } from '../metrics/metricDeclaration';
import { namedChildren } from '../namedChildren';
import type { ScopedName } from '../scopedNames';
import { spanOf } from '../spanOf';
import type { GoCall, GoSource } from './goSource';
import { holderOf } from './holder';

/** So many calls of one helper are followed; a list of metrics that is longer is generated. */
const maxCalls = 500;

/**
 * The metrics that a constructor's call declares: one, or, in a helper that passes its parameters on (`func newCounter(name,
 * help string, labels ...string)`), one for each call of the helper in this file, as that call says it.
 */
export function throughWrapper(call: Node, read: () => MetricDeclaration, source: GoSource): MetricDeclaration[] {
  const plain = read();
  const helper = plain.name === undefined || !plain.labelsComplete ? functionAround(call, source) : undefined;
  const name = helper?.childForFieldName('name')?.text;
  if (helper === undefined || name === undefined || !/^\w+$/.test(name)) {
    return [plain];
  }
  const parameters = parametersOf(helper, source);
  if (!parameters.some(({ name: parameter }) => new RegExp(String.raw`\b${parameter}\b`).test(call.text))) {
    return [plain];
  }
  const declarations: MetricDeclaration[] = [];
  for (const use of source.calls(new RegExp(String.raw`\b${name}\b`, 'g'))) {
    const isInside = helper.startIndex <= use.call.startIndex && use.call.endIndex <= helper.endIndex;
    if (!isInside && isCallOf(use, helper, source) && declarations.length < maxCalls) {
      const declared = source.withArguments(argumentsOf(use, parameters), read);
      declarations.push({ ...declared, helpInsertion: undefined, holder: holderOf(use.call), span: spanOf(use.call) });
    }
  }
  return declarations.some((each) => each.name !== undefined) ? declarations : [plain];
}

function functionAround(call: Node, source: GoSource): Node | undefined {
  for (const { type, node } of source.around(call.startIndex)) {
    if (type === 'function_declaration' || type === 'method_declaration') {
      return node;
    }
  }
  return undefined;
}

function parametersOf(helper: Node, source: GoSource): ScopedName[] {
  const list = namedChildren(helper.childForFieldName('parameters'));
  return list.flatMap((parameter) =>
    parameter.childrenForFieldName('name').flatMap((name) => (name && source.declaredAt(name)) ?? []),
  );
}

function isCallOf({ callee }: GoCall, helper: Node, source: GoSource): boolean {
  return helper.type === 'method_declaration'
    ? callee.type === 'selector_expression' && source.packageMember(callee) === undefined
    : callee.type === 'identifier' && source.declaredAt(callee) === undefined;
}

function argumentsOf(
  { arguments: given }: GoCall,
  parameters: readonly ScopedName[],
): Map<ScopedName, readonly Node[]> {
  return new Map(
    parameters.map((parameter, index) => {
      const isRest = parameter.type?.parent?.type === 'variadic_parameter_declaration';
      return [parameter, given.slice(index, isRest ? undefined : index + 1)];
    }),
  );
}
