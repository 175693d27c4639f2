import type { Span } from '../../text/span';
import type { LabelCall } from '../metrics/labelCall';
import type { DeclaredLabel, MetricDeclaration, MetricType, StatedText } from '../metrics/metricDeclaration';
import { noFacts } from '../metrics/metricFacts';
import type { MetricFacts } from '../metrics/metricFacts';
import type { WorkBudget } from '../workBudget';
import { familyNameOf, isFormatLabel } from './familyName';
import { metricTypeOf, readMetadata, type Metadata } from './metadata';
import { readSample, type Sample } from './sample';

/** Of each label so many values are told one by one; how many there are, its `distinctValues` says. */
const maxToldValues = 5;

interface Family {
  readonly index: number;
  readonly name: string;
  span: Span;
  nameSpan: Span;
  type: MetricType;
  help: StatedText;
  /** The name of the samples where that is not the family's: `requests_total` of the OpenMetrics counter `requests`. */
  sampleName: string | undefined;
  readonly labels: Map<string, { readonly span: Span; readonly values: Set<string> }>;
}

/** What exposition text says: one declaration for each family, and some of the values of each label. @throws ReadTimeout */
export function metricFacts(text: string, budget: WorkBudget): MetricFacts {
  const reader = new ExpositionReader(text, budget);
  reader.read();
  return { ...noFacts, declarations: reader.declarations(), calls: reader.calls };
}

class ExpositionReader {
  readonly calls: LabelCall[] = [];
  private readonly families: Family[] = [];
  private readonly byName = new Map<string, Family>();

  constructor(
    private readonly text: string,
    private readonly budget: WorkBudget,
  ) {}

  read(): void {
    const { text } = this;
    let start = text.startsWith('\uFEFF') ? 1 : 0;
    while (start < text.length) {
      this.budget.spend();
      const newline = text.indexOf('\n', start);
      const end = newline < 0 ? text.length : newline;
      this.readLine(start, text[end - 1] === '\r' ? end - 1 : end);
      start = end + 1;
    }
  }

  declarations(): MetricDeclaration[] {
    return this.families.map((family) => this.declaration(family));
  }

  private readLine(lineStart: number, end: number): void {
    let start = lineStart;
    while (start < end && (this.text[start] === ' ' || this.text[start] === '\t')) {
      start++;
    }
    if (this.text[start] === '#') {
      const metadata = readMetadata(this.text, start, end);
      if (metadata !== undefined) {
        this.describe(metadata, { start, end });
      }
      return;
    }
    const sample = readSample(this.text, start);
    // Without a value it is no sample, but a word of some other text.
    if (sample !== undefined && sample.end < end && /[ \t]/.test(this.text[sample.end] ?? '')) {
      this.take(sample, { start, end });
    }
  }

  private describe({ kind, name, nameSpan, text, textSpan }: Metadata, span: Span): void {
    const type = kind === 'TYPE' ? metricTypeOf(text) : undefined;
    let family = this.byName.get(name);
    if (family === undefined || (type !== undefined && family.type !== 'unknown' && family.type !== type)) {
      family = this.add(name, span, nameSpan);
    }
    if (type !== undefined) {
      Object.assign(family, { type, span, nameSpan });
    } else if (kind === 'HELP') {
      family.help = { kind: 'given', text, span: textSpan };
    }
  }

  private take(sample: Sample, span: Span): void {
    const name = familyNameOf(sample.name, (family) => this.byName.get(family)?.type);
    const family = this.byName.get(name) ?? this.add(name, span, sample.nameSpan);
    if (/_(?:total|info)$/.test(sample.name)) {
      family.sampleName = sample.name;
    }
    const told = sample.labels.flatMap((each) => {
      if (isFormatLabel(each.name, sample.name, family.type)) {
        return [];
      }
      const label = family.labels.get(each.name) ?? { span: each.nameSpan, values: new Set<string>() };
      family.labels.set(each.name, label);
      const isNew = !label.values.has(each.value);
      if (isNew) {
        label.values.add(each.value);
      }
      const { name: ofLabel, value, valueSpan } = each;
      return isNew && label.values.size <= maxToldValues
        ? [{ label: ofLabel, value: { kind: 'literal', text: value } as const, span: valueSpan }]
        : [];
    });
    if (told.length > 0) {
      this.calls.push({ metric: { kind: 'declared', index: family.index }, values: told, complete: false, span });
    }
  }

  private add(name: string, span: Span, nameSpan: Span): Family {
    const family: Family = {
      index: this.families.length,
      name,
      span,
      nameSpan,
      type: 'unknown',
      help: { kind: 'absent' },
      sampleName: undefined,
      labels: new Map(),
    };
    this.families.push(family);
    this.byName.set(name, family);
    return family;
  }

  private declaration(family: Family): MetricDeclaration {
    const { name, type, span, nameSpan, help, sampleName } = family;
    const newline = this.text.includes('\r\n') ? '\r\n' : '\n';
    const exposed = (type === 'counter' || type === 'info') && sampleName !== undefined ? sampleName : name;
    const labels = [...family.labels].map(([label, { span: at, values }]): DeclaredLabel => ({
      name: label,
      span: at,
      distinctValues: values.size,
    }));
    return {
      type,
      name: exposed,
      nameSpan,
      help,
      ...(help.kind === 'absent'
        ? { helpInsertion: { at: span.start, before: `# HELP ${name} `, after: newline } }
        : {}),
      labels,
      labelsComplete: true,
      client: 'text',
      registry: 'unknown',
      span,
    };
  }
}
