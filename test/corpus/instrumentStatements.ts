import type { InstrumentStyle } from '../../src/instrument/plan';
import { pythonInstrumenter } from '../../src/instrument/python/pythonInstrumenter';
import type { Parsers } from '../../src/syntax/parsers';
import type { Span } from '../../src/text/span';
import { applyEdits, type TextEdit } from '../../src/text/textEdit';
import { randomNumbers, randomSelection } from './randomStatements';

/** What became of one file. */
export interface StatementsResult {
  readonly instrumented: string;
  /** How many tasks were written. */
  readonly wrapped: number;
  readonly refusals: readonly string[];
  /** What does not hold that must; empty when all is well. */
  readonly problems: readonly string[];
}

const styles: readonly InstrumentStyle[] = ['with', 'try'];

/**
 * Makes random statements of a file tasks, one selection after the other, inside each other as it comes. Checks what needs no
 * Python: each comes back alone, a second time changes nothing, the state agrees with the plan, and in the end all comes back.
 */
export async function instrumentStatements(
  parsers: Parsers,
  path: string,
  original: string,
  { seed, times }: { readonly seed: number; readonly times: number },
): Promise<StatementsResult> {
  const random = randomNumbers(seed);
  const problems: string[] = [];
  const refusals: string[] = [];
  let [text, wrapped] = [original, 0];
  for (let time = 0; time < times; time++) {
    const style = styles[random(2)] ?? 'with';
    const step = await takeStep(parsers, path, text, style, random);
    if (step.kind === 'refused') {
      refusals.push(...step.reasons);
    } else {
      problems.push(...step.problems.map((problem) => `${time}, ${style}: ${problem}`));
      text = step.text;
      wrapped += 1;
    }
  }
  const { text: restored } = await parsers.use('python', text, (tree) => uninstrumented(tree, text, 'all'));
  if (restored !== original) {
    problems.push('all together do not come back');
  }
  return { instrumented: text, wrapped, refusals, problems };
}

type Step =
  | { readonly kind: 'refused'; readonly reasons: readonly string[] }
  | { readonly kind: 'taken'; readonly text: string; readonly problems: readonly string[] };

async function takeStep(
  parsers: Parsers,
  path: string,
  before: string,
  style: InstrumentStyle,
  random: (below: number) => number,
): Promise<Step> {
  const request = { path, importModule: 'monitoring', style, records: true };
  const done = await parsers.use('python', before, (tree) => {
    const selection = randomSelection(tree, random);
    const state = selection && pythonInstrumenter.statementsAt(tree, selection);
    if (selection === undefined || state === undefined) {
      return undefined;
    }
    const plan = pythonInstrumenter.planInstrument(tree, { ...request, targets: { statements: selection } });
    return { state, plan, outcome: plan.outcomes[0] };
  });
  if (done === undefined) {
    return { kind: 'refused', reasons: [] };
  }
  const { state, plan, outcome } = done;
  const stateRefusal =
    state.state.kind === 'plain' ? state.state.styles.find((each) => each.style === style)?.refusal : undefined;
  if (outcome?.kind === 'unchanged') {
    return { kind: 'refused', reasons: state.state.kind === 'instrumented' ? [] : ['the state says otherwise'] };
  }
  if (outcome?.kind !== 'instrumented') {
    const isAgreed =
      state.state.kind !== 'plain' || stateRefusal !== undefined || /imported only|means/.test(outcome?.reason ?? '');
    return { kind: 'refused', reasons: [isAgreed ? (outcome?.reason ?? '') : `not in the state: ${outcome?.reason}`] };
  }
  const after = applyEdits(before, plan.edits);
  const span = moved(state.span, plan.edits);
  const problems = await parsers.use('python', after, (tree) => {
    const again = pythonInstrumenter.planInstrument(tree, { ...request, targets: { statements: span } });
    const alone = uninstrumented(tree, after, { statements: span });
    return [
      ...(state.state.kind === 'plain' && stateRefusal === undefined ? [] : ['the state says that it cannot be']),
      ...(again.edits.length === 0 && again.outcomes[0]?.kind === 'unchanged' ? [] : ['a second time changes it']),
      ...(alone.text === before ? [] : [`does not come back alone: ${alone.reason}`]),
    ];
  });
  return {
    kind: 'taken',
    text: after,
    problems: problems.map((problem) => `${problem} (${before.slice(state.span.start, state.span.start + 40)})`),
  };
}

function uninstrumented(
  tree: Parameters<typeof pythonInstrumenter.planUninstrument>[0],
  text: string,
  targets: { readonly statements: Span } | 'all',
): { readonly text: string; readonly reason: string } {
  const { edits, outcomes } = pythonInstrumenter.planUninstrument(tree, { targets });
  const refused = outcomes.find((outcome) => outcome.kind === 'refused');
  return { text: applyEdits(text, edits), reason: refused?.reason ?? 'other text' };
}

/** Where a span is once the edits, which only insert, are done. */
function moved({ start, end }: Span, edits: readonly TextEdit[]): Span {
  const shift = (offset: number, isEnd: boolean): number =>
    edits
      .filter((edit) => (isEnd ? edit.start < offset : edit.start <= offset))
      .reduce((sum, edit) => sum + edit.newText.length, offset);
  return { start: shift(start, false), end: shift(end, true) };
}
