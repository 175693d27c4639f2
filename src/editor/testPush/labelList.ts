import * as vscode from 'vscode';
import { labelNameProblem } from '../../pushgateway/labelName';

export type LabelList =
  | { readonly kind: 'labels'; readonly labels: Readonly<Record<string, string>> }
  | { readonly kind: 'invalid'; readonly reason: string };

/** One label at the place of `lastIndex`: the value bare up to a comma, or in quotes with `\"`, `\\` and `\n`. */
const pair = /\s*([^\s=,"]+)\s*=\s*(?:"((?:[^"\\]|\\[\\"n])*)"|([^",]*?))\s*(?:,|$)/y;

/** Reads `task_name=load, stage="a, b"`, the labels of a grouping key beside the job; an empty text has none. */
export function parseLabelList(text: string): LabelList {
  const labels = new Map<string, string>();
  for (let at = 0; text.slice(at).trim() !== ''; at = pair.lastIndex) {
    pair.lastIndex = at;
    const [, name, quoted, bare] = pair.exec(text) ?? [];
    if (name === undefined) return invalid(vscode.l10n.t('Write labels as name=value, with commas between them.'));
    if (name === 'job') return invalid(vscode.l10n.t('The job has been asked for already: name other labels here.'));
    if (labels.has(name)) return invalid(vscode.l10n.t('The label {0} is given twice.', name));
    const problem = labelNameProblem(name);
    if (problem !== undefined) return invalid(problem);
    labels.set(name, quoted === undefined ? (bare ?? '') : unescape(quoted));
  }
  return { kind: 'labels', labels: Object.fromEntries(labels) };
}

/** The text that {@link parseLabelList} reads these labels from. */
export function formatLabelList(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${/^[^\s",\\]+$/.test(value) ? value : quote(value)}`)
    .join(', ');
}

function quote(value: string): string {
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

function unescape(quoted: string): string {
  return quoted.replaceAll(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
}

function invalid(reason: string): LabelList {
  return { kind: 'invalid', reason };
}
