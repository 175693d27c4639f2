import { createHash } from 'node:crypto';

/** What line 1 of a runtime module says about it. */
export interface RuntimeHeader {
  readonly version: string;
  /** The SHA-256 that was written there, in hex. */
  readonly hash: string;
  /** Whether the rest of the file is as it was shipped; line ends may have been converted. */
  readonly pristine: boolean;
}

/** Reads the header of a runtime module; undefined for every other file, a user's own `monitoring.py` included. */
export function readRuntimeHeader(text: string): RuntimeHeader | undefined {
  const [line, version, hash] =
    /^\uFEFF?(?:#|\/\/) TaskMonitor runtime (\S+) sha256:(\w+)[ \t]*(?:\r?\n|$)/.exec(text) ?? [];
  if (line === undefined || version === undefined || hash === undefined) {
    return undefined;
  }
  return { version, hash, pristine: runtimeHash(text) === hash.toLowerCase() };
}

/** SHA-256, in hex, of everything behind line 1, with LF line ends: what the build stamps into that line. */
export function runtimeHash(text: string): string {
  const content = text.replaceAll('\r\n', '\n');
  const end = content.indexOf('\n');
  return createHash('sha256')
    .update(end < 0 ? '' : content.slice(end + 1), 'utf8')
    .digest('hex');
}

/** Negative when version `a` is older than `b`. By the numbers in them: `0.9.2` is older than `0.10.0`. */
export function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
