import type { Node } from '@vscode/tree-sitter-wasm';
import { functionAround } from '../../syntax/ecmascript/functionAround';
import { listFunctions, type EcmascriptFunction } from '../../syntax/ecmascript/functions';
import type { SyntaxTree } from '../../syntax/parsers';
import type { FunctionState, TargetState } from '../functionState';
import { readFunction } from './functionReading';
import { closingBrace } from './functionShape';
import { recordCount } from './recordCount';
import { Script } from './script';
import { stateOfReading } from '../functionReading';

/** The innermost function with a name whose definition holds `offset`. Reads that function alone. */
export function functionAt(tree: SyntaxTree, offset: number): FunctionState | undefined {
  const target = functionAround(tree, offset);
  return target && stateOf(new Script(tree), target);
}

/** All functions of the file that have a name, in the order of the text. */
export function functionStates(tree: SyntaxTree): readonly FunctionState[] {
  const script = new Script(tree);
  return listFunctions(tree).map((target) => stateOf(script, target));
}

function stateOf(script: Script, target: EcmascriptFunction): FunctionState {
  const { lines } = script;
  const { node, holder, nameSpan, nested, key } = target;
  const start = Math.min(node.startIndex, holder?.startIndex ?? node.startIndex);
  return {
    functionName: key,
    nameSpan,
    span: { start: lines.lineStart(lines.lineAt(start)), end: lines.lineEnd(lines.lineAt(functionEnd(node))) },
    nested,
    state: readState(script, target),
  };
}

function functionEnd(node: Node): number {
  const body = node.childForFieldName('body');
  return body?.type === 'statement_block' ? closingBrace(body) : node.endIndex;
}

function readState(script: Script, target: EcmascriptFunction): TargetState {
  if (script.refusal !== undefined) {
    return { kind: 'refused', reason: script.refusal };
  }
  const reading = readFunction(script, target);
  return stateOfReading(reading, ({ shape }) => ({
    kind: 'plain',
    styles: [{ style: 'with', refusal: undefined }],
    records: recordCount(script, shape)?.source,
  }));
}
