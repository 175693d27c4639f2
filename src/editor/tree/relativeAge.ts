import * as vscode from 'vscode';

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/**
 * How long ago something was: `2m ago`, `3h ago`, in the language of the window. Less than a minute is 'just now', so that
 * a view need not change all the time; and so is a time just ahead of ours (another machine's clock).
 * @param seconds since 1970
 */
export function relativeAge(seconds: number, nowMs: number): string {
  const age = nowMs / 1_000 - seconds;
  const fitting = units.find(([, length]) => Math.abs(age) >= length);
  if (fitting === undefined) return vscode.l10n.t('just now');
  const [unit, size] = fitting;
  const format = new Intl.RelativeTimeFormat(vscode.env.language, { style: 'narrow' });
  return format.format(-Math.trunc(age / size), unit);
}

/** A moment in the person's own time zone and language; `seconds` since 1970. */
export function localTime(seconds: number): string {
  const format = new Intl.DateTimeFormat(vscode.env.language, { dateStyle: 'medium', timeStyle: 'medium' });
  return format.format(seconds * 1_000);
}
