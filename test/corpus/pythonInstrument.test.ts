import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { InstrumentStyle } from '../../src/instrument/plan';
import { pythonInstrumenter } from '../../src/instrument/python/pythonInstrumenter';
import { readSource } from '../../src/workspace/sourceText';
import { testParsers } from '../support/parsers';
import { pythonModule } from '../support/pythonModules';
import { pythonTraps } from '../support/pythonTraps';
import {
  askPython,
  corpusPython,
  corpusTimeout,
  inTemporaryFolder,
  isFullCorpus as full,
  standardLibrary,
} from './corpusPython';
import { instrumentFile } from './instrumentFile';
import { pythonFiles } from './pythonFiles';

/** In the fast sample: every this many files, up to this many functions each. */
const sampleStep = 11;

/** Functions of real code, instrumented and judged by Python itself. */
for (const style of pythonInstrumenter.styles) {
  describe(`instrumenting Python, style ${style}, judged by Python`, () => {
    judgeStyle(style);
  });
}

function judgeStyle(style: InstrumentStyle): void {
  it('keeps the meaning of text that is easily harmed', async () => {
    await judgeSources(pythonTraps, style);
  }).timeout(corpusTimeout);

  it('keeps the meaning of modules made at random', async () => {
    const seed = full ? Date.now() % 2 ** 31 : 1;
    const sources = fc.sample(pythonModule, { seed, numRuns: full ? 2000 : 100 });
    const named = sources.map((source, index) => ({ name: `number ${index} of seed ${seed}`, source }));
    await judgeSources(named, style);
  }).timeout(corpusTimeout);

  it('compiles the standard library, keeps every body and string, and comes back to the same bytes', async () => {
    const library = await standardLibrary();
    const all = await pythonFiles(library);
    const paths = full ? all : all.filter((_, index) => index % sampleStep === 0);
    await inTemporaryFolder(async (folder) => {
      const { entries, problems } = await instrumentAll(library, paths, folder, style);
      const judged = await judge(folder, entries);
      // What Python itself does not compile has no functions of Python 3: tests of errors, of Python 2.
      const valid = entries.filter(({ name }) => !judged.skipped.includes(name));
      const reasons = countOf(valid.flatMap(({ refusals }) => refusals));
      const instrumented = sum(valid.map(({ wrapped }) => wrapped));
      const refused = sum([...reasons.values()]);
      report(instrumented, refused, reasons, judged);
      assert.deepEqual([...problems, ...judged.problems], []);
      assert.ok(instrumented > (full ? 10_000 : 500), `only ${instrumented} functions were instrumented`);
      assert.ok(refused <= (refused + instrumented) / 100, 'more than 1 % are refused');
    });
  }).timeout(corpusTimeout);
}

/** Instruments every function of sources that are valid Python, and has Python compare. */
async function judgeSources(
  sources: readonly { readonly name: string; readonly source: string }[],
  style: InstrumentStyle,
): Promise<void> {
  await inTemporaryFolder(async (folder) => {
    const entries: Entry[] = [];
    for (const [index, { name, source }] of sources.entries()) {
      const path = '/jobs/nightly.py';
      const { instrumented, outcomes, problems } = await instrumentFile(testParsers(), path, source, 'none', style);
      assert.deepEqual(problems, [], name);
      const original = join(folder, `${index}.before.py`);
      const written = join(folder, `${index}.after.py`);
      await writeFile(original, source);
      await writeFile(written, instrumented);
      const wrapped = outcomes.filter(({ kind }) => kind === 'instrumented').length;
      entries.push({ name, original, instrumented: written, wrapped, refusals: [] });
    }
    const { problems, skipped } = await judge(folder, entries);
    assert.deepEqual(problems, []);
    assert.deepEqual(skipped, [], 'each is valid Python');
  });
}

interface Entry {
  readonly name: string;
  /** Paths. */
  readonly original: string;
  readonly instrumented: string;
  /** How many functions were instrumented. */
  readonly wrapped: number;
  /** Why functions with a body were not; line numbers left out. */
  readonly refusals: readonly string[];
}

async function instrumentAll(
  library: string,
  paths: readonly string[],
  folder: string,
  style: InstrumentStyle,
): Promise<{ readonly entries: readonly Entry[]; readonly problems: readonly string[] }> {
  const parsers = testParsers();
  const entries: Entry[] = [];
  const problems: string[] = [];
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
      style,
    );
    problems.push(...result.problems.map((problem) => `${name}: ${problem}`));
    const refusals = result.outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.reason] : []));
    const wrapped = result.outcomes.filter(({ kind }) => kind === 'instrumented').length;
    const bytes = source.encode(result.instrumented);
    if (bytes === undefined) {
      problems.push(`${name}: cannot be encoded`);
      continue;
    }
    const written = join(folder, 'files', `${index}.py`);
    await writeFile(written, bytes);
    entries.push({
      name,
      original: path,
      instrumented: written,
      wrapped,
      refusals: refusals.map((reason) => reason.replace(/\d+/g, 'N')).filter((reason) => !reason.includes('no body')),
    });
  }
  return { entries, problems };
}

interface Judgement {
  readonly problems: readonly string[];
  readonly wrapped: number;
  /** Names of the originals that this Python does not compile. */
  readonly skipped: readonly string[];
}

async function judge(folder: string, entries: readonly Entry[]): Promise<Judgement> {
  const manifest = join(folder, 'manifest.json');
  await writeFile(manifest, JSON.stringify(entries));
  const stdout = await askPython([join(import.meta.dirname, 'checkInstrumented.py'), manifest]);
  const lines = stdout.trim().split('\n');
  const { wrapped, skipped } = JSON.parse(lines.at(-1) ?? '{}') as Judgement;
  return { problems: lines.slice(0, -1), wrapped, skipped };
}

function report(
  instrumented: number,
  refused: number,
  reasons: ReadonlyMap<string, number>,
  { wrapped, skipped }: Judgement,
): void {
  const share = ((100 * refused) / (instrumented + refused)).toFixed(2);
  console.log(`      ${instrumented} functions instrumented, ${refused} refused (${share} %)`);
  for (const [reason, count] of [...reasons].toSorted((a, b) => b[1] - a[1])) {
    console.log(`      ${count} × ${reason}`);
  }
  console.log(`      ${corpusPython} found ${wrapped} right; it does not compile ${skipped.length} other files itself`);
}

function countOf(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
