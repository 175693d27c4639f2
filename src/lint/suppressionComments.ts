/** A comment `taskmonitor: ignore[rule-id, rule-id] reason` in a text. */
export interface SuppressionComment {
  /** Offset of the comment's first character. */
  readonly start: number;
  /** Offset behind the last id in the brackets. */
  readonly idsEnd: number;
  readonly ids: readonly string[];
  /** `ignore-file[…]`. */
  readonly ofFile: boolean;
}

/** All of them, in any comment syntax that begins with `#`, `//` or `/*`; a comment may say something else in front. */
export function suppressionComments(text: string): readonly SuppressionComment[] {
  if (!text.includes('taskmonitor:')) {
    return [];
  }
  const pattern = /(?:#|\/\/|\/\*)[^\S\r\n]*taskmonitor:[^\S\r\n]*ignore(-file)?\[([\w\-, \t]*)\]/g;
  return [...text.matchAll(pattern)].map(({ 0: comment, 1: file, 2: list = '', index }) => ({
    start: index,
    idsEnd: index + comment.length - 1,
    ids: list.split(/[,\s]+/).filter((id) => id !== ''),
    ofFile: file !== undefined,
  }));
}
