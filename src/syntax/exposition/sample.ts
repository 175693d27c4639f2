import type { Span } from '../../text/span';

/** A label of a sample, with the places of its parts. */
export interface SampleLabel {
  readonly name: string;
  /** Without quotes. */
  readonly nameSpan: Span;
  /** As written between the quotes, escapes included. */
  readonly value: string;
  readonly valueSpan: Span;
  /** The whole `name="value"`. */
  readonly span: Span;
}

/** One line of exposition text: `name{label="value"} 1`. Its value is not read. */
export interface Sample {
  readonly name: string;
  readonly nameSpan: Span;
  readonly labels: readonly SampleLabel[];
  /** Behind the name and its labels. */
  readonly end: number;
}

/** Reads the text of a line. What a name is made of can be widened for text with places to fill in. */
export interface SampleForm {
  /** Sticky: the name of a metric. */
  readonly name: RegExp;
  /** Sticky: the name of a label. */
  readonly label: RegExp;
}

export const plainForm: SampleForm = { name: /[A-Za-z_:][\w:]*/y, label: /[A-Za-z_]\w*/y };

/**
 * The sample that begins at `at`; undefined when none does. Labels that are not finished (`{a="b`) make it none. Names in
 * quotes (`{"http.requests", "http.route"="/"}`) are those of Prometheus 3.
 */
export function readSample(text: string, at: number, form = plainForm): Sample | undefined {
  const bare = match(form.name, text, at);
  const behindName = at + (bare?.length ?? 0);
  let end = behindBlanks(text, behindName);
  if (text[end] !== '{') {
    return bare === undefined
      ? undefined
      : { name: bare, nameSpan: { start: at, end: behindName }, labels: [], end: behindName };
  }
  let name = bare === undefined ? undefined : { text: bare, span: { start: at, end: behindName } };
  const labels: SampleLabel[] = [];
  end = behindBlanks(text, end + 1);
  while (text[end] !== '}') {
    const start = end;
    const labelName = readName(text, start, form);
    if (labelName === undefined) {
      return undefined;
    }
    end = behindBlanks(text, labelName.end);
    if (text[end] === '=') {
      const value = readQuoted(text, behindBlanks(text, end + 1));
      if (value === undefined) {
        return undefined;
      }
      labels.push({
        name: labelName.text,
        nameSpan: labelName.span,
        value: value.text,
        valueSpan: value.span,
        span: { start, end: value.end },
      });
      end = behindBlanks(text, value.end);
    } else if (name === undefined && text[start] === '"') {
      name = { text: labelName.text, span: labelName.span };
    } else {
      return undefined;
    }
    if (text[end] === ',') {
      end = behindBlanks(text, end + 1);
    } else if (text[end] !== '}') {
      return undefined;
    }
  }
  return name && { name: name.text, nameSpan: name.span, labels, end: end + 1 };
}

interface Read {
  readonly text: string;
  readonly span: Span;
  readonly end: number;
}

function readName(text: string, at: number, form: SampleForm): Read | undefined {
  const bare = match(form.label, text, at);
  return bare === undefined
    ? readQuoted(text, at)
    : { text: bare, span: { start: at, end: at + bare.length }, end: at + bare.length };
}

/** A string in quotes on one line. Stepwise, since an expression with alternatives fails on very long ones. */
function readQuoted(text: string, at: number): Read | undefined {
  if (text[at] !== '"') {
    return undefined;
  }
  let end = at + 1;
  for (;;) {
    end += match(/[^"\\\r\n]*/y, text, end)?.length ?? 0;
    if (text[end] !== '\\') {
      break;
    }
    end += 1 + (match(/[^\r\n]/y, text, end + 1)?.length ?? 0);
  }
  const span = { start: at + 1, end };
  return text[end] === '"' ? { text: text.slice(span.start, end), span, end: end + 1 } : undefined;
}

function match(expression: RegExp, text: string, at: number): string | undefined {
  expression.lastIndex = at;
  return expression.exec(text)?.[0];
}

function behindBlanks(text: string, at: number): number {
  let end = at;
  while (text[end] === ' ' || text[end] === '\t') {
    end++;
  }
  return end;
}
