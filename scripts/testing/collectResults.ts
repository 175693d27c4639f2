import { writeFileSync } from 'node:fs';
import type { Runnable, Runner } from 'mocha';
import type { SuiteResult, TestFailure } from './suiteResult';

/** Writes a {@link SuiteResult} to `file` when the run has ended; a run that breaks off leaves no file. */
export function collectResults(runner: Runner, file: string): void {
  let passed = 0;
  let skipped = 0;
  const failures: TestFailure[] = [];
  runner.on('pass', () => {
    passed += 1;
  });
  runner.on('pending', () => {
    skipped += 1;
  });
  runner.on('fail', (runnable, error: unknown) => {
    failures.push(describeFailure(runnable, error));
  });
  runner.on('end', () => {
    const result: SuiteResult = { passed, skipped, failures };
    writeFileSync(file, JSON.stringify(result));
  });
}

function describeFailure(runnable: Runnable, error: unknown): TestFailure {
  const file = runnable.file ?? runnable.parent?.file;
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return { title: runnable.fullTitle(), place: placeInTest(stack, file), message };
}

/** The first stack frame in a test file, else the file that declares the test. */
function placeInTest(stack: string, file: string | undefined): string {
  const frame = /(?:\(|at |file:\/\/)([^\s()]*\.test\.ts:\d+:\d+)/.exec(stack)?.[1];
  return frame?.replace(/^.*?file:\/\//, '') ?? file ?? 'unknown file';
}
