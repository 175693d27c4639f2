import type { FunctionOutcome, InstrumentStyle } from '../../src/instrument/plan';
import { planInstrument } from '../../src/instrument/python/planInstrument';
import { planUninstrument } from '../../src/instrument/python/planUninstrument';
import type { Parsers } from '../../src/syntax/parsers';
import { listFunctions } from '../../src/syntax/python/functions';
import { applyEdits } from '../../src/text/textEdit';

/** What became of one file. */
export interface FileResult {
  readonly instrumented: string;
  readonly outcomes: readonly FunctionOutcome[];
  /** What does not hold that must; empty when all is well. */
  readonly problems: readonly string[];
}

/**
 * Instruments every function of a file at once, functions inside functions too, and checks what needs no Python: it comes
 * back to the same text, and a second time changes nothing. With `oneByOne` also that the order does not matter, or that
 * some functions, each alone, come back.
 *
 * @param style all in this one
 */
export async function instrumentFile(
  parsers: Parsers,
  path: string,
  text: string,
  oneByOne: 'none' | 'shuffled' | 'some',
  style: InstrumentStyle,
): Promise<FileResult> {
  const keys = await parsers.use('python', text, (tree) => listFunctions(tree).map(({ key }) => key));
  const request = { targets: keys, path, importModule: 'monitoring', style };
  const { text: instrumented, outcomes } = await instrument(parsers, text, request);
  const problems: string[] = [];
  const expect = (holds: boolean, problem: string): void => {
    if (!holds) {
      problems.push(problem);
    }
  };

  expect((await uninstrument(parsers, instrumented, 'all')) === text, 'does not come back');
  const again = await instrument(parsers, instrumented, request);
  expect(again.text === instrumented, 'a second time changes it');
  expect(
    again.outcomes.every(({ kind }, index) => (outcomes[index]?.kind === 'instrumented') === (kind === 'unchanged')),
    'a second time has other outcomes',
  );

  const done = outcomes.filter(({ kind }) => kind === 'instrumented').map(({ functionName }) => functionName);
  if (oneByOne === 'shuffled' && done.length <= maxShuffled) {
    let stepwise = text;
    for (const key of shuffled(done)) {
      ({ text: stepwise } = await instrument(parsers, stepwise, { ...request, targets: [key] }));
    }
    expect(stepwise === instrumented, 'one after the other differs from all at once');
    for (const key of shuffled(done.toReversed())) {
      stepwise = await uninstrument(parsers, stepwise, [key]);
    }
    expect(stepwise === text, 'does not come back one after the other');
  }
  if (oneByOne === 'some' || (oneByOne === 'shuffled' && done.length > maxShuffled)) {
    for (const key of shuffled(done).slice(0, maxAlone)) {
      const alone = await instrument(parsers, text, { ...request, targets: [key] });
      expect(
        alone.text !== text && (await uninstrument(parsers, alone.text, [key])) === text,
        `${key} does not come back`,
      );
    }
  }
  return { instrumented, outcomes, problems };
}

async function instrument(
  parsers: Parsers,
  text: string,
  request: Parameters<typeof planInstrument>[1],
): Promise<{ text: string; outcomes: readonly FunctionOutcome[] }> {
  return parsers.use('python', text, (tree) => {
    const { edits, outcomes } = planInstrument(tree, request);
    return { text: applyEdits(text, edits), outcomes };
  });
}

async function uninstrument(parsers: Parsers, text: string, targets: readonly string[] | 'all'): Promise<string> {
  return parsers.use('python', text, (tree) => applyEdits(text, planUninstrument(tree, { targets }).edits));
}

/** In a file with more functions, only some are tried alone: each takes three parses of the whole file. */
const maxShuffled = 100;

/** How many functions of a file are tried alone. */
const maxAlone = 3;

/** The same order every time, and no natural one. */
function shuffled(keys: readonly string[]): readonly string[] {
  return keys
    .map((key, index) => ({ key, rank: (index * 7919 + 104_729) % 1013 }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ key }) => key);
}
