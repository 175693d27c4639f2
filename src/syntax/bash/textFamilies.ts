import type { Span } from '../../text/span';
import { familyNameOf, isFormatLabel } from '../exposition/familyName';
import { metricTypeOf, readMetadata } from '../exposition/metadata';
import { readSample, type Sample } from '../exposition/sample';
import type { GivenValue, LabelCall } from '../metrics/labelCall';
import type { DeclaredLabel, MetricDeclaration, MetricType, StatedText } from '../metrics/metricDeclaration';
import type { ShellSource } from './shellSource';
import { constantText, templateValue, variableIn } from './shellValue';
import type { Template } from './template';

/** Names with places that the shell fills in. */
const form = { name: /[A-Za-z_:\uE000][\w:\uE000]*/y, label: /[A-Za-z_\uE000][\w\uE000]*/y };

interface Family {
  readonly name: string | undefined;
  span: Span;
  nameSpan: Span;
  type: MetricType;
  help: StatedText;
  labelsComplete: boolean;
  readonly labels: Map<string, DeclaredLabel>;
}

interface Use {
  readonly family: Family;
  readonly call: Omit<LabelCall, 'metric'>;
}

/** How a text came to be: whether it stands for itself, and whether its lines are known to become metrics. */
export interface TextUse {
  /** Printed as it is; text in another command's argument may be a program or a query. */
  readonly isPrinted: boolean;
  /** Goes to a gateway or into a `.prom` file. */
  readonly isPushed: boolean;
  /** What is printed goes on behind it. */
  readonly goesOn: boolean;
}

/** The metrics that the texts of a script write. */
export class TextFamilies {
  private readonly families = new Map<string, Family>();
  private readonly uses: Use[] = [];
  private readonly bare: {
    readonly name: string;
    readonly nameSpan: Span;
    readonly span: Span;
    readonly isPushed: boolean;
  }[] = [];

  constructor(private readonly source: ShellSource) {}

  read(written: Template, use: TextUse): void {
    const template = this.withLabelLists(written);
    const { text } = template;
    let hasMetrics = false;
    for (const { index } of text.matchAll(/#[ \t]*(?:HELP|TYPE)[ \t]/g)) {
      this.source.budget.spend();
      const end = lineEnd(text, index, use.isPrinted);
      hasMetrics = this.describe(template.slice(index, end), use) || hasMetrics;
    }
    for (const { index } of text.matchAll(/(?<![\w:\uE000$])[A-Za-z_:\uE000][\w:\uE000]{0,300}\{/g)) {
      this.source.budget.spend();
      const sample = readSample(text, index, form);
      const unfinished = sample === undefined && use.goesOn ? readUnfinished(text, index) : undefined;
      if (unfinished !== undefined) {
        this.take(template, unfinished, use, false);
        hasMetrics = true;
      } else if (sample !== undefined && isSample(text, sample, use)) {
        this.take(template, sample, use);
        hasMetrics = true;
      }
    }
    if (use.isPrinted) {
      this.readBare(template, use.isPushed || hasMetrics);
    }
  }

  /**
   * `name{$LABELS} 1` with what the variable holds. Where that is not known, it stands as a label without a name that is
   * known.
   */
  private withLabelLists(template: Template): Template {
    return template.replaced(/(?<=[{,][ \t]*)\uE000(?=[ \t]*[,}])/g, ({ index }) => {
      const variable = variableIn(template, index);
      const [assignment, ...others] =
        variable === undefined ? [] : this.source.assignmentsOf(variable.name, variable.offset);
      const isKnown = assignment?.value !== undefined && others.length === 0;
      return isKnown ? this.source.template(assignment.value) : '\uE000=""';
    });
  }

  /** The declarations in the order of the text, and what they are given. */
  facts(): { readonly declarations: readonly MetricDeclaration[]; readonly calls: readonly LabelCall[] } {
    for (const { name, nameSpan, span, isPushed } of this.bare) {
      if (isPushed || this.families.has(name)) {
        this.familyOf(name, name, nameSpan, span);
      }
    }
    const families = [...this.families.values()].toSorted((a, b) => a.span.start - b.span.start);
    const indexes = new Map(families.map((family, index) => [family, index]));
    return {
      declarations: families.map(({ name, type, span, nameSpan, help, labels, labelsComplete }) => ({
        type,
        name,
        nameSpan,
        help,
        labels: [...labels.values()],
        labelsComplete,
        client: 'text',
        registry: 'unknown',
        span,
      })),
      calls: this.uses.map(({ family, call }) => ({
        ...call,
        metric: { kind: 'declared', index: indexes.get(family) ?? 0 },
      })),
    };
  }

  private describe(line: Template, { isPrinted }: TextUse): boolean {
    const metadata = readMetadata(line.text, 0, line.text.length);
    const name = metadata && constantText(line.slice(metadata.nameSpan.start, metadata.nameSpan.end), this.source);
    // Of `print "# HELP " name` in awk the name is not the text.
    const isCut = !isPrinted && metadata?.text === '';
    if (metadata === undefined || isCut || name === undefined || !/^[A-Za-z_:][\w:.]*$/.test(name)) {
      return false;
    }
    const nameSpan = line.spanOf(metadata.nameSpan);
    const span = line.spanOf({ start: 0, end: line.text.trimEnd().length });
    const family = this.familyOf(name, name, nameSpan, span);
    if (metadata.kind === 'TYPE') {
      Object.assign(family, { type: metricTypeOf(metadata.text), span, nameSpan });
    } else if (metadata.kind === 'HELP') {
      const text = constantText(line.slice(metadata.textSpan.start, metadata.textSpan.end), this.source);
      const at = line.spanOf(metadata.textSpan);
      family.help = text === undefined ? { kind: 'unknown', span: at } : { kind: 'given', text, span: at };
    }
    return true;
  }

  private take(template: Template, sample: Sample, { isPrinted }: TextUse, isWhole = true): void {
    const name = constantText(template.slice(sample.nameSpan.start, sample.nameSpan.end), this.source);
    const nameSpan = template.spanOf(sample.nameSpan);
    const span = template.spanOf({ start: sample.nameSpan.start, end: sample.end });
    const of = name === undefined ? undefined : familyNameOf(name, (each) => this.families.get(each)?.type);
    const family = this.familyOf(of ?? `?${this.source.text.slice(nameSpan.start, nameSpan.end)}`, of, nameSpan, span);
    const values: GivenValue[] = [];
    let complete = isWhole;
    for (const { name: written, nameSpan: at, value, valueSpan } of sample.labels) {
      const label =
        constantText(template.slice(at.start, at.end), this.source) ??
        (written.includes('\uE000') ? undefined : written);
      if (label === undefined) {
        complete = false;
        continue;
      }
      if (isFormatLabel(label, name ?? '', family.type)) {
        continue;
      }
      if (!family.labels.has(label)) {
        family.labels.set(label, { name: label, span: template.spanOf(at) });
      }
      values.push({
        label,
        // `\2`, `%s` and `$1` in a program of sed or awk are its own to fill in.
        value:
          !isPrinted && /[\\%$@"]/.test(value)
            ? { kind: 'unknown' }
            : templateValue(template.slice(valueSpan.start, valueSpan.end), this.source),
        span: template.spanOf(valueSpan),
      });
    }
    if (values.length > 0) {
      this.uses.push({ family, call: { values, complete, span } });
    }
    family.labelsComplete &&= complete;
  }

  /** Lines such as `backup_size_bytes 12`: words and a number, so something must say that they are metrics. */
  private readBare(template: Template, isPushed: boolean): void {
    for (const match of template.text.matchAll(
      /(?<=^|\n)[ \t]*([A-Za-z_:\uE000][\w:\uE000]*)[ \t]+(?:\uE000|[-+]?[\d.]+(?:[eE][-+]?\d+)?|NaN|[-+]?Inf)(?:[ \t]+[\d\uE000]+)?[ \t\r]*(?=\n|$)/g,
    )) {
      const written = match[1] ?? '';
      const start = match.index + match[0].indexOf(written);
      const place = { start, end: start + written.length };
      const name = constantText(template.slice(place.start, place.end), this.source);
      if (name !== undefined && /^[A-Za-z_:][\w:]*$/.test(name)) {
        const family = familyNameOf(name, (each) => this.families.get(each)?.type);
        const nameSpan = template.spanOf(place);
        this.bare.push({
          name: family,
          nameSpan,
          span: template.spanOf({ start, end: match.index + match[0].trimEnd().length }),
          isPushed,
        });
      }
    }
  }

  private familyOf(key: string, name: string | undefined, nameSpan: Span, span: Span): Family {
    let family = this.families.get(key);
    if (family === undefined) {
      family = {
        name,
        span,
        nameSpan,
        type: 'unknown',
        help: { kind: 'absent' },
        labelsComplete: true,
        labels: new Map(),
      };
      this.families.set(key, family);
    }
    return family;
  }
}

/** `echo -n "name{a=\"1\""`: the other labels and the value are printed behind it. */
function readUnfinished(text: string, index: number): Sample | undefined {
  const sample = text.length < 10_000 ? readSample(`${text}}`, index, form) : undefined;
  return sample?.end === text.length + 1 && sample.labels.length > 0 ? { ...sample, end: text.length } : undefined;
}

/** In a program of another language the text of a line ends with its string. */
function lineEnd(text: string, from: number, isPrinted: boolean): number {
  const rest = text.slice(from, from + 5_000);
  const length = (isPrinted ? /[\r\n]/ : /[\r\n"']/).exec(rest)?.index ?? rest.length;
  return from + length;
}

/** Whether a value stands behind the labels: without one it may be a query, or a pattern of some program. */
function isSample(text: string, { end, labels }: Sample, { isPrinted, goesOn }: TextUse): boolean {
  const rest = text.slice(end, end + 40);
  if (/^[ \t]+(?:\uE000|[-+]?[\d.]+(?![\d.]*[smhdwy\]])|NaN\b|[-+]?Inf\b|%|\\\d|["'$])/.test(rest)) {
    return true;
  }
  return isPrinted && labels.length > 0 && goesOn && /^[ \t]*$/.test(rest);
}
