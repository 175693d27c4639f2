/**
 * `value` as a Python string literal. Characters beyond ASCII are escaped when `ascii` says that the file's encoding may
 * not have them.
 */
export function pythonLiteral(value: string, ascii: boolean): string {
  const escaped = value.replace(/[\\"]/g, '\\$&').replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, escapeUnit);
  return `"${ascii ? escaped.replace(/[^\p{ASCII}]/gu, escapeUnit) : escaped}"`;
}

function escapeUnit(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  return point > 0xffff ? `\\U${hex(point, 8)}` : `\\u${hex(point, 4)}`;
}

function hex(point: number, digits: number): string {
  return point.toString(16).padStart(digits, '0');
}

/** Whether the file declares an encoding other than UTF-8, which may lack characters (PEP 263). */
export function declaresOtherEncoding(text: string): boolean {
  const declared = /^(?:[^\r\n]*(?:\r\n|\r|\n))?[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(text)?.[1];
  return declared !== undefined && !/^utf[-_]?8(?:[-_]sig)?$/i.test(declared);
}
