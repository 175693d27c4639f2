/** `value` as a word in single quotes. What no label holds, line ends among it, is left out. */
export function shellLiteral(value: string): string {
  return `'${value.replace(/[\p{Cc}\p{Cs}]/gu, '').replaceAll("'", String.raw`'\''`)}'`;
}

/** What a word says that is quoted as a whole, or not at all; its source when it holds more than that. */
export function literalValue(word: string): string {
  const single = word.replaceAll(String.raw`'\''`, '\0');
  if (/^'[^']*'$/.test(single)) {
    return single.slice(1, -1).replaceAll('\0', "'");
  }
  return /^"[^"\\$`]*"$/.test(word) ? word.slice(1, -1) : word;
}
