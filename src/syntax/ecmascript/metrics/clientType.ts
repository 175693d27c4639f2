import type { Node } from '@vscode/tree-sitter-wasm';
import { namedChildren } from '../../namedChildren';
import { clientName } from './metricConstructors';
import { nameChain } from './nameChain';
import { plainExpression } from './plainExpression';
import type { References } from './references';

/** Whether an expression is declared to be a metric of the client: `gauge: Gauge<string>`, `private gauge: Gauge`. */
export function hasClientType(expression: Node | null, references: References): boolean {
  // Its type is imported, in the files that say it.
  const mayHave = references.importsClient;
  const plain = mayHave ? plainExpression(expression) : null;
  const type = plain === null ? undefined : declaredType(plain, references);
  if (type === null || type === undefined) {
    return false;
  }
  const named = type.type === 'type_annotation' ? namedChildren(type)[0] : type;
  const generic = named?.type === 'generic_type' ? named.childForFieldName('name') : named;
  const [, root = '', member] = /^([\w$]+)(?:\.([\w$]+))?$/.exec(generic?.text ?? '') ?? [];
  const binding = generic ? references.bindings.of(root, generic.startIndex) : undefined;
  if (binding?.kind !== 'import') {
    return false;
  }
  const path = [...(binding.name === '*' ? [] : [binding.name]), ...(member === undefined ? [] : [member])];
  const client = clientName({ kind: 'imported', module: binding.module, path });
  return /^(?:Counter|Gauge|Histogram|Summary)$/.test(client?.name ?? '');
}

function declaredType(expression: Node, references: References): Node | null | undefined {
  const binding = references.binding(expression);
  if (binding !== undefined) {
    return 'type' in binding && binding.path.length === 0 ? binding.type : undefined;
  }
  const chain = nameChain(expression);
  const owner = chain?.root.type === 'this' ? references.classAt(expression.startIndex) : undefined;
  const name = chain?.names.length === 1 ? chain.names[0] : undefined;
  return owner === undefined || name === undefined ? undefined : memberType(owner.node, name);
}

/** The type of a field, or of a parameter of the constructor that makes one: `constructor(private gauge: Gauge)`. */
function memberType(definition: Node, name: string): Node | undefined {
  for (const member of namedChildren(definition.childForFieldName('body'))) {
    const memberName = member.childForFieldName('name')?.text;
    if (member.type === 'public_field_definition' && memberName === name) {
      return member.childForFieldName('type') ?? undefined;
    }
    if (member.type === 'method_definition' && memberName === 'constructor') {
      const parameter = namedChildren(member.childForFieldName('parameters')).find(
        (each) =>
          each.childForFieldName('pattern')?.text === name && each.firstChild?.type === 'accessibility_modifier',
      );
      if (parameter !== undefined) {
        return parameter.childForFieldName('type') ?? undefined;
      }
    }
  }
  return undefined;
}
