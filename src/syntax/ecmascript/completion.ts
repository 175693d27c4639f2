import type { Node } from '@vscode/tree-sitter-wasm';

/**
 * Whether the program can go on behind a statement, as far as that is plain to see: not behind `return`, `throw`, an `if`
 * both of whose branches end so, a block that ends so. When in doubt, it can.
 */
export function canComplete(statement: Node): boolean {
  switch (statement.type) {
    case 'return_statement':
    case 'throw_statement':
      return false;
    case 'statement_block': {
      const last = statement.namedChildren.findLast((child) => child !== null && child.type !== 'comment');
      return last === undefined || last === null || canComplete(last);
    }
    case 'if_statement': {
      const consequence = statement.childForFieldName('consequence');
      const other = statement.childForFieldName('alternative')?.lastNamedChild;
      return consequence === null || !other || canComplete(consequence) || canComplete(other);
    }
    default:
      return true;
  }
}
