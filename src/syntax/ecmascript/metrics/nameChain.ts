import type { Node } from '@vscode/tree-sitter-wasm';
import { stringValue } from '../moduleImports';
import { plainExpression } from './plainExpression';

/** A chain of names: `this.metrics.requests`. `root` is an identifier, `this`, or any other expression. */
export interface Chain {
  readonly root: Node;
  readonly names: readonly string[];
}

const longestChain = 24;

/** The names that an expression is made of; undefined for one with a computed part. */
export function nameChain(expression: Node | null): Chain | undefined {
  const names: string[] = [];
  let node = plainExpression(expression);
  while (node?.type === 'member_expression' || node?.type === 'subscript_expression') {
    const name =
      node.type === 'member_expression'
        ? node.childForFieldName('property')?.text
        : stringValue(plainExpression(node.childForFieldName('index')));
    if (name === undefined || names.length >= longestChain) {
      return undefined;
    }
    names.unshift(name);
    node = plainExpression(node.childForFieldName('object'));
  }
  return node === null ? undefined : { root: node, names };
}
