import { writeFileSync } from 'node:fs';
import { findSourceMap } from 'node:module';
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
  const frame = /([^\s()]*\.test\.(?:ts|js)):(\d+):(\d+)/.exec(stack);
  if (frame === null) {
    return file === undefined ? 'unknown file' : asSource(file);
  }
  const [, path = '', line, column] = frame;
  const script = path.replace(/^file:\/\//, '');
  // VS Code formats the stacks of bundles by itself and leaves source maps aside.
  const origin: Readonly<{ lineNumber?: number; columnNumber?: number }> | undefined = script.endsWith('.js')
    ? findSourceMap(script)?.findOrigin(Number(line), Number(column))
    : undefined;
  return origin?.lineNumber === undefined || origin.columnNumber === undefined
    ? `${script}:${line}:${column}`
    : `${asSource(script)}:${origin.lineNumber}:${origin.columnNumber}`;
}

/** The editor suites run as bundles: `out/test/editor/x.test.js` is `test/editor/x.test.ts`. */
function asSource(file: string): string {
  return file.replace(/out\/(test\/.*)\.js$/, '$1.ts');
}
