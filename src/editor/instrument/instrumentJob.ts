import * as vscode from 'vscode';
import type { InstrumentStyle } from '../../instrument/plan';
import { asRecord } from '../asRecord';

/** What of a document is meant. */
export type InstrumentTarget =
  /** By their keys. */
  | { readonly kind: 'functions'; readonly names: readonly string[] }
  /** Offsets mean something in that version of the document alone. */
  | { readonly kind: 'statements'; readonly start: number; readonly end: number; readonly version: number }
  | { readonly kind: 'all' };

/** What a person asked for; the style that they prefer when they did not say. */
export interface InstrumentJob {
  readonly target: InstrumentTarget;
  readonly style?: InstrumentStyle | undefined;
  readonly records?: boolean | undefined;
}

/** A job as the argument of a code action's command. */
export function jobArgument(document: vscode.TextDocument, job: InstrumentJob): Record<string, unknown> {
  return { uri: document.uri.toString(), ...job };
}

/** The job that an argument of a command holds. Menus pass the document's uri as an object, and others what they like: no job. */
export function namedJob(argument: unknown): { readonly uri: vscode.Uri; readonly job: InstrumentJob } | undefined {
  const { uri, target, style, records } = asRecord(argument);
  const read = targetOf(target);
  if (typeof uri !== 'string' || read === undefined) return undefined;
  return { uri: vscode.Uri.parse(uri, true), job: { target: read, style: styleOf(style), records: records === true } };
}

function targetOf(value: unknown): InstrumentTarget | undefined {
  const { kind, names, start, end, version } = asRecord(value);
  switch (kind) {
    case 'functions':
      return Array.isArray(names) ? { kind, names: names.filter((name) => typeof name === 'string') } : undefined;
    case 'statements':
      return typeof start === 'number' && typeof end === 'number' && typeof version === 'number'
        ? { kind, start, end, version }
        : undefined;
    case 'all':
      return { kind };
    default:
      return undefined;
  }
}

function styleOf(value: unknown): InstrumentStyle | undefined {
  return value === 'with' || value === 'decorator' || value === 'try' ? value : undefined;
}
