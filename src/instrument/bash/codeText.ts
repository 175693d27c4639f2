import type { Span } from '../../text/span';

/** A text, or a stretch of it, with a blank in the place of each span: comments, functions inside. */
export function codeWithout(
  text: string,
  spans: readonly Span[],
  { start, end }: Span = { start: 0, end: text.length },
): string {
  const parts: string[] = [];
  let done = start;
  for (const span of spans) {
    if (span.start >= done && span.end <= end) {
      parts.push(text.slice(done, span.start));
      done = span.end;
    }
  }
  parts.push(text.slice(done, end));
  return parts.join(' ');
}
