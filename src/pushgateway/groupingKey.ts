import * as l10n from '@vscode/l10n';
import { isLabelName, labelNameProblem } from './labelName';

/**
 * The labels that name one group of a Pushgateway: label name → value, `job` among them (never empty).
 * A value may be empty or any Unicode text. Two keys are the same group when their labels are the same, in any order.
 */
export type GroupingKey = Readonly<Record<string, string>>;

/**
 * Values that may stand in the path as they are. Everything else goes as `@base64`: the Pushgateway answers 301 to `//`, to
 * `%2F` at the start and to `..`, and 400 to `%2F` elsewhere; and URL parsers and proxies each rewrite other characters.
 */
const PLAIN_VALUE = /^[A-Za-z0-9_.~:-]+$/;
const DOT_SEGMENT = /^\.{1,2}$/;

/**
 * The path of a group below the gateway's route prefix, for example `/metrics/job/nightly/task_name@base64/YS9i`.
 * Safe for every value; label names that need UTF-8 are escaped (`U__…`), which a gateway understands with `--push.enable-utf8-names`.
 */
export function metricsPath(key: GroupingKey): string {
  return '/metrics' + labelsInOrder(key).map(pathOfLabel).join('');
}

/** The key as a person reads it: `{job="a", task_name="b"}`, job first, the rest by name; values escaped as in PromQL. */
export function formatGroupingKey(key: GroupingKey): string {
  const labels = labelsInOrder(key).map(([name, value]) => `${name}="${escapeValue(value)}"`);
  return `{${labels.join(', ')}}`;
}

/** The same text for the same labels, whatever their order; different for different ones. For maps, selection and sorting. */
export function groupId(key: GroupingKey): string {
  // Joined without an outer bracket, so that {job="a"} sorts before {job="a", x="1"}.
  return labelsInOrder(key)
    .map((label) => JSON.stringify(label))
    .join();
}

/** Whether every Pushgateway would take the key; if not, `reason` tells a person what to change. */
export function checkGroupingKey(key: GroupingKey): { kind: 'valid' } | { kind: 'invalid'; reason: string } {
  if (!Object.hasOwn(key, 'job') || key['job'] === '') {
    return { kind: 'invalid', reason: l10n.t('The job is empty: every group needs a job name.') };
  }
  for (const name of Object.keys(key)) {
    const reason = labelNameProblem(name);
    if (reason !== undefined) return { kind: 'invalid', reason };
  }
  return { kind: 'valid' };
}

function labelsInOrder(key: GroupingKey): [name: string, value: string][] {
  return Object.entries(key).toSorted(([a], [b]) => {
    if (a === 'job' || b === 'job') return a === 'job' ? -1 : 1;
    return a < b ? -1 : 1;
  });
}

function pathOfLabel([name, value]: [string, string]): string {
  const safeName = isLabelName(name) ? name : escapeUtf8Name(name);
  if (PLAIN_VALUE.test(value) && !DOT_SEGMENT.test(value)) return `/${safeName}/${value}`;
  // '=' alone is how the Pushgateway spells an empty value (its README, 'URL'); padding is optional otherwise.
  return `/${safeName}@base64/${Buffer.from(value, 'utf8').toString('base64url') || '='}`;
}

/** `U__` escaping of names beyond the old alphabet: prometheus/common model.EscapeName, scheme 'values'. */
function escapeUtf8Name(name: string): string {
  let escaped = 'U__';
  for (const character of name) {
    if (character === '_') escaped += '__';
    else if (/[A-Za-z0-9]/.test(character)) escaped += character;
    else escaped += `_${(character.codePointAt(0) ?? 0).toString(16)}_`;
  }
  return escaped;
}

function escapeValue(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
