import type { Node } from '@vscode/tree-sitter-wasm';
import { headerColon } from '../../syntax/python/functions';

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
