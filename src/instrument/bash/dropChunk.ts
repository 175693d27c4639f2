import type { Span } from '../../text/span';
import type { TextEdit } from '../../text/textEdit';
import type { BashScript } from './bashScript';
import { isMarked } from './marker';
import type { Wrapper } from './taskFunctions';

/**
 * Takes away the marked lines that load the runtime and set the job, and the empty line that came with them, when nothing
 * uses them once `removed` are gone.
 */
export function dropChunkEdits(script: BashScript, removed: readonly Wrapper[]): readonly TextEdit[] {
  const { text, shell, lines } = script;
  const job = markedLine(
    script,
    shell.commands.find(({ words, owner }) => words[0] === 'task_monitor' && owner === undefined),
  );
  const fallback = markedLine(
    script,
    shell.functions.find(({ name }) => name === 'task_monitor'),
  );
  const load = fallback === undefined ? undefined : loadingLine(script, fallback - 1);
  if (isUsed(script, removed)) {
    return [];
  }
  const whole = load !== undefined && fallback !== undefined ? [load, fallback] : [];
  const dropped = [...whole, ...(job === undefined ? [] : [job])].toSorted((a, b) => a - b);
  const [first] = dropped;
  const last = dropped.at(-1);
  if (first === undefined || last === undefined) {
    return [];
  }
  const isBlank = (line: number): boolean =>
    line >= 0 && line + 1 < lines.lineCount && lines.lineText(line).trim() === '';
  if (whole.length > 0) {
    dropped.push(...[first - 1, last + 1].filter(isBlank).slice(0, 1));
  }
  return joined(dropped.map((line) => ({ start: lines.lineStart(line), end: lines.lineStart(line + 1) }))).map(
    ({ start, end }) => ({ start: start === 0 && text.startsWith('\uFEFF') ? 1 : start, end, newText: '' }),
  );
}

/** The line of something that has it for itself, but for the marker behind it; undefined when it has not. */
function markedLine({ text, lines }: BashScript, span: Span | undefined): number | undefined {
  if (span === undefined || !isMarked(text, span.end)) {
    return undefined;
  }
  const line = lines.lineAt(span.start);
  return text.slice(lines.lineStart(line), span.start).replace('\uFEFF', '').trim() === '' ? line : undefined;
}

/** The line above the fallback, when it is still the one that loads the runtime. */
function loadingLine({ lines }: BashScript, line: number): number | undefined {
  const isOurs = /^\uFEFF?[ \t]*(?:command[ \t]+)?(?:source|\.)[ \t].*\|\|[ \t]*#[ \t]*taskmonitor[ \t]*$/.test(
    lines.lineText(line),
  );
  return line >= 0 && isOurs ? line : undefined;
}

/** What scripts call, but for `task_monitor` itself. */
const calls =
  /(?<!\w)task_monitor_(?:task|run|records|record_success|record_failure|batch_begin|batch_end|counter|gauge|histogram|summary|inc|set|observe|cleanup)(?!\w)/;

/** Whether something beyond the chunk and the removed wrappers calls the runtime. */
function isUsed({ shell, text }: BashScript, removed: readonly Wrapper[]): boolean {
  const gone = new Set(removed.map(({ definition }) => definition));
  return shell.commands.some(({ words, owner, end }) => {
    if (owner !== undefined && gone.has(owner)) {
      return false;
    }
    const [name = ''] = words;
    if (name === 'task_monitor') {
      return !isMarked(text, end);
    }
    return words.some((word) => calls.test(word));
  });
}

function joined(spans: readonly Span[]): readonly Span[] {
  const found: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const previous = found.at(-1);
    if (previous?.end === span.start) {
      found[found.length - 1] = { start: previous.start, end: span.end };
    } else {
      found.push(span);
    }
  }
  return found;
}
