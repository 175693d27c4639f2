/** `value` as a string literal of TypeScript and JavaScript. */
export function stringLiteral(value: string, quote: string): string {
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replace(
      /[\p{Cc}\p{Cs}\u2028\u2029]/gu,
      (unit) => `\\u${(unit.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
    );
  return `${quote}${escaped}${quote}`;
}
