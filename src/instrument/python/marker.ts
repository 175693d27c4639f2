/** Ends every line that `instrument` writes, so that `uninstrument` never takes a line of the user's. */
export const marker = '# taskmonitor';

/** The marker as it is written behind code: two blanks before it, as PEP 8 wants. */
export const trailingMarker = `  ${marker}`;

/** Whether nothing but a comment that ends in the marker stands between `codeEnd` and the end of its line. */
export function isMarked(text: string, codeEnd: number): boolean {
  const rest = /^[^\r\n]*/.exec(text.slice(codeEnd, codeEnd + 1000))?.[0] ?? '';
  return /^[ \t]*#/.test(rest) && /#[ \t]*taskmonitor[ \t]*$/.test(rest);
}
