import type { Node } from '@vscode/tree-sitter-wasm';
import { MovableLines } from '../../syntax/ecmascript/movableLines';
import type { SyntaxTree } from '../../syntax/parsers';
import type { LineIndex } from '../../text/lineIndex';
import { isMarker } from './marker';

/**
 * What one level of indentation is in a file: by how much the bodies were moved that run as tasks already, else what the
 * file itself uses. One for all of it, so that functions inside each other come out the same in whatever order they are
 * instrumented.
 */
export function indentUnit(tree: SyntaxTree, lines: LineIndex): string {
  return (
    writtenUnit(tree, lines) ??
    /^\S.*\{[ \t]*\r?\n(?:[ \t]*\r?\n)*( {1,8}|\t)(?![ \t])/m.exec(tree.text)?.[1] ??
    (/^\t/m.test(tree.text) ? '\t' : '  ')
  );
}

/** How many of the bodies are looked at: only one that holds nothing but comments and templates says nothing. */
const maxBodies = 50;

function writtenUnit(tree: SyntaxTree, lines: LineIndex): string | undefined {
  let left = maxBodies;
  for (const { index } of tree.text.matchAll(/(?<=\{[ \t]*)\/\/[ \t]*taskmonitor[ \t]*$/gm)) {
    const marker = tree.root.descendantForIndex(index);
    const block = isMarker(marker) ? marker.parent : undefined;
    const unit = block?.type === 'statement_block' ? movedUnit(tree, lines, block, index) : undefined;
    if (unit !== undefined || --left === 0) {
      return unit;
    }
  }
  return undefined;
}

function movedUnit(tree: SyntaxTree, lines: LineIndex, block: Node, marker: number): string | undefined {
  const movable = new MovableLines(tree.text, lines, block);
  const openLine = lines.lineAt(marker);
  return unitBetween(lines, movable, openLine, openLine + 1, lines.lineAt(block.endIndex) - 1);
}

/** By how much the lines of a body stand deeper than the line that opens it; undefined when none of them shows it. */
export function unitBetween(
  lines: LineIndex,
  movable: MovableLines,
  openLine: number,
  first: number,
  last: number,
): string | undefined {
  for (let line = first; line <= last; line++) {
    if (movable.isMovable(line)) {
      const [inner, outer] = [indentOf(lines, line), indentOf(lines, openLine)];
      return inner.length > outer.length && inner.endsWith(outer)
        ? inner.slice(0, -outer.length || undefined)
        : undefined;
    }
  }
  return undefined;
}

/** The white space that a line begins with. */
export function indentOf(lines: LineIndex, line: number): string {
  return /^[^\S\r\n]*/.exec(lines.lineText(line))?.[0] ?? '';
}
