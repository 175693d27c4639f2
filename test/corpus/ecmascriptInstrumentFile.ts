import { planInstrument } from '../../src/instrument/ecmascript/planInstrument';
import { planUninstrument } from '../../src/instrument/ecmascript/planUninstrument';
import type { FunctionOutcome, InstrumentRequest } from '../../src/instrument/plan';
import { listFunctions } from '../../src/syntax/ecmascript/functions';
import type { LanguageId } from '../../src/syntax/language';
import type { Parsers } from '../../src/syntax/parsers';
import { applyEdits, type TextEdit } from '../../src/text/textEdit';
import { tokensOf } from './ecmascriptTokens';

/** What became of one file. */
export interface FileResult {
  readonly instrumented: string;
  readonly outcomes: readonly FunctionOutcome[];
  /** What does not hold that must; empty when all is well. */
  readonly problems: readonly string[];
}

/**
 * Instruments every function of a file at once, functions inside functions too, and checks what needs no other parser: the
 * tokens outside of what was inserted are those from before, it comes back to the same text, and a second time changes
 * nothing. With `shuffled` also that the order does not matter.
 */
export async function instrumentFile(
  parsers: Parsers,
  language: LanguageId,
  request: Omit<InstrumentRequest, 'targets'>,
  text: string,
  shuffledToo: boolean,
): Promise<FileResult> {
  const keys = await parsers.use(language, text, (tree) => listFunctions(tree).map(({ key }) => key));
  const problems: string[] = [];
  const expect = (holds: boolean, problem: string): void => {
    if (!holds) {
      problems.push(problem);
    }
  };
  const instrument = (source: string, targets: readonly string[]): Promise<Instrumented> =>
    parsers.use(language, source, (tree) => {
      const { edits, outcomes } = planInstrument(tree, { ...request, targets });
      return { text: applyEdits(source, edits), edits, outcomes };
    });
  const uninstrument = (source: string, targets: readonly string[] | 'all'): Promise<string> =>
    parsers.use(language, source, (tree) => {
      const plan = planUninstrument(tree, { targets });
      expect(
        plan.outcomes.every(({ kind }) => kind === 'removed'),
        'is not all taken out',
      );
      return applyEdits(source, plan.edits);
    });

  const { text: instrumented, edits, outcomes } = await instrument(text, keys);
  const before = await parsers.use(language, text, (tree) => tokensOf(tree, []));
  const after = await parsers.use(language, instrumented, (tree) => {
    expect(!tree.root.hasError || instrumented === text, 'has a syntax error');
    return tokensOf(tree, insertedSpans(edits));
  });
  const differs = before.findIndex((token, index) => token !== after[index]);
  expect(
    before.length === after.length && differs < 0,
    `token ${differs} differs: ${before[differs]} ${after[differs]}`,
  );
  expect((await uninstrument(instrumented, 'all')) === text, 'does not come back');
  const again = await instrument(instrumented, keys);
  expect(again.text === instrumented, 'a second time changes it');
  expect(
    again.outcomes.every(({ kind }, index) => (outcomes[index]?.kind === 'instrumented') === (kind === 'unchanged')),
    'a second time has other outcomes',
  );
  if (shuffledToo) {
    const done = outcomes.filter(({ kind }) => kind === 'instrumented').map(({ functionName }) => functionName);
    let stepwise = text;
    for (const key of shuffled(done)) {
      ({ text: stepwise } = await instrument(stepwise, [key]));
    }
    expect(stepwise === instrumented, 'one after the other differs from all at once');
    for (const key of shuffled(done.toReversed())) {
      stepwise = await uninstrument(stepwise, [key]);
    }
    expect(stepwise === text, 'does not come back one after the other');
  }
  return { instrumented, outcomes, problems };
}

interface Instrumented {
  readonly text: string;
  readonly edits: readonly TextEdit[];
  readonly outcomes: readonly FunctionOutcome[];
}

/** Where what was inserted stands afterwards. */
function insertedSpans(edits: readonly TextEdit[]): readonly { readonly start: number; readonly end: number }[] {
  let moved = 0;
  return edits
    .toSorted((a, b) => a.start - b.start)
    .map(({ start, newText }) => {
      const span = { start: start + moved, end: start + moved + newText.length };
      moved += newText.length;
      return span;
    });
}

/** The same order every time, and no natural one. */
function shuffled(keys: readonly string[]): readonly string[] {
  return keys
    .map((key, index) => ({ key, rank: (index * 7919 + 104_729) % 1013 }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ key }) => key);
}
