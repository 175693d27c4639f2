import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readSource } from '../../src/workspace/sourceText';
import { testParsers } from '../support/parsers';
import { instrumentFile } from './instrumentFile';
import { pythonFiles } from './pythonFiles';

const python = process.env['CORPUS_PYTHON'] ?? '/usr/bin/python3';
const full = process.env['CORPUS'] === 'full';
/** In the fast sample: every this many files, up to this many functions each. */
const sampleStep = 11;

/** Functions of real code, instrumented and judged by Python itself. */
describe('instrumenting the standard library of Python', function () {
  this.timeout(full ? 3_600_000 : 300_000);

  it('compiles, keeps every body and string, and comes back to the same bytes', async () => {
    const library = await standardLibrary();
    const all = await pythonFiles(library);
    const paths = full ? all : all.filter((_, index) => index % sampleStep === 0);
    const folder = await mkdtemp(join(tmpdir(), 'taskmonitor-corpus-'));
    try {
      const tally = await instrumentAll(library, paths, folder);
      const judged = await judge(folder, tally.entries);
      const problems = [...tally.problems, ...judged.problems];
      report(tally, judged.lastLine);
      assert.deepEqual(problems, []);
      assert.ok(tally.instrumented > (full ? 10_000 : 500), `only ${tally.instrumented} functions were instrumented`);
      assert.ok(tally.refused <= (tally.refused + tally.instrumented) / 100, 'more than 1 % are refused');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

interface Tally {
  readonly entries: readonly { name: string; original: string; instrumented: string; wrapped: number }[];
  readonly problems: readonly string[];
  readonly instrumented: number;
  /** Functions with a body that were refused. */
  readonly refused: number;
  readonly reasons: ReadonlyMap<string, number>;
}

async function instrumentAll(library: string, paths: readonly string[], folder: string): Promise<Tally> {
  const parsers = testParsers();
  const entries: Tally['entries'][number][] = [];
  const problems: string[] = [];
  const reasons = new Map<string, number>();
  let [instrumentedCount, refused] = [0, 0];
  await mkdir(join(folder, 'files'));
  for (const [index, path] of paths.entries()) {
    const name = path.slice(library.length + 1);
    const source = await readSource(path);
    if (!('text' in source)) {
      continue;
    }
    const result = await instrumentFile(
      parsers,
      path,
      source.text,
      index % 5 === 0 ? 'shuffled' : full ? 'some' : 'none',
    );
    problems.push(...result.problems.map((problem) => `${name}: ${problem}`));
    for (const outcome of result.outcomes) {
      if (outcome.kind === 'refused') {
        const reason = outcome.reason.replace(/\d+/g, 'N');
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
        refused += reason.includes('no body') ? 0 : 1;
      }
    }
    const wrapped = result.outcomes.filter(({ kind }) => kind === 'instrumented').length;
    instrumentedCount += wrapped;
    const bytes = source.encode(result.instrumented);
    if (bytes === undefined) {
      problems.push(`${name}: cannot be encoded`);
      continue;
    }
    const written = join(folder, 'files', `${index}.py`);
    await writeFile(written, bytes);
    entries.push({ name, original: path, instrumented: written, wrapped });
  }
  return { entries, problems, instrumented: instrumentedCount, refused, reasons };
}

async function standardLibrary(): Promise<string> {
  const { stdout } = await run(python, ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))']);
  return stdout.trim();
}

async function judge(folder: string, entries: Tally['entries']): Promise<{ problems: string[]; lastLine: string }> {
  const manifest = join(folder, 'manifest.json');
  await writeFile(manifest, JSON.stringify(entries));
  const { stdout } = await run(python, [join(import.meta.dirname, 'checkInstrumented.py'), manifest]);
  const lines = stdout.trim().split('\n');
  return { problems: lines.slice(0, -1), lastLine: lines.at(-1) ?? '' };
}

async function run(command: string, args: readonly string[]): Promise<{ stdout: string }> {
  try {
    return await promisify(execFile)(command, args, { maxBuffer: 1 << 28 });
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw missing ? new Error(`${command} is missing: install python3 (Debian: apt-get install python3)`) : error;
  }
}

function report(tally: Tally, judged: string): void {
  const considered = tally.instrumented + tally.refused;
  const share = ((100 * tally.refused) / considered).toFixed(2);
  console.log(
    `      ${tally.instrumented} functions in ${tally.entries.length} files; refused ${tally.refused} (${share} %)`,
  );
  for (const [reason, count] of [...tally.reasons].toSorted((a, b) => b[1] - a[1])) {
    console.log(`      ${count} × ${reason}`);
  }
  console.log(`      judged by ${python}: ${judged}`);
}
