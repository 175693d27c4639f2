import { LineIndex } from '../text/lineIndex';

/** What comments in a file silence. */
export interface Suppressions {
  silences(ruleId: string, offset: number): boolean;
}

/**
 * Reads `# taskmonitor: ignore[rule-id, rule-id] reason` (or `//`, or inside any other comment): it silences those rules on
 * its own line, and, where it stands alone on a line, on the next one; `ignore-file[…]` in the whole file.
 */
export function suppressionsIn(text: string): Suppressions {
  if (!text.includes('taskmonitor:')) {
    return { silences: () => false };
  }
  const lines = new LineIndex(text);
  const wholeFile = new Set<string>();
  const byLine = new Map<number, Set<string>>();
  for (const match of text.matchAll(/(?:#|\/\/|\/\*)[ \t]*taskmonitor:[ \t]*ignore(-file)?\[([\w\-, \t]*)\]/g)) {
    const ids = (match[2] ?? '').split(',').map((id) => id.trim());
    const { line } = lines.positionAt(match.index);
    const isAlone = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index).trim() === '';
    for (const each of isAlone ? [line, line + 1] : [line]) {
      const silenced = match[1] === undefined ? (byLine.get(each) ?? new Set<string>()) : wholeFile;
      ids.forEach((id) => silenced.add(id));
      byLine.set(each, silenced);
    }
  }
  return {
    silences: (ruleId, offset) =>
      wholeFile.has(ruleId) || (byLine.get(lines.positionAt(offset).line)?.has(ruleId) ?? false),
  };
}
