import assert from 'node:assert/strict';
import { planInstrument } from '../../../../src/instrument/ecmascript/planInstrument';
import { planUninstrument } from '../../../../src/instrument/ecmascript/planUninstrument';
import type {
  FunctionOutcome,
  InstrumentPlan,
  InstrumentRequest,
  Targets,
  UninstrumentOutcome,
} from '../../../../src/instrument/plan';
import type { LanguageId } from '../../../../src/syntax/language';
import { applyEdits } from '../../../../src/text/textEdit';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

export type Options = Partial<InstrumentRequest> & { readonly language?: LanguageId };

/** Plans to instrument `source` as `/jobs/nightly.mjs`, everything in it unless `options` say otherwise. */
export function plan(source: string, { language = 'javascript', ...options }: Options = {}): Promise<InstrumentPlan> {
  const importModule = language === 'javascript' ? './monitoring.mjs' : './monitoring.js';
  const request = { targets: 'all' as const, path: '/jobs/nightly.mjs', importModule, ...options };
  return parsers.use(language, source, (tree) => planInstrument(tree, request));
}

export async function instrument(
  source: string,
  options: Options = {},
): Promise<{ text: string; outcomes: readonly FunctionOutcome[] }> {
  const { edits, outcomes } = await plan(source, options);
  return { text: applyEdits(source, edits), outcomes };
}

export function uninstrument(
  source: string,
  targets: Targets | 'all' = 'all',
  language: LanguageId = 'javascript',
): Promise<{ text: string; outcomes: readonly UninstrumentOutcome[] }> {
  return parsers.use(language, source, (tree) => {
    const { edits, outcomes } = planUninstrument(tree, { targets });
    return { text: applyEdits(source, edits), outcomes };
  });
}

/** `before` becomes `after`; a second time changes nothing; taken out again it is `before`, byte by byte. */
export async function assertInstruments(before: string, after: string, options: Options = {}): Promise<void> {
  assert.equal((await instrument(before, options)).text, after);
  const again = await instrument(after, options);
  assert.equal(again.text, after);
  assert.ok(again.outcomes.every(({ kind }) => kind !== 'instrumented'));
  assert.equal((await uninstrument(after, options.targets, options.language)).text, before);
}

/** The reason for which the one function of `source`, or the one named, is refused. */
export async function refusal(source: string, options: Options = {}): Promise<string> {
  const { text, outcomes } = await instrument(source, options);
  assert.equal(text, source, 'a refusal changes nothing');
  const [outcome] = outcomes.filter(({ kind }) => kind === 'refused');
  assert.ok(outcome?.kind === 'refused', `not refused: ${JSON.stringify(outcomes)}`);
  return outcome.reason;
}
