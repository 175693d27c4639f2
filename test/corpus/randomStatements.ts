import type { Node } from '@vscode/tree-sitter-wasm';
import type { SyntaxTree } from '../../src/syntax/parsers';
import type { Span } from '../../src/text/span';

/** Numbers from 0 up to `below`, the same ones in every run for one seed. */
export function randomNumbers(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761 + 12_345) % 2_147_483_648;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

/** A selection over some statements of some block of the file; now and then its ends cut through statements. */
export function randomSelection(tree: SyntaxTree, random: (below: number) => number): Span | undefined {
  const blocks = [tree.root, ...tree.root.descendantsOfType('block')].filter((block): block is Node => block !== null);
  // Every third time statements of the module itself, of which there are few.
  const block = random(3) === 0 ? tree.root : blocks[random(blocks.length)];
  const statements = (block?.namedChildren ?? []).filter((each): each is Node => each !== null);
  const from = random(statements.length);
  const to = from + random(Math.min(8, statements.length - from));
  const [first, last] = [statements[from], statements[to]];
  if (first === undefined || last === undefined) {
    return undefined;
  }
  const cut = random(2) === 0;
  const start = first.startIndex + (cut ? random(first.endIndex - first.startIndex) : 0);
  const end = last.endIndex - (cut ? random(last.endIndex - Math.max(start, last.startIndex)) : 0);
  return { start, end };
}
