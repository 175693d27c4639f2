import type { Node } from '@vscode/tree-sitter-wasm';
import { namedChildren } from '../../../syntax/namedChildren';

/** Whether a statement is `if __name__ == "__main__":`, on whose block a script runs. */
export function isMainBlock(node: Node | null | undefined): node is Node {
  const condition = node?.type === 'if_statement' ? node.childForFieldName('condition') : undefined;
  const sides = condition?.type === 'comparison_operator' ? namedChildren(condition).map(({ text }) => text) : [];
  return (
    sides.length === 2 &&
    sides.includes('__name__') &&
    sides.some((side) => /^[rRuU]?(["'])__main__\1$/.test(side)) &&
    condition?.children.some((child) => child?.type === '==') === true
  );
}

/** The block of `if __name__ == "__main__":`. */
export function blockOfMain(statement: Node): Node | undefined {
  return statement.childForFieldName('consequence') ?? undefined;
}

/** The block that runs the script, when `offset` is in it or in its header; `around` are the statements that hold that. */
export function mainBlockAround(around: readonly Node[], offset: number): Node | undefined {
  return around
    .flatMap((each) => (isMainBlock(each) ? (blockOfMain(each) ?? []) : []))
    .find((block) => offset <= block.endIndex);
}
