import type { Node } from '@vscode/tree-sitter-wasm';
import { headerColon, type PythonFunction } from '../../syntax/python/functions';
import { enclosingScope } from '../../syntax/python/names';
import type { Script } from './script';

/** `with monitor.task("…") as task:` in a function. Valid as long as its tree. */
export interface TaskBlock {
  readonly node: Node;
  /** The name of the monitor. */
  readonly monitor: string;
  /** The name behind `as`. */
  readonly taskVariable: string | undefined;
  readonly colon: Node;
}

/** A `with` that holds one task of a monitor and nothing else; undefined for every other statement. */
export function readTaskBlock(node: Node): TaskBlock | undefined {
  const clause = node.namedChildren.find((child) => child?.type === 'with_clause');
  const items = clause?.children ?? [];
  const value = items.length === 1 && items[0]?.type === 'with_item' ? items[0].firstNamedChild : undefined;
  const call = value?.type === 'as_pattern' ? value.firstNamedChild : value;
  const method = call?.type === 'call' ? call.childForFieldName('function') : undefined;
  const object = method?.type === 'attribute' ? method.childForFieldName('object') : undefined;
  const colon = headerColon(node);
  if (object?.type !== 'identifier' || method?.childForFieldName('attribute')?.text !== 'task' || colon === undefined) {
    return undefined;
  }
  const target = value?.type === 'as_pattern' ? value.namedChild(1)?.firstNamedChild : undefined;
  if (value?.type === 'as_pattern' && target?.type !== 'identifier') {
    return undefined;
  }
  return { node, monitor: object.text, taskVariable: target?.text, colon };
}

/** The `with` statements of the function itself, not of those inside it, whose line carries our marker. */
export function markedBlocks(script: Script, { node }: PythonFunction): readonly Node[] {
  if (!/#[ \t]*taskmonitor[ \t]*$/m.test(script.text.slice(node.startIndex, lineEnd(script, node)))) {
    return [];
  }
  return node
    .descendantsOfType('with_statement')
    .filter(
      (statement): statement is Node =>
        statement !== null && script.isMarkedLine(script.lineOf(statement)) && enclosingScope(statement).id === node.id,
    );
}

function lineEnd(script: Script, node: Node): number {
  return script.source.line(script.source.lineAt(node.endIndex)).end;
}
