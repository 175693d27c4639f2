import * as l10n from '@vscode/l10n';
import { readGroupingKey } from '../../pushgateway/devGateway/requestPath';
import type { GroupingKey } from '../../pushgateway/groupingKey';

/** What the name of a file in a spool folder says; the format is described in src/runtime/monitoring.py, `_Spool`. */
export interface SpoolFile {
  readonly name: string;
  /** A hash of the URL that the group is pushed to. */
  readonly group: string;
  /** Of the newest outcome inside, in nanoseconds of Unix time. */
  readonly time: bigint;
}

/** A push that could not be sent. */
export interface SpoolEntry {
  readonly kind: 'entry';
  /** The gateway's address, without credentials. */
  readonly gatewayUrl: string;
  /** Of the group, below the gateway's address, as the runtime wrote it. */
  readonly path: string;
  readonly key: GroupingKey;
  /** The exposition text by family, each with its HELP and TYPE lines. */
  readonly families: ReadonlyMap<string, string>;
}

/** Undefined for a file that is no entry of a spool: one that is being written, a marker, somebody's own. */
export function spoolFile(name: string): SpoolFile | undefined {
  const [, group, time] = /^([0-9a-f]{16})-(\d{20})-\d+\.prom$/.exec(name) ?? [];
  return group === undefined || time === undefined ? undefined : { name, group, time: BigInt(time) };
}

export function readSpoolEntry(text: string): SpoolEntry | { readonly kind: 'damaged'; readonly reason: string } {
  const [, gatewayUrl = '', path = '', base64, job = '', labels = ''] =
    /^# TaskMonitor POST (https?:\/\/[^\s]+?)(\/metrics\/job(@base64)?\/([^/\s]*)(\/[^\s]*)?)\n/.exec(text) ?? [];
  if (path === '') {
    return { kind: 'damaged', reason: l10n.t('its first line does not say where to send it') };
  }
  const read = readGroupingKey(job, base64 !== undefined, labels);
  if (read.kind === 'invalid') {
    return { kind: 'damaged', reason: read.reason };
  }
  const families = familiesOf(text.slice(text.indexOf('\n') + 1));
  return families.size === 0
    ? { kind: 'damaged', reason: l10n.t('it holds no metrics') }
    : { kind: 'entry', gatewayUrl, path, key: read.key, families };
}

/** Each family begins with its HELP line in all that the runtimes write. */
function familiesOf(text: string): ReadonlyMap<string, string> {
  const families = new Map<string, string>();
  for (const part of text.split(/^(?=# HELP )/m)) {
    const [, name] = /^# HELP ([a-zA-Z_:][\w:]*)/.exec(part) ?? [];
    if (name !== undefined) {
      families.set(name, (families.get(name) ?? '') + part);
    }
  }
  return families;
}
