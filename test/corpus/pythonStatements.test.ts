import assert from 'node:assert/strict';
import { decodeSource, readSource, type SourceText } from '../../src/workspace/sourceText';
import { testParsers } from '../support/parsers';
import { pythonTraps } from '../support/pythonTraps';
import { corpusPython, corpusTimeout, inTemporaryFolder, isFullCorpus, standardLibrary } from './corpusPython';
import { instrumentStatements } from './instrumentStatements';
import { judgeStatements, type StatementsEntry, type StatementsJudgement } from './judgeStatements';
import { pythonFiles } from './pythonFiles';

/** In the fast sample: every this many files. */
const sampleStep = 17;

/** Statements of real code, selected at random, judged by Python itself. */
describe('statements of Python as tasks, judged by Python', () => {
  it('keeps the meaning of text that is easily harmed', async () => {
    const sources = pythonTraps.flatMap(({ name, source }) =>
      [1, 2, 3, 4, 5].map((seed) => ({ name: `${name}, ${seed}`, seed, source: decodeSource(Buffer.from(source)) })),
    );
    assert.ok((await wrapAll(sources)) > 200);
  }).timeout(corpusTimeout);

  it('compiles the standard library with it, keeps every statement, and comes back to the same bytes', async () => {
    const library = await standardLibrary();
    const all = await pythonFiles(library);
    const paths = isFullCorpus ? all : all.filter((_, index) => index % sampleStep === 3);
    const sources = await Promise.all(
      paths.map(async (path, seed) => ({ name: path.slice(library.length + 1), seed, source: await readSource(path) })),
    );
    assert.ok((await wrapAll(sources)) > (isFullCorpus ? 5_000 : 150));
  }).timeout(corpusTimeout);
});

interface Source {
  readonly name: string;
  readonly seed: number;
  readonly source: ReturnType<typeof decodeSource>;
}

/** How many tasks were written and found right; fails when anything does not hold. */
async function wrapAll(sources: readonly Source[]): Promise<number> {
  const parsers = testParsers();
  const problems: string[] = [];
  const reasons = new Map<string, number>();
  let tasks = 0;
  await inTemporaryFolder(async (folder) => {
    const entries: StatementsEntry[] = [];
    for (const { name, seed, source } of sources) {
      if (!('text' in source)) {
        continue;
      }
      const result = await instrumentStatements(parsers, '/jobs/nightly.py', source.text, {
        seed,
        times: isFullCorpus ? 8 : 4,
      });
      problems.push(...result.problems.map((problem) => `${name}: ${problem}`));
      for (const reason of result.refusals) {
        const kind = reason.replace(/\d+/g, 'N');
        reasons.set(kind, (reasons.get(kind) ?? 0) + 1);
      }
      entries.push({
        name,
        original: encoded(source, source.text),
        instrumented: encoded(source, result.instrumented),
        wrapped: result.wrapped,
      });
      tasks += result.wrapped;
    }
    const judged = await judgeStatements(folder, entries);
    problems.push(...judged.problems);
    report(tasks, sources.length, reasons, judged);
  });
  assert.deepEqual(problems, []);
  return tasks;
}

function encoded(source: SourceText, text: string): Uint8Array {
  const bytes = source.encode(text);
  assert.ok(bytes !== undefined, 'the encoding of the file has every character');
  return bytes;
}

function report(
  tasks: number,
  files: number,
  reasons: ReadonlyMap<string, number>,
  { wrapped, skipped }: StatementsJudgement,
): void {
  console.log(`      ${tasks} tasks in ${files} files; ${corpusPython} found ${wrapped} of them right`);
  console.log(`      it does not compile ${skipped} of the files itself; refused:`);
  for (const [reason, count] of [...reasons].toSorted((a, b) => b[1] - a[1])) {
    console.log(`      ${count} × ${reason}`);
  }
}
