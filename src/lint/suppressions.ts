import type { SourceFacts } from '../syntax/sourceFacts';
import { LineIndex } from '../text/lineIndex';
import type { Span } from '../text/span';
import { suppressionComments } from './suppressionComments';

/** What comments in a file silence. */
export interface Suppressions {
  silences(ruleId: string, offset: number): boolean;
}

/**
 * What the comments `taskmonitor: ignore[rule-id, rule-id] reason` of a text silence. One at the end of a line is about that
 * line; one that stands alone is about the next line that is no comment. Where that line is the first one of a declaration,
 * a use, a push or an expression, it is about the whole of it: a label on the fifth line of a declaration is silenced above
 * the first one too. `ignore-file[…]`, anywhere, is about the whole file.
 */
export function suppressionsIn(text: string, facts?: SourceFacts): Suppressions {
  const comments = suppressionComments(text);
  if (comments.length === 0) {
    return { silences: () => false };
  }
  const lines = new LineIndex(text);
  const ofFile = new Set(comments.flatMap((comment) => (comment.ofFile ? comment.ids : [])));
  const byLine = new Map<number, Set<string>>();
  for (const { start, ids, ofFile: isOfFile } of comments) {
    const line = lines.lineAt(start);
    const isAlone = /^[\s\uFEFF{*]*$/.test(text.slice(lines.lineStart(line), start));
    for (const each of isOfFile ? [] : isAlone ? [line, nextCodeLine(lines, line)] : [line]) {
      byLine.set(each, new Set([...(byLine.get(each) ?? []), ...ids]));
    }
  }
  const wholes = facts === undefined ? [] : wholesOf(facts);
  return {
    silences(ruleId, offset) {
      const isSilent = (line: number): boolean => byLine.get(line)?.has(ruleId) === true;
      return (
        ofFile.has(ruleId) ||
        isSilent(lines.lineAt(offset)) ||
        wholes.some(({ start, end }) => start <= offset && offset <= end && isSilent(firstLine(lines, start)))
      );
    },
  };
}

/** The stretches that a comment at their beginning is about. */
export function wholesOf({ metrics, prometheus }: SourceFacts): readonly Span[] {
  const { declarations, calls, pushes } = metrics;
  return [
    ...[...declarations, ...calls, ...pushes].map(({ span }) => span),
    ...(prometheus?.rules ?? []).flatMap(({ expression }) => (expression === undefined ? [] : [expression.root.span])),
  ];
}

/** The line that a whole begins in: for a block of YAML the one with its `|` or `>`. */
export function firstLine(lines: LineIndex, start: number): number {
  const line = lines.lineAt(start);
  return /:[ \t]+(?:![^\s]+[ \t]+)?[|>][+\-\d]*(?:[ \t]+#.*)?$/.test(lines.lineText(line - 1)) ? line - 1 : line;
}

/** Comments may stand below each other; a blank line ends what they are about. What exposition text says of a family is none. */
function nextCodeLine(lines: LineIndex, line: number): number {
  let next = line + 1;
  while (next < lines.lineCount && /^[ \t]*(?:#(?![ \t]+(?:HELP|TYPE|UNIT)[ \t])|\/\/)/.test(lines.lineText(next))) {
    next += 1;
  }
  return next;
}
