import assert from 'node:assert/strict';
import { planInstrument } from '../../../../src/instrument/bash/planInstrument';
import { planUninstrument } from '../../../../src/instrument/bash/planUninstrument';
import type {
  FunctionOutcome,
  InstrumentPlan,
  InstrumentRequest,
  Targets,
  UninstrumentOutcome,
} from '../../../../src/instrument/plan';
import { applyEdits } from '../../../../src/text/textEdit';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

/** What stands at the front of every script here. */
export const shebang = '#!/usr/bin/env bash\n';

/** The lines that load the runtime, as they are written into a script whose job is `job`. */
export function chunk(job = 'nightly', module = 'monitoring.sh'): string {
  return [
    `command source "$(dirname -- "$(readlink -f -- "\${BASH_SOURCE[0]:-$0}")")/${module}" || # taskmonitor`,
    '  task_monitor() { task_monitor_task() { "${@:2}"; }; } # taskmonitor',
    `task_monitor '${job}' # taskmonitor`,
    '',
  ].join('\n');
}

/** The wrapper of a function, marker and line end included. */
export function wrapper(name: string, renamed = `${name}__task`, task = `nightly.${name}`): string {
  return `${name}() { task_monitor_task '${task}' ${renamed} "$@"; } # taskmonitor\n`;
}

/** Plans to instrument `source` as `/jobs/nightly.sh`, everything in it unless `options` say otherwise. */
export function plan(source: string, options: Partial<InstrumentRequest> = {}): Promise<InstrumentPlan> {
  const request = { targets: 'all' as const, path: '/jobs/nightly.sh', importModule: 'monitoring.sh', ...options };
  return parsers.use('bash', source, (tree) => planInstrument(tree, request));
}

export async function instrument(
  source: string,
  options: Partial<InstrumentRequest> = {},
): Promise<{ readonly text: string; readonly outcomes: readonly FunctionOutcome[] }> {
  const { edits, outcomes } = await plan(source, options);
  return { text: applyEdits(source, edits), outcomes };
}

export function uninstrument(
  source: string,
  targets: Targets | 'all' = 'all',
): Promise<{ readonly text: string; readonly outcomes: readonly UninstrumentOutcome[] }> {
  return parsers.use('bash', source, (tree) => {
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

/** The definitions in `before`, a script behind its `#!` line, become those of `after`; the chunk comes with them. */
export async function assertWraps(
  before: string,
  after: string,
  options: Partial<InstrumentRequest> = {},
): Promise<void> {
  await assertInstruments(`${shebang}\n${before}`, `${shebang}\n${chunk()}\n${after}`, options);
}

/** The reason for which a function of `source` is refused. */
export async function refusal(source: string, options: Partial<InstrumentRequest> = {}): Promise<string> {
  const { text, outcomes } = await instrument(source, options);
  const refused = outcomes.filter((outcome) => outcome.kind === 'refused');
  assert.equal(refused.length, 1, `not one refusal: ${JSON.stringify(outcomes)}`);
  assert.equal(outcomes.length > 1 || text === source, true, 'a refusal changes nothing');
  return refused[0]?.reason ?? '';
}
