import type { Span } from '../../text/span';
import type { MetricType } from '../metrics/metricDeclaration';

/** A comment of the format that describes a family: `# HELP name text`, `# TYPE name gauge`, OpenMetrics' `# UNIT name unit`. */
export interface Metadata {
  readonly kind: 'HELP' | 'TYPE' | 'UNIT';
  readonly name: string;
  readonly nameSpan: Span;
  /** The rest of the line, escapes resolved. */
  readonly text: string;
  readonly textSpan: Span;
}

const metadata = /#[ \t]*(HELP|TYPE|UNIT)[ \t]+("[^"\r\n]*"|[^\s"]+)(?:[ \t]+([^\r\n]*))?/y;

/** The description that begins at `at`, which must be that of a `#`. */
export function readMetadata(text: string, at: number, end: number): Metadata | undefined {
  metadata.lastIndex = at;
  const found = metadata.exec(text);
  const [whole, kind, written, rest = ''] = found ?? [];
  if (
    whole === undefined ||
    written === undefined ||
    (kind !== 'HELP' && kind !== 'TYPE' && kind !== 'UNIT') ||
    at + whole.length > end
  ) {
    return undefined;
  }
  const isQuoted = written.startsWith('"');
  const start = at + whole.indexOf(written, whole.indexOf(kind) + kind.length) + (isQuoted ? 1 : 0);
  const name = isQuoted ? written.slice(1, -1) : written;
  const restEnd = at + whole.length;
  const shown = rest.trimEnd();
  return {
    kind,
    name,
    nameSpan: { start, end: start + name.length },
    text: shown.replace(/\\([^])/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped)),
    textSpan: { start: restEnd - rest.length, end: restEnd - rest.length + shown.length },
  };
}

const types: ReadonlySet<string> = new Set<MetricType>([
  'counter',
  'gauge',
  'summary',
  'histogram',
  'gaugehistogram',
  'info',
  'stateset',
]);

export function metricTypeOf(word: string): MetricType {
  const type = word.trim().toLowerCase();
  return isType(type) ? type : 'unknown';
}

function isType(word: string): word is MetricType {
  return types.has(word);
}
