import { setUp } from '../setup/setUp';
import { onSignals } from '../support/onSignals';
import { repoRoot } from '../support/repoRoot';
import { runSuite } from './runSuite';
import type { TestFailure } from './suiteResult';
import { build, suites } from './suites';

const LIMIT_MINUTES = 60;

/**
 * `[GROUP…] [further arguments for mocha]`: runs the named groups of suites, or all, one after the other, and all of them even when one
 * fails. The last line is always `N passed, N failed, N skipped`. Exit code 1 when anything failed.
 */
export async function main(args: readonly string[]): Promise<number> {
  const firstFlag = args.findIndex((arg) => arg.startsWith('-'));
  const groups = firstFlag === -1 ? args : args.slice(0, firstFlag);
  const extra = firstFlag === -1 ? [] : args.slice(firstFlag);
  const unknown = groups.filter((group) => !suites.some((suite) => suite.group === group));
  if (unknown.length > 0) {
    const known = [...new Set(suites.map((suite) => suite.group))];
    throw new Error(`There is no suite ${unknown.join(', ')}. Suites: ${known.join(', ')}.`);
  }
  const named = suites.filter((suite) => groups.length === 0 || groups.includes(suite.group));
  const needsBuild = !named.includes(build) && named.some((suite) => suite.needs.includes('dist'));
  const chosen = needsBuild ? [build, ...named] : named;
  const abort = new AbortController();
  let finished: Promise<void> = Promise.resolve();
  onSignals(async (signal) => {
    abort.abort(`interrupted by ${signal}`);
    await finished;
  });
  const outOfTime = `all suites together took more than ${LIMIT_MINUTES} minutes`;
  const limit = setTimeout(() => {
    abort.abort(outOfTime);
  }, LIMIT_MINUTES * 60_000);
  const failures: TestFailure[] = [];
  let passed = 0;
  let skipped = 0;
  const runAll = async (): Promise<void> => {
    const missing = await setUp(chosen.flatMap((suite) => suite.needs));
    if (missing !== undefined) {
      failures.push({ title: 'setup', place: 'scripts/setup', message: missing });
      return;
    }
    for (const suite of chosen) {
      if (abort.signal.aborted) {
        failures.push({
          title: `${suite.title}: the suite did not run`,
          place: 'npm test',
          message: String(abort.signal.reason),
        });
        continue;
      }
      console.log(`\n── ${suite.title} ──`);
      const result = await runSuite(suite, extra, abort.signal);
      passed += result.passed;
      skipped += result.skipped;
      failures.push(...result.failures);
      console.log(`${suite.title}: ${summary(result.passed, result.failures.length, result.skipped)}`);
    }
  };
  finished = runAll();
  await finished;
  clearTimeout(limit);
  for (const [index, { title, place, message }] of failures.entries()) {
    console.log(
      `\n${index + 1}) ${title}\n   at ${place.replace(`${repoRoot}/`, '')}\n   ${message.replaceAll('\n', '\n   ')}`,
    );
  }
  console.log(`\n${summary(passed, failures.length, skipped)}`);
  return failures.length === 0 ? 0 : 1;
}

function summary(passed: number, failed: number, skipped: number): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
