import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startProcessGroup, type ProcessEnd, type ProcessGroup } from '../support/processGroup';
import { repoRoot } from '../support/repoRoot';
import { endLeftovers, RUN_VARIABLE } from './leftovers';
import { readSuiteResult, type SuiteResult, type TestFailure } from './suiteResult';
import type { Suite } from './suites';

/** A mocha that has written its results ends soon, unless a test left something open. */
const END_AFTER_RESULTS_MS = 60_000;

/**
 * Runs one suite in a process group of its own, its output to ours, and never throws for it: a suite that crashes, hangs, runs no test or
 * leaves processes behind counts as a failed test. When `signal` aborts, its processes are ended.
 */
export async function runSuite(suite: Suite, extra: readonly string[], signal: AbortSignal): Promise<SuiteResult> {
  const results = join(repoRoot, 'out/results', `${suite.title.replaceAll(/\W+/g, '-')}.json`);
  await mkdir(dirname(results), { recursive: true });
  await rm(results, { force: true });
  const run = randomUUID();
  const [command, ...args] = suite.command(results, extra);
  const group = startProcessGroup(command, args, {
    cwd: repoRoot,
    env: { ...environment(), [RUN_VARIABLE]: run },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const { end, trouble } = await waitForEnd(group, suite, results, signal);
  const leftovers = await endLeftovers(run);
  const own: TestFailure[] = [];
  const fail = (title: string, message: string): void => {
    own.push({ title: `${suite.title}: ${title}`, place: placeOf(suite), message });
  };
  if (trouble !== undefined) {
    fail('the suite did not end', trouble);
  }
  if (leftovers.length > 0) {
    fail('the suite left processes behind', leftovers.join('\n'));
  }
  if (suite.kind === 'check') {
    if (end.exitCode !== 0) {
      fail('the check failed', `${end.reason}: see above`);
    }
    return { passed: own.length === 0 ? 1 : 0, skipped: 0, failures: own };
  }
  const counted = await readSuiteResult(results);
  if (counted === undefined) {
    fail('the suite crashed', `${end.reason}, without results: see above`);
  } else if (counted.passed + counted.failures.length === 0) {
    fail('the suite ran no test', 'a suite without tests proves nothing');
  } else if (end.exitCode !== 0 && counted.failures.length === 0 && own.length === 0) {
    fail('the suite failed after its tests', end.reason);
  }
  return {
    passed: counted?.passed ?? 0,
    skipped: counted?.skipped ?? 0,
    failures: [...(counted?.failures ?? []), ...own],
  };
}

/** The user's own gateway must never see a test's pushes. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PUSHGATEWAY_|TASK_MONITOR_)/.test(name));
  return Object.fromEntries(kept);
}

async function waitForEnd(
  group: ProcessGroup,
  suite: Suite,
  results: string,
  signal: AbortSignal,
): Promise<{ end: ProcessEnd; trouble: string | undefined }> {
  let trouble: string | undefined;
  const giveUp = (why: string): void => {
    trouble ??= why;
    void group.stop();
  };
  const onAbort = (): void => {
    giveUp(String(signal.reason));
  };
  const limit = setTimeout(giveUp, suite.timeoutMinutes * 60_000, `not done after ${suite.timeoutMinutes} minutes`);
  let written: number | undefined;
  const watch = setInterval(() => {
    written ??= existsSync(results) ? Date.now() : undefined;
    if (written !== undefined && Date.now() - written > END_AFTER_RESULTS_MS) {
      giveUp('its tests are done, but something keeps the process alive: a server, a timer or a socket left open');
    }
  }, 1_000);
  signal.addEventListener('abort', onAbort);
  try {
    const end = await group.ended;
    await group.stop();
    return { end, trouble };
  } finally {
    clearTimeout(limit);
    clearInterval(watch);
    signal.removeEventListener('abort', onAbort);
  }
}

function placeOf(suite: Suite): string {
  return suite.kind === 'check' ? `npm run ${suite.group}` : `test/${suite.group}`;
}
