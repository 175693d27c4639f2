import { isAlias, isScalar, isSeq, visit } from 'yaml';
import type { LintedLanguage } from '../syntax/lintedLanguage';
import type { Parsers, SyntaxTree } from '../syntax/parsers';
import { isParsed, readSourceFacts } from '../syntax/sourceFacts';
import { WorkBudget } from '../syntax/workBudget';
import { yamlDocuments } from '../syntax/yaml/yamlDocuments';
import { LineIndex } from '../text/lineIndex';
import { applyEdits } from '../text/textEdit';
import type { TextEdit } from '../text/textEdit';
import { suppressionComments } from './suppressionComments';
import { firstLine, suppressionsIn, wholesOf } from './suppressions';

/**
 * The edit that silences a rule at an offset of a text: its id joins a comment that is there, or a new comment goes above the
 * line or, failing that, to its end; otherwise above what the line is a part of. Each is tried on the real syntax: it must
 * be a comment there, and change nothing else, which rules out strings, here-documents and continued lines. undefined where
 * no place will do. @throws ParseTimeout, ReadTimeout
 */
export async function suppressionEdit(
  parsers: Pick<Parsers, 'use'>,
  { language, text }: { readonly language: LintedLanguage; readonly text: string },
  offset: number,
  ruleId: string,
): Promise<TextEdit | undefined> {
  const facts = await readSourceFacts(parsers, language, text);
  const lines = new LineIndex(text);
  const starts = wholesOf(facts)
    .filter(({ start, end }) => start <= offset && offset <= end)
    .map(({ start }) => firstLine(lines, start));
  const candidates = [...new Set([lines.lineAt(offset), ...starts.toSorted((a, b) => b - a)])].flatMap((line) =>
    editsAt(lines, language, line, ruleId),
  );
  const before = await skeleton(parsers, language, text);
  for (const edit of [...widened(text, lines, offset, ruleId), ...candidates]) {
    const edited = applyEdits(text, [edit]);
    if ((await skeleton(parsers, language, edited)) === before) {
      const moved = edit.start <= offset ? offset + edit.newText.length : offset;
      if (suppressionsIn(edited, await readSourceFacts(parsers, language, edited)).silences(ruleId, moved)) {
        return edit;
      }
    }
  }
  return undefined;
}

/** A comment on the line, or alone on the one above, that silences other rules takes this one too. */
function widened(text: string, lines: LineIndex, offset: number, ruleId: string): readonly TextEdit[] {
  const line = lines.lineAt(offset);
  return suppressionComments(text)
    .filter(({ start, ofFile }) => !ofFile && [line, line - 1].includes(lines.lineAt(start)))
    .map(({ ids, idsEnd }) => ({ start: idsEnd, end: idsEnd, newText: `${ids.length === 0 ? '' : ', '}${ruleId}` }));
}

function editsAt(lines: LineIndex, language: LintedLanguage, line: number, ruleId: string): readonly TextEdit[] {
  const comment = `${languagesOfSlashes.has(language) ? '//' : '#'} taskmonitor: ignore[${ruleId}]`;
  const content = lines.lineText(line);
  const [indentation = ''] = /^[ \t]*/.exec(content) ?? [];
  const above = lines.lineStart(line) + (content.startsWith('\uFEFF') ? 1 : 0);
  const end = lines.lineStart(line) + content.trimEnd().length;
  // The grammars allow a comment behind a backslash that joins two lines; Python and the shell do not.
  const isContinued = (at: number): boolean => lines.lineText(at).endsWith('\\');
  return [
    ...(line > 0 && isContinued(line - 1)
      ? []
      : [{ start: above, end: above, newText: `${indentation}${comment}${lineBreak(lines)}` }]),
    // Exposition text has comments of whole lines only.
    ...(language === 'exposition' || isContinued(line) ? [] : [{ start: end, end, newText: `  ${comment}` }]),
  ];
}

const languagesOfSlashes: ReadonlySet<LintedLanguage> = new Set(['javascript', 'typescript', 'tsx', 'go', 'java']);

function lineBreak(lines: LineIndex): string {
  const end = lines.lineEnd(0);
  return lines.lineStart(1) - end === 2 ? '\r\n' : '\n';
}

/** All that a text is but for its comments and its layout, to be compared. */
async function skeleton(parsers: Pick<Parsers, 'use'>, language: LintedLanguage, text: string): Promise<string> {
  if (isParsed(language)) {
    return parsers.use(language, text, codeOf);
  }
  return language === 'yaml'
    ? yamlOf(text)
    : text
        .split(/\r?\n/)
        .filter((line) => !/^[ \t]*#(?![ \t]+(?:HELP|TYPE|UNIT)[ \t])/.test(line))
        .join('\n');
}

/** Each node with its depth, and the text of the last ones. */
function codeOf({ root, text }: SyntaxTree): string {
  const nodes: string[] = [];
  const cursor = root.walk();
  try {
    let depth = 0;
    for (;;) {
      const isComment = cursor.nodeType.endsWith('comment');
      const isInner = !isComment && cursor.gotoFirstChild();
      if (isInner) {
        nodes.push(`${depth}`);
        depth += 1;
        continue;
      }
      // Some grammars have a node for the end of a line.
      const leaf = isComment ? '' : text.slice(cursor.startIndex, cursor.endIndex).trim();
      if (leaf !== '') {
        nodes.push(`${depth} ${cursor.nodeType} ${leaf}`);
      }
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) {
          return nodes.join('\n');
        }
        depth -= 1;
      }
    }
  } finally {
    cursor.delete();
  }
}

/** Aliases stay what they are, so that no text grows. */
function yamlOf(text: string): string {
  const nodes: unknown[] = [];
  for (const { contents } of yamlDocuments(text, new WorkBudget())) {
    nodes.push('document');
    visit(contents, (_, node, path) => {
      nodes.push([
        path.length,
        isScalar(node) ? node.value : isAlias(node) ? node.source : isSeq(node) ? 'seq' : 'map',
      ]);
    });
  }
  return JSON.stringify(nodes);
}
