import assert from 'node:assert/strict';
import type {
  FunctionOutcome,
  InstrumentPlan,
  InstrumentRequest,
  Targets,
  UninstrumentOutcome,
} from '../../../../src/instrument/plan';
import { planInstrument } from '../../../../src/instrument/python/planInstrument';
import { planUninstrument } from '../../../../src/instrument/python/planUninstrument';
import { applyEdits } from '../../../../src/text/textEdit';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

/** Plans to instrument `source` as `/jobs/nightly.py`, everything in it unless `options` say otherwise. */
export function plan(source: string, options: Partial<InstrumentRequest> = {}): Promise<InstrumentPlan> {
  const request = { targets: 'all' as const, path: '/jobs/nightly.py', importModule: 'monitoring', ...options };
  return parsers.use('python', source, (tree) => planInstrument(tree, request));
}

export async function instrument(
  source: string,
  options: Partial<InstrumentRequest> = {},
): Promise<{ text: string; outcomes: readonly FunctionOutcome[] }> {
  const { edits, outcomes } = await plan(source, options);
  return { text: applyEdits(source, edits), outcomes };
}

export function uninstrument(
  source: string,
  targets: Targets | 'all' = 'all',
): Promise<{ text: string; outcomes: readonly UninstrumentOutcome[] }> {
  return parsers.use('python', source, (tree) => {
    const { edits, outcomes } = planUninstrument(tree, { targets });
    return { text: applyEdits(source, edits), outcomes };
  });
}

/** `before` becomes `after`; a second time changes nothing; taken out again it is `before`, byte by byte. */
export async function assertInstruments(
  before: string,
  after: string,
  options: Partial<InstrumentRequest> = {},
): Promise<void> {
  assert.equal((await instrument(before, options)).text, after);
  const again = await instrument(after, options);
  assert.equal(again.text, after);
  assert.ok(again.outcomes.every(({ kind }) => kind !== 'instrumented'));
  assert.equal((await uninstrument(after, options.targets)).text, before);
}

/** The reason for which the one function of `source`, or the one named, is refused. */
export async function refusal(source: string, options: Partial<InstrumentRequest> = {}): Promise<string> {
  const { text, outcomes } = await instrument(source, options);
  assert.equal(text, source, 'a refusal changes nothing');
  const [outcome] = outcomes.filter(({ kind }) => kind === 'refused');
  assert.ok(outcome?.kind === 'refused', `not refused: ${JSON.stringify(outcomes)}`);
  return outcome.reason;
}
