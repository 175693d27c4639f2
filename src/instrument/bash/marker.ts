/** Ends every line that `instrument` writes, so that `uninstrument` never takes a line of the user's. */
export const trailingMarker = ' # taskmonitor';

/** Whether nothing but our marker stands between `codeEnd` and the end of its line. */
export function isMarked(text: string, codeEnd: number): boolean {
  const rest = /^[^\r\n]*/.exec(text.slice(codeEnd, codeEnd + 1000))?.[0] ?? '';
  return /^[ \t]*#[ \t]*taskmonitor[ \t]*$/.test(rest);
}
