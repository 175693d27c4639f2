import { readFile } from 'node:fs/promises';

/** What a suite's process leaves in its result file when it came to its end. */
export interface SuiteResult {
  readonly passed: number;
  readonly skipped: number;
  readonly failures: readonly TestFailure[];
}

export interface TestFailure {
  readonly title: string;
  /** `path:line:column`, or as much of it as is known. */
  readonly place: string;
  readonly message: string;
}

/** The results in `file`, or undefined when the suite has not come to its end (or broke off while writing). */
export async function readSuiteResult(file: string): Promise<SuiteResult | undefined> {
  try {
    const result: SuiteResult = JSON.parse(await readFile(file, 'utf8'));
    return result;
  } catch {
    return undefined;
  }
}
