import type { Node } from '@vscode/tree-sitter-wasm';

/** Ends every line that `instrument` writes, so that `uninstrument` never takes a line of the user's. */
export const lineMarker = '// taskmonitor';

/** Stands on either side of what `instrument` writes into a line of the user's. */
export const inlineMarker = '/* taskmonitor */';

/** Whether a comment is our marker, in either form. */
export function isMarker(comment: Node | null | undefined): comment is Node {
  return (
    comment?.type === 'comment' &&
    /^(?:\/\/[ \t]*taskmonitor[ \t]*|\/\*[ \t]*taskmonitor[ \t]*\*\/)$/.test(comment.text)
  );
}

/** Whether a text holds a marker anywhere. */
export function hasMarker(text: string): boolean {
  return /\/[/*][ \t]*taskmonitor\b/.test(text);
}

/** Where the marker that follows `end` on its line ends; undefined when none does. */
export function markerEndAfter(text: string, end: number): number | undefined {
  const marker = /^[ \t]*(?:\/\/[ \t]*taskmonitor(?=[ \t]*(?:[\r\n]|$))|\/\*[ \t]*taskmonitor[ \t]*\*\/)/.exec(
    text.slice(end, end + 200),
  );
  return marker === null ? undefined : end + marker[0].length;
}
