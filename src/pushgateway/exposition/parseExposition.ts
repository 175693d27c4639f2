import { isUtf8 } from 'node:buffer';
import { ByteCursor, SyntaxProblem, isBlank } from './byteCursor';
import { FamilyDrafts, newMetricDraft } from './familyDraft';
import type { FamilyDraft, MetricDraft, SampleRole } from './familyDraft';
import { parseGoFloat, parseGoInt64, toUint64 } from './goNumber';
import { goQuoteByte, goQuoteBytes } from './goQuote';
import type { MetricFamily, MetricLabel, MetricType } from './metricFamily';

export type ParsedExposition =
  | { readonly kind: 'parsed'; readonly families: readonly MetricFamily[] }
  | {
      readonly kind: 'invalid';
      /** From 1. */
      readonly line: number;
      /** What is wrong there, in the Pushgateway's words: `expected float as value, got "x"`. */
      readonly reason: string;
      /** The whole sentence that a Pushgateway answers: `text format parsing error in line 1: …`. */
      readonly message: string;
    };

const METRIC_NAME = /[A-Za-z_:][A-Za-z0-9_:]*/y;
const LABEL_NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const WORD = /[^ \t\n]*/y;
const REST_OF_LINE = /[^\n]*/y;
const PLAIN_HELP = /[^\\\n]*/y;
const PLAIN_LABEL_VALUE = /[^"\\\n]*/y;

const TYPES: ReadonlyMap<string, MetricType> = new Map([
  ['COUNTER', 'COUNTER'],
  ['GAUGE', 'GAUGE'],
  ['SUMMARY', 'SUMMARY'],
  ['UNTYPED', 'UNTYPED'],
  ['HISTOGRAM', 'HISTOGRAM'],
]);

/**
 * Reads the text format 0.0.4 as the Pushgateway 1.5 does (prometheus/common expfmt.TextParser): the same texts are refused, with
 * the same words. Families come in the order of the text; duplicate series and metrics are kept, the caller checks them.
 * Timestamps are kept too. `gauge_histogram`, which that version takes and then cannot expose, is refused.
 */
export function parseExposition(text: string | Uint8Array): ParsedExposition {
  const bytes =
    typeof text === 'string' ? Buffer.from(text, 'utf8') : Buffer.from(text.buffer, text.byteOffset, text.byteLength);
  const parser = new ExpositionParser(bytes.toString('latin1'));
  try {
    return { kind: 'parsed', families: parser.parse() };
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    const reason = error.message;
    return {
      kind: 'invalid',
      line: parser.line,
      reason,
      message: `text format parsing error in line ${parser.line}: ${reason}`,
    };
  }
}

class ExpositionParser {
  line = 0;
  private readonly at: ByteCursor;
  private readonly drafts = new FamilyDrafts();
  /** Summaries and histograms by name and labels: their lines belong together. */
  private readonly composites = new Map<string, MetricDraft>();

  constructor(bytes: string) {
    this.at = new ByteCursor(bytes);
  }

  parse(): MetricFamily[] {
    for (;;) {
      this.line += 1;
      this.at.skipBlanks();
      if (this.at.atEnd) return this.drafts.finish();
      if (this.at.current === '#') this.readComment();
      else if (this.at.current !== '\n') this.readSample();
      this.at.advance();
    }
  }

  /** From `#` to the end of the line, which stays current. */
  private readComment(): void {
    this.at.advance();
    this.at.skipBlanks();
    const keyword = this.at.take(WORD);
    if (keyword !== 'HELP' && keyword !== 'TYPE') {
      this.at.take(REST_OF_LINE);
      return;
    }
    this.at.skipBlanks();
    const name = this.at.take(METRIC_NAME);
    if (this.at.current === '\n') return;
    if (!isBlank(this.at.current)) throw new SyntaxProblem('invalid metric name in comment');
    const { family } = this.drafts.find(name);
    this.at.skipBlanks();
    if (this.at.current === '\n') return;
    if (keyword === 'HELP') this.readHelp(family);
    else this.readType(family);
  }

  private readHelp(family: FamilyDraft): void {
    if (family.help !== undefined) throw new SyntaxProblem(`second HELP line for metric name "${family.name}"`);
    family.help = utf8(this.takeEscaped(PLAIN_HELP, '\n', '\\n'));
  }

  private readType(family: FamilyDraft): void {
    if (family.type !== undefined) {
      throw new SyntaxProblem(`second TYPE line for metric name "${family.name}", or TYPE reported after samples`);
    }
    const word = this.takeRestOfLine();
    const type = TYPES.get(word.toUpperCase());
    if (type === undefined) throw new SyntaxProblem(`unknown metric type ${goQuoteBytes(word)}`);
    family.type = type;
  }

  private readSample(): void {
    const name = this.at.take(METRIC_NAME);
    if (name === '') throw new SyntaxProblem('invalid metric name');
    const { family, role } = this.drafts.find(name);
    family.type ??= 'UNTYPED';
    this.at.skipBlanks();
    const { labels, bound } = this.at.current === '{' ? this.readLabels(family) : { labels: [], bound: NaN };
    const metric = this.metricFor(family, labels);
    this.readValue(family.type, role, bound, metric);
    if (this.at.current !== '\n') this.readTimestamp(metric);
  }

  /** From `{` to behind `}` and blanks. `bound`: the value of `quantile` or `le`, NaN without one. */
  private readLabels(family: FamilyDraft): { labels: MetricLabel[]; bound: number } {
    const boundLabel = family.type === 'SUMMARY' ? 'quantile' : family.type === 'HISTOGRAM' ? 'le' : undefined;
    const labels: MetricLabel[] = [];
    const names = new Set<string>();
    let bound = NaN;
    for (;;) {
      this.at.advance();
      this.at.skipBlanks();
      if (this.at.current === '}') break;
      const name = this.readLabelName(family);
      if (names.has(name)) throw new SyntaxProblem(`duplicate label names for metric "${family.name}"`);
      const value = this.readLabelValue();
      if (name === boundLabel) {
        bound = readBound(name, value);
      } else {
        names.add(name);
        labels.push({ name, value: utf8(value) });
      }
      this.at.advance();
      this.at.skipBlanks();
      if (this.at.current === '}') break;
      if (this.at.current !== ',') throw new SyntaxProblem(`unexpected end of label value ${goQuoteBytes(value)}`);
    }
    this.at.advance();
    this.at.skipBlanks();
    return { labels, bound };
  }

  private readLabelName(family: FamilyDraft): string {
    const name = this.at.take(LABEL_NAME);
    if (name === '') throw new SyntaxProblem(`invalid label name for metric "${family.name}"`);
    if (name === '__name__') throw new SyntaxProblem('label name "__name__" is reserved');
    this.at.skipBlanks();
    const { current } = this.at;
    if (current !== '=') {
      throw new SyntaxProblem(`expected '=' after label name, found ${goQuoteByte(current.charCodeAt(0))}`);
    }
    return name;
  }

  /** From `=` to the closing quote, which stays current. */
  private readLabelValue(): string {
    this.at.advance();
    this.at.skipBlanks();
    const { current } = this.at;
    if (current !== '"') {
      throw new SyntaxProblem(`expected '"' at start of label value, found ${goQuoteByte(current.charCodeAt(0))}`);
    }
    this.at.advance();
    const value = this.takeEscaped(PLAIN_LABEL_VALUE, '"', '\\n"');
    if (!isUtf8(Buffer.from(value, 'latin1'))) throw new SyntaxProblem(`invalid label value ${goQuoteBytes(value)}`);
    return value;
  }

  private metricFor(family: FamilyDraft, labels: MetricLabel[]): MetricDraft {
    const isComposite = family.type === 'SUMMARY' || family.type === 'HISTOGRAM';
    const series = isComposite ? seriesId(family.name, labels) : '';
    const known = isComposite ? this.composites.get(series) : undefined;
    if (known !== undefined) return known;
    const metric = newMetricDraft(labels);
    if (isComposite) this.composites.set(series, metric);
    family.metrics.push(metric);
    return metric;
  }

  private readValue(type: MetricType, role: SampleRole, bound: number, metric: MetricDraft): void {
    const word = this.at.take(WORD);
    const value = parseGoFloat(word);
    if (value === undefined) throw new SyntaxProblem(`expected float as value, got ${goQuoteBytes(word)}`);
    if (type !== 'SUMMARY' && type !== 'HISTOGRAM') metric.value = value;
    else if (role === 'count') metric.count = toUint64(value);
    else if (role === 'sum') metric.sum = value;
    else if (Number.isNaN(bound)) return;
    else if (type === 'SUMMARY') (metric.quantiles ??= []).push({ quantile: bound, value });
    else (metric.buckets ??= []).push({ upperBound: bound, count: toUint64(value) });
  }

  private readTimestamp(metric: MetricDraft): void {
    this.at.skipBlanks();
    const word = this.at.take(WORD);
    const timestamp = parseGoInt64(word);
    if (timestamp === undefined) throw new SyntaxProblem(`expected integer as timestamp, got ${goQuoteBytes(word)}`);
    metric.timestampMs = timestamp;
    const rest = this.takeRestOfLine();
    if (rest !== '') throw new SyntaxProblem(`spurious string after timestamp: ${goQuoteBytes(rest)}`);
  }

  /** Backslashes vanish here: the original looks for escapes where there are none. */
  private takeRestOfLine(): string {
    return this.at.take(REST_OF_LINE).replaceAll('\\', '');
  }

  /** Up to the unescaped `end`, which stays current. `escapable`: what may follow a backslash; `n` means a line feed. */
  private takeEscaped(plain: RegExp, end: '"' | '\n', escapable: string): string {
    let taken = '';
    for (;;) {
      taken += this.at.take(plain);
      const { current } = this.at;
      if (current === end) return taken;
      if (current === '\n') throw new SyntaxProblem(`label value ${goQuoteBytes(taken)} contains unescaped new-line`);
      this.at.advance();
      const escaped = this.at.current;
      if (!escapable.includes(escaped)) throw new SyntaxProblem(`invalid escape sequence '\\${escaped}'`);
      taken += escaped === 'n' ? '\n' : escaped;
      this.at.advance();
    }
  }
}

function readBound(label: string, value: string): number {
  const bound = parseGoFloat(value);
  if (bound === undefined) {
    throw new SyntaxProblem(`expected float as value for '${label}' label, got ${goQuoteBytes(value)}`);
  }
  return bound;
}

function seriesId(name: string, labels: readonly MetricLabel[]): string {
  const ordered = labels.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return JSON.stringify([name, ...ordered.flatMap((label) => [label.name, label.value])]);
}

function utf8(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
