import { planInstrument } from '../../src/instrument/bash/planInstrument';
import { planUninstrument } from '../../src/instrument/bash/planUninstrument';
import { functionStates } from '../../src/instrument/bash/functionAt';
import type { FunctionOutcome } from '../../src/instrument/plan';
import type { Parsers } from '../../src/syntax/parsers';
import { applyEdits } from '../../src/text/textEdit';

/** What became of one file. */
export interface BashFileResult {
  readonly instrumented: string;
  readonly outcomes: readonly FunctionOutcome[];
  /** What does not hold that must; empty when all is well. */
  readonly problems: readonly string[];
}

/**
 * Instruments every function of a file at once, functions inside functions too, and checks what needs no Bash: it comes
 * back to the same text, a second time changes nothing, and neither does the order in which it is done or undone.
 */
export async function instrumentBashFile(parsers: Parsers, path: string, text: string): Promise<BashFileResult> {
  const keys = await parsers.use('bash', text, (tree) => functionStates(tree).map(({ functionName }) => functionName));
  const { text: instrumented, outcomes } = await instrument(parsers, path, text, keys);
  const problems: string[] = [];
  const expect = (holds: boolean, problem: string): void => {
    if (!holds) {
      problems.push(problem);
    }
  };
  expect((await uninstrument(parsers, instrumented, 'all')) === text, 'does not come back');
  const again = await instrument(parsers, path, instrumented, keys);
  expect(again.text === instrumented, 'a second time changes it');
  expect(
    again.outcomes.every(({ kind }, index) => (outcomes[index]?.kind === 'instrumented') === (kind === 'unchanged')),
    'a second time has other outcomes',
  );
  const done = outcomes.filter(({ kind }) => kind === 'instrumented').map(({ functionName }) => functionName);
  let stepwise = text;
  for (const key of shuffled(done)) {
    ({ text: stepwise } = await instrument(parsers, path, stepwise, [key]));
  }
  expect(stepwise === instrumented, 'one after the other differs from all at once');
  for (const key of shuffled(done.toReversed())) {
    stepwise = await uninstrument(parsers, stepwise, [key]);
  }
  expect(stepwise === text, 'does not come back one after the other');
  return { instrumented, outcomes, problems };
}

async function instrument(
  parsers: Parsers,
  path: string,
  text: string,
  targets: readonly string[],
): Promise<{ readonly text: string; readonly outcomes: readonly FunctionOutcome[] }> {
  return parsers.use('bash', text, (tree) => {
    const { edits, outcomes } = planInstrument(tree, { targets, path, importModule: 'monitoring.sh' });
    return { text: applyEdits(text, edits), outcomes };
  });
}

async function uninstrument(parsers: Parsers, text: string, targets: readonly string[] | 'all'): Promise<string> {
  return parsers.use('bash', text, (tree) => applyEdits(text, planUninstrument(tree, { targets }).edits));
}

/** The same order every time, and no natural one. */
function shuffled(keys: readonly string[]): readonly string[] {
  return keys
    .map((key, index) => ({ key, rank: (index * 7919 + 104_729) % 1013 }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ key }) => key);
}
