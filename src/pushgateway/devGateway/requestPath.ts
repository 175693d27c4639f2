import { isUtf8 } from 'node:buffer';
import { posix } from 'node:path';
import { goQuote } from '../exposition/goQuote';
import type { GroupingKey } from '../groupingKey';

/** `query` begins with `?`, or is empty. */
export type RequestPath =
  /** Unescaped and clean: no `//`, `.` or `..`. */
  | { readonly kind: 'path'; readonly path: string; readonly query: string }
  /** Go's server answers 301 with this before anything else looks at the path. */
  | { readonly kind: 'unclean'; readonly cleanPath: string; readonly query: string }
  | { readonly kind: 'malformed' };

export type RequestKey =
  { readonly kind: 'key'; readonly key: GroupingKey } | { readonly kind: 'invalid'; readonly reason: string };

/**
 * The path of a request target (`/metrics/job/a?x`), unescaped as Go's net/http does it: before the path is split, so that `%2F` is a
 * slash like any other. Escapes that are none, or that are no UTF-8, are malformed; the original takes the latter and can then
 * store nothing more.
 */
export function readRequestPath(target: string): RequestPath {
  const [, rawPath = '', query = ''] = /^([^?]*)(\?.*)?$/s.exec(target) ?? [];
  if (/%(?![0-9A-Fa-f]{2})/.test(rawPath)) return { kind: 'malformed' };
  const bytes = Buffer.from(
    rawPath.replaceAll(/%(..)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  );
  if (!isUtf8(bytes)) return { kind: 'malformed' };
  const path = bytes.toString('utf8');
  // As net/http's cleanPath: a slash at the end stays.
  const cleanPath = posix.normalize(`/${path}`);
  return path === cleanPath ? { kind: 'path', path, query } : { kind: 'unclean', cleanPath, query };
}

/**
 * The grouping key of a path behind `/metrics/job` (pushgateway handler.splitLabels).
 * @param job the part behind `job` or `job@base64`
 * @param labels `/name/value/name@base64/value`, or `/`, or nothing
 */
export function readGroupingKey(job: string, jobIsBase64: boolean, labels: string): RequestKey {
  const jobValue = jobIsBase64 ? decodeBase64(job) : job;
  if (typeof jobValue !== 'string') {
    return invalid(`invalid base64 encoding in job name ${goQuote(job)}: ${jobValue.problem}`);
  }
  const parts = labels.length <= 1 ? [] : labels.slice(1).split('/');
  if (parts.length % 2 !== 0) return invalid(`odd number of components in label string ${goQuote(labels)}`);
  const key = new Map<string, string>();
  for (let index = 0; index < parts.length; index += 2) {
    const [name = '', value = ''] = parts.slice(index, index + 2);
    const label = name.replace(/@base64$/, '');
    if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(label) || label.startsWith('__')) {
      return invalid(`improper label name ${goQuote(label)}`);
    }
    const decoded = name === label ? value : decodeBase64(value);
    if (typeof decoded !== 'string') {
      return invalid(`invalid base64 encoding for label ${label}=${goQuote(value)}: ${decoded.problem}`);
    }
    key.set(label, decoded);
  }
  if (jobValue === '') return invalid('job name is required');
  key.set('job', jobValue);
  return { kind: 'key', key: Object.fromEntries(key) };
}

function invalid(reason: string): RequestKey {
  return { kind: 'invalid', reason };
}

/** URL-safe alphabet, padding optional; Go ignores line ends in it. */
function decodeBase64(text: string): string | { problem: string } {
  const digits = text.replace(/=+$/, '');
  const wrong = /[^A-Za-z0-9_\-\r\n]/.exec(digits);
  const dense = digits.replaceAll(/[\r\n]/g, '');
  if (wrong !== null || dense.length % 4 === 1) {
    const at = wrong === null ? digits.length - 1 : Buffer.byteLength(digits.slice(0, wrong.index));
    return { problem: `illegal base64 data at input byte ${at}` };
  }
  const bytes = Buffer.from(dense, 'base64url');
  return isUtf8(bytes) ? bytes.toString('utf8') : { problem: 'the value is not UTF-8' };
}
