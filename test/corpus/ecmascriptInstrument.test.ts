import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { transform } from 'esbuild';
import { scriptModules } from '../../src/instrument/ecmascript/scriptModules';
import type { FunctionOutcome } from '../../src/instrument/plan';
import { languageOfPath } from '../../src/syntax/language';
import { ParseTimeout } from '../../src/syntax/parsers';
import { testParsers } from '../support/parsers';
import { instrumentFile, type FileResult } from './ecmascriptInstrumentFile';
import { typeTraps } from './ecmascriptTypeTraps';

const parsers = testParsers();

const full = process.env['CORPUS'] === 'full';
const root = join(import.meta.dirname, '../..');
/** In the fast sample: every this many files, up to this many characters each. */
const [sampleStep, sampleSize] = [37, 100_000];
/** What Node is asked about: every this many files. */
const nodeStep = full ? 40 : 9;
/** Beyond this, one function at a time takes too long; in the fast sample it is tried on every sixth file. */
const shuffledSize = 30_000;

/** Functions of real code, instrumented and judged by other parsers. */
describe('instrumenting JavaScript and TypeScript, judged by esbuild, Node and tsc', function () {
  this.timeout(full ? 3_600_000 : 100_000);

  it('parses everything in node_modules, keeps every token, and comes back to the same bytes', async () => {
    const all = await filesBelow(join(root, 'node_modules'), /\.[cm]?js$/);
    const paths = full ? all : all.filter((_, index) => index % sampleStep === 0);
    const tally = new Tally();
    for (const [index, path] of paths.entries()) {
      const text = await readFile(path, 'utf8');
      if (!full && text.length > sampleSize) {
        continue;
      }
      const result = await instrumentScript(path, text, tally);
      if (result !== undefined && result.instrumented !== text) {
        await judge(path, text, result, index % nodeStep === 0, tally);
      }
    }
    tally.report();
    assert.deepEqual(tally.problems, []);
    assert.ok(tally.instrumented > (full ? 40_000 : 400), `only ${tally.instrumented} functions were instrumented`);
    assert.ok(tally.judgedByNode > 0, 'Node was asked');
    assert.ok(tally.refused <= (tally.refused + tally.instrumented) / 100, 'more than 1 % are refused');
  });

  it('type-checks what is easily lost when a body moves', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'taskmonitor-types-'));
    try {
      await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
      await cp(join(root, 'src/runtime/monitoring.ts'), join(folder, 'monitoring.ts'));
      const { compilerOptions } = JSON.parse(await readFile(join(root, 'tsconfig.json'), 'utf8'));
      const strictest = { ...compilerOptions, allowUnreachableCode: false, allowUnusedLabels: false };
      await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: strictest, include: ['*.ts'] }));
      const path = join(folder, 'traps.ts');
      await writeFile(path, typeTraps);
      assert.deepEqual(await typeErrors(folder), [], 'before');
      const tally = new Tally();
      const result = await instrumentScript(path, typeTraps, tally, join(folder, 'monitoring'));
      await writeFile(path, result?.instrumented ?? '');
      assert.deepEqual(tally.problems, []);
      assert.equal(tally.refused, 0);
      assert.deepEqual(await typeErrors(folder), []);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('type-checks the source of this project as strictly as before', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'taskmonitor-types-'));
    try {
      await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
      await cp(join(root, 'src'), join(folder, 'src'), { recursive: true });
      const config = JSON.parse(await readFile(join(root, 'tsconfig.json'), 'utf8'));
      await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ ...config, include: ['src'] }));
      const before = await typeErrors(folder);
      const tally = new Tally();
      const paths = await filesBelow(join(folder, 'src'), /\.ts$/);
      for (const path of paths.filter((each) => !each.includes('runtime/monitoring'))) {
        const text = await readFile(path, 'utf8');
        const result = await instrumentScript(path, text, tally, join(folder, 'src/runtime/monitoring'));
        await writeFile(path, result?.instrumented ?? text);
      }
      tally.report();
      assert.deepEqual(tally.problems, []);
      assert.ok(tally.instrumented > 1_000, `only ${tally.instrumented} functions were instrumented`);
      assert.deepEqual(await typeErrors(folder), before);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

class Tally {
  readonly problems: string[] = [];
  readonly reasons = new Map<string, number>();
  files = 0;
  instrumented = 0;
  /** Functions with a body that were refused, but for accessors and constructors of TypeScript, which are by design. */
  refused = 0;
  judgedByNode = 0;

  add(outcome: FunctionOutcome): void {
    if (outcome.kind === 'instrumented') {
      this.instrumented += 1;
    } else if (outcome.kind === 'refused') {
      const reason = outcome.reason.replace(/\d+/g, 'N').replace(/^\S+ is declared/, 'X is declared');
      this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
      this.refused += /^An accessor|no body|wants a constructor/.test(reason) ? 0 : 1;
    }
  }

  report(): void {
    const share = ((100 * this.refused) / (this.refused + this.instrumented)).toFixed(2);
    console.log(`      ${this.instrumented} functions in ${this.files} files; refused ${this.refused} (${share} %)`);
    for (const [reason, count] of [...this.reasons].toSorted((a, b) => b[1] - a[1])) {
      console.log(`      ${count} × ${reason}`);
    }
    if (this.judgedByNode > 0) {
      console.log(`      esbuild parsed all of them, Node ${this.judgedByNode} of the files`);
    }
  }
}

/** @param runtime where the runtime is, without extension; beside the file when it is not given */
async function instrumentScript(
  path: string,
  text: string,
  tally: Tally,
  runtime?: string,
): Promise<FileResult | undefined> {
  const language = languageOfPath(path) ?? 'javascript';
  const name = relative(root, path);
  try {
    const modules = await parsers.use(language, text, scriptModules);
    const beside = modules.format === 'esm' ? './monitoring.mjs' : './monitoring.cjs';
    const importModule = runtime === undefined ? beside : specifier(path, runtime);
    const shuffledToo = text.length <= shuffledSize && (full || tally.files % 6 === 0);
    const result = await instrumentFile(parsers, language, { path, importModule, records: true }, text, shuffledToo);
    tally.files += 1;
    tally.problems.push(...result.problems.map((problem) => `${name}: ${problem}`));
    for (const outcome of result.outcomes) {
      tally.add(outcome);
    }
    return result;
  } catch (error) {
    if (error instanceof ParseTimeout) {
      tally.reasons.set('file: parsing took too long', (tally.reasons.get('file: parsing took too long') ?? 0) + 1);
      return undefined;
    }
    throw error;
  }
}

function specifier(path: string, runtime: string): string {
  const below = relative(dirname(path), runtime);
  return below.startsWith('.') ? below : `./${below}`;
}

/** Another parser takes the instrumented text, when it takes the plain one. */
async function judge(path: string, text: string, result: FileResult, byNode: boolean, tally: Tally): Promise<void> {
  const name = relative(root, path);
  const [before, after] = await Promise.all([text, result.instrumented].map(esbuildError));
  if (before === undefined && after !== undefined) {
    tally.problems.push(`${name}: esbuild: ${after}`);
  }
  if (byNode) {
    const extension = /(['"])\.\/monitoring\.mjs\1/.test(result.instrumented) ? '.mjs' : '.cjs';
    if ((await nodeError(text, extension)) === undefined) {
      const problem = await nodeError(result.instrumented, extension);
      tally.problems.push(...(problem === undefined ? [] : [`${name}: Node: ${problem}`]));
      tally.judgedByNode += 1;
    }
  }
}

async function esbuildError(text: string): Promise<string | undefined> {
  try {
    await transform(text, { loader: 'jsx', logLevel: 'silent' });
    return undefined;
  } catch (error) {
    return String(error);
  }
}

async function nodeError(text: string, extension: string): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'taskmonitor-check-'));
  try {
    const file = join(folder, `file${extension}`);
    await writeFile(file, text);
    return await output(['--check', file]).then(({ code, stderr }) => (code === 0 ? undefined : stderr));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What tsc finds wrong, without the lines, which move. */
async function typeErrors(folder: string): Promise<readonly string[]> {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout } = await output([tsc, '--noEmit', '--pretty', 'false', '--project', folder]);
  return stdout
    .split('\n')
    .filter((line) => line.includes('error TS'))
    .map((line) => line.replace(/\(\d+,\d+\)/, ''))
    .toSorted();
}

function output(args: readonly string[]): Promise<{ code: number | string; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}

async function filesBelow(folder: string, pattern: RegExp): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
