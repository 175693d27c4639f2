import type { Node } from '@vscode/tree-sitter-wasm';
import type { SyntaxTree } from '../parsers';
import { indentationProblem } from './indentation';
import type { SourceLines } from './sourceLines';

/** Why a file is not Python 3 that can be edited safely. `line` starts at 0. */
export type SyntaxProblem =
  | { readonly kind: 'syntaxError'; readonly line: number }
  | { readonly kind: 'indentation'; readonly line: number }
  | { readonly kind: 'python2'; readonly line: number }
  | { readonly kind: 'loneCarriageReturn'; readonly line: number };

/** What keeps the file from being edited safely; undefined when it reads as Python 3. */
export function syntaxProblem(tree: SyntaxTree, source: SourceLines): SyntaxProblem | undefined {
  // Python ends a line there and the grammar does not: the two would disagree on what follows.
  const loneReturn = tree.text.search(/\r(?!\n)/);
  if (loneReturn >= 0) {
    return { kind: 'loneCarriageReturn', line: source.lineAt(loneReturn) };
  }
  if (tree.root.hasError || source.problem !== undefined) {
    // An open bracket or string breaks what follows it; the parser notices only there.
    const offset = source.problem ?? errorOffset(tree.root);
    return { kind: 'syntaxError', line: source.lineAt(offset) };
  }
  const badlyIndented = indentationProblem(source);
  if (badlyIndented !== undefined) {
    return { kind: 'indentation', line: badlyIndented };
  }
  const old = oldStatement(tree);
  return old === undefined ? undefined : { kind: 'python2', line: source.lineAt(old.startIndex) };
}

/** The grammar still takes `print "x"` and `exec code`; `print >>file` is an expression of Python 3, too. */
function oldStatement(tree: SyntaxTree): Node | undefined {
  if (!/\b(?:print|exec)[ \t]/.test(tree.text)) {
    return undefined;
  }
  return tree.root
    .descendantsOfType(['print_statement', 'exec_statement'])
    .find((node): node is Node => node !== null && node.namedChild(0)?.type !== 'chevron');
}

/** Where the first error is: inside an error that swallowed whole statements, behind them. */
function errorOffset(root: Node): number {
  let node = root;
  for (;;) {
    const children = node.children.filter((child): child is Node => child !== null);
    const inner = children.find((child) => child.isMissing || child.hasError);
    if (inner === undefined || inner.isMissing) {
      const broken = children.find((child) => !/^(?:comment|block|.+_statement|.+_definition)$/.test(child.type));
      return (inner ?? broken ?? node).startIndex;
    }
    node = inner;
  }
}
