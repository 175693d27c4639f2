import type { LabelValue } from '../../syntax/metrics/labelValue';
import { labelTokens } from '../labelNames/labelTokens';
import { boundingCalls, environmentCalls, producingCalls, readingCalls, transparentCalls } from './callVocabulary';
import { judgeEnvironment, judgeNamed } from './judgeNamed';
import type { ValueGrowth, ValueJudgement } from './valueJudgement';

type Call = Extract<LabelValue, { kind: 'call' }>;

const unknown: ValueJudgement = { kind: 'unknown' };

/** Whether what a call gives back is one of few. `judge` is for what it is called on and with. */
export function judgeCall(
  call: Call,
  label: string | undefined,
  judge: (value: LabelValue) => ValueJudgement,
): ValueJudgement {
  const names = call.callee.map((name) => name.toLowerCase());
  const last = names.at(-1) ?? '';
  const dotted = call.callee.join('.');
  // `$$` and `$RANDOM` of a shell are no calls to whoever reads this.
  const source = dotted.startsWith('$') ? dotted : `${dotted}()`;
  const literal = literalOf(call.arguments[0]);
  if (boundingCalls.has(last)) {
    return { kind: 'bounded' };
  }
  if (environmentCalls.has(names.slice(-3).join('.')) || environmentCalls.has(last)) {
    return literal === undefined ? unknown : judgeEnvironment(literal);
  }
  if (readingCalls.has(last) && literal !== undefined) {
    const read = judgeNamed([...receiverPath(call), ...call.callee.slice(0, -1), literal], label);
    // Whoever sends the request writes its headers.
    return read.kind === 'unbounded' && names.some((name) => name.includes('header')) ? { ...read, by: 'value' } : read;
  }
  if (isFewTimes(last, call.arguments)) {
    return { kind: 'bounded' };
  }
  const growth = growthOf(names, call.receiver);
  if (growth !== undefined) {
    if (isOwnFile(growth, call.arguments)) {
      return { kind: 'bounded' };
    }
    return growth === 'file' && !isOfFile(call.arguments[0], label)
      ? unknown
      : { kind: 'unbounded', growth, by: 'value', source };
  }
  const received = call.receiver === undefined ? judgeOwner(call.callee, label) : judge(call.receiver);
  // A method of a time or an identifier gives one more form of it: `uuid4().hex()`, `now().format(…)`.
  if (transparentCalls.has(last) || (received.kind === 'unbounded' && isPassedOn(received.growth, last))) {
    return transparent(call, received, judge);
  }
  return judgeNamed(accessorPath(call), label);
}

function isPassedOn(growth: ValueGrowth, part: string): boolean {
  return (
    growth === 'unique' ||
    growth === 'time' ||
    growth === 'random' ||
    (growth === 'path' && /^(pathname|href|path|search|query)$/.test(part))
  );
}

function transparent(
  call: Call,
  received: ValueJudgement,
  judge: (value: LabelValue) => ValueJudgement,
): ValueJudgement {
  if (received.kind === 'unbounded') {
    return received;
  }
  const [first] = call.arguments;
  const given = first === undefined ? unknown : judge(first);
  return given.kind !== 'unknown'
    ? received.kind === 'bounded' && given.kind === 'bounded'
      ? received
      : given
    : asError(call);
}

/** `str(err)`, `err.Error()`: an error as text, also where it is not caught here. */
function asError({ callee, arguments: [first] }: Call): ValueJudgement {
  const path = callee.length > 1 ? callee.slice(0, -1) : first?.kind === 'name' ? first.path : [];
  const holder = path.at(-1) ?? '';
  return /^(e|ex|err|exc|error|exception)$/i.test(holder)
    ? { kind: 'unbounded', growth: 'error', by: 'value', source: holder }
    : unknown;
}

/** What a method is called on, when that is a plain name: `user.id.toString` → `user.id`. */
function judgeOwner(callee: readonly string[], label: string | undefined): ValueJudgement {
  return callee.length > 1 ? judgeNamed(callee.slice(0, -1), label) : unknown;
}

function receiverPath({ receiver }: Call): readonly string[] {
  return receiver?.kind === 'name' ? receiver.path : receiver?.kind === 'call' ? accessorPath(receiver) : [];
}

/** `user.getId()` and `user.get_id()` are `user.id`. */
function accessorPath(call: Call): readonly string[] {
  const last = call.callee.at(-1) ?? '';
  const accessed = /^(?:get_?)(?=[A-Z_]|[a-z]{2,}_?[a-z]*$)(.+)$/.exec(last)?.[1] ?? last;
  return [...receiverPath(call), ...call.callee.slice(0, -1), accessed];
}

function growthOf(names: readonly string[], receiver: LabelValue | undefined): ValueGrowth | undefined {
  const last = (names.at(-1) ?? '').replaceAll('_', '');
  const inner = receiver?.kind === 'call' ? (receiver.callee.at(-2) ?? receiver.callee.at(-1)) : undefined;
  const before = (names.at(-2) ?? inner ?? '').toLowerCase().replaceAll('_', '');
  return producingCalls.find(
    ([, calls]) =>
      calls.has(`${before}.${last}`) || calls.has(`*.${last}`) || (before !== '' && calls.has(`${before}.*`)),
  )?.[0];
}

/** `strftime('%A')`: some days, months and hours come again and again. */
function isFewTimes(last: string, given: readonly LabelValue[]): boolean {
  const format = given.map(literalOf).find((text) => text?.includes('%') === true || text?.startsWith('+') === true);
  const isFormatted = last === 'strftime' || last === 'date' || last === 'format';
  return isFormatted && format !== undefined && !/%[^aAbBhHIpuwmj%-]/.test(format.replaceAll('%-', '%'));
}

/** `basename(…)` is for devices and folders too: what it is given, or what it is given to, says that it is a file. */
function isOfFile(value: LabelValue | undefined, label = ''): boolean {
  const words = value?.kind === 'name' ? value.path.slice(-1) : [];
  const isFolder = value?.kind === 'call' && /^dir(name)?$/i.test(value.callee.at(-1) ?? '');
  return !isFolder && [...words, label].flatMap(labelTokens).some((word) => fileWords.has(word));
}

const fileWords: ReadonlySet<string> = new Set(
  'file files filename filepath pathname path document doc upload attachment image photo csv pdf log name script'.split(
    ' ',
  ),
);

/** The running script's own file name is one. */
function isOwnFile(growth: ValueGrowth, [first]: readonly LabelValue[]): boolean {
  return (
    growth === 'file' &&
    (first === undefined ||
      first.kind === 'literal' ||
      (first.kind === 'name' && /^(__file__|__filename|argv|argv0|0|bash_source)$/i.test(first.path.at(-1) ?? '')))
  );
}

function literalOf(value: LabelValue | undefined): string | undefined {
  return value?.kind === 'literal' ? value.text : undefined;
}
