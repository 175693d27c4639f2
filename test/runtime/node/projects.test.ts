import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startRealPushgateway } from '../../support/realPushgateway';
import type { RealPushgateway } from '../../support/realPushgateway';
import { pushedOutcomes } from '../pushedOutcomes';
import { runProcess } from '../runProcess';

// monitoring.ts is compiled by the compiler and with the settings of those who import it.

const ROOT = join(import.meta.dirname, '..', '..', '..');
const modules = (path: string): string => join(ROOT, 'node_modules', path);

/** All that can be switched on, beside `strict`. */
const STRICTEST = {
  strict: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noPropertyAccessFromIndexSignature: true,
  allowUnreachableCode: false,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  declaration: true,
};

interface Project {
  readonly type: 'module' | 'commonjs';
  readonly options: object;
}

const projects: Readonly<Record<string, Project>> = {
  'nodenext, as ESM': {
    type: 'module',
    options: { ...STRICTEST, module: 'nodenext', target: 'es2022', verbatimModuleSyntax: true },
  },
  'nodenext, as CommonJS': { type: 'commonjs', options: { ...STRICTEST, module: 'nodenext', target: 'es2022' } },
  commonjs: {
    type: 'commonjs',
    options: { ...STRICTEST, module: 'commonjs', moduleResolution: 'bundler', target: 'es2020', lib: ['es2020'] },
  },
  'a bundler': {
    type: 'module',
    options: {
      ...STRICTEST,
      module: 'preserve',
      moduleResolution: 'bundler',
      target: 'es2022',
      verbatimModuleSyntax: true,
    },
  },
  'hardly any check': {
    type: 'module',
    options: { strict: false, module: 'nodenext', target: 'es2017', noImplicitAny: true },
  },
};

/** Uses all that there is, and says of which type each value is. */
const JOB = `
import { TaskMonitor, type Metric, type Task, type TaskMonitorOptions } from './monitoring.js';

const options: TaskMonitorOptions = { groupingKey: { zone: 'b' }, timeout: 2, recordStart: false };
export const monitor = new TaskMonitor('job', options);
new TaskMonitor('job', 'localhost:9091', options);
new TaskMonitor('job', undefined, {});

export async function main(): Promise<number[]> {
  const text: string = monitor.task('text', (task: Task) => { task.records = 1; return 'a'; });
  const rows: number[] = await monitor.task('rows', async (task) => { await null; task.records = undefined; return [text.length]; });
  const handle: Task = monitor.task('handle');
  const one: number = handle.done(1);
  handle.done();
  const error: RangeError = handle.fail(new RangeError('x'));
  handle.end();
  const add = monitor.wrap('add', (a: number, b = 2): number => a + b, { records: (sum) => sum });
  const sum: number = add(1);
  const lines = monitor.wrap('lines', async function* (count: number) { yield count; });
  for await (const line of lines(1)) rows.push(line);
  const later = monitor.wrap('later', async (a: string) => [a], { records: (list) => list.length });
  const list: string[] = await later('a');
  monitor.recordSuccess('plain');
  monitor.recordSuccess('plain', one, null);
  monitor.recordFailure('failed', error.name, sum);
  const counter: Metric = monitor.counter({ name: 'c_total', help: 'C.', labelNames: ['a'] });
  counter.labels('x').inc();
  counter.labels({ a: 'y' }).inc(2);
  counter.inc({ a: 'z' }, 3);
  monitor.gauge({ name: 'g', help: 'G.', collect(): void {} }).set(1);
  const seconds: number = monitor.histogram({ name: 'h', help: 'H.', buckets: [1, 2] }).startTimer()();
  monitor.summary({ name: 's', help: 'S.', percentiles: [0.5] }).observe(seconds);
  const batch: Promise<string> = monitor.batchPush(async () => 'b');
  rows.push(list.length, (await batch).length);
  await monitor.flush();
  return rows;
}

void main().then((rows) => { console.log(rows.join()); });
`;
const OUTCOMES = {
  text: '1 ok, 1 records',
  rows: '1 ok',
  handle: 'RangeError 1',
  add: '1 ok, 3 records',
  lines: '1 ok',
  later: '1 ok, 1 records',
  plain: '2 ok',
  failed: 'RangeError 1',
  '': 'completed',
};

describe('monitoring.ts in a project of its user', () => {
  let gateway: RealPushgateway;
  let folder: string;
  beforeEach(async () => {
    gateway = await startRealPushgateway();
    folder = await mkdtemp(join(tmpdir(), 'runtime-project-'));
    await copyFile(join(ROOT, 'src', 'runtime', 'monitoring.ts'), join(folder, 'monitoring.ts'));
  });
  afterEach(async () => {
    await gateway.stop();
    await rm(folder, { recursive: true });
  });

  const write = async (files: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  };
  const install = async (...packages: readonly string[]): Promise<void> => {
    for (const name of packages) {
      const link = join(folder, 'node_modules', name);
      await mkdir(dirname(link), { recursive: true });
      await symlink(modules(name), link);
    }
  };
  const node = async (...args: readonly string[]): Promise<string> => {
    const run = await runProcess(process.execPath, args, { folder, environment: { PUSHGATEWAY_URL: gateway.url } });
    assert.deepEqual([run.stderr, run.exitCode], ['', 0], run.stdout);
    return run.stdout;
  };
  const compile = async ({ type, options }: Project): Promise<void> => {
    const tsconfig = { compilerOptions: { types: ['node'], outDir: 'out', ...options }, files: ['job.ts'] };
    await write({ 'job.ts': JOB, 'package.json': JSON.stringify({ type }), 'tsconfig.json': JSON.stringify(tsconfig) });
    await node(modules('typescript/bin/tsc'));
  };

  for (const [name, project] of Object.entries(projects)) {
    it(`compiles, with the types of prom-client and without, and runs: ${name}`, async () => {
      await install('@types/node', 'undici-types');
      await compile(project);
      await install('prom-client', 'tdigest', 'bintrees', '@opentelemetry/api');
      await compile(project);
      if (name !== 'a bundler') {
        assert.equal(await node('out/job.js'), '1,1,1,1\n');
        assert.deepEqual(await pushedOutcomes(gateway.url, 'job'), OUTCOMES);
      }
    });
  }

  for (const format of ['esm', 'cjs']) {
    it(`may be put into one file, minified, with the client library that it then is given (${format})`, async () => {
      const source = `import * as client from ${JSON.stringify(modules('prom-client'))};\nimport { TaskMonitor } from './monitoring.js';
        const monitor = new TaskMonitor('job', { client });
        monitor.task('early', () => 1);
        monitor.flush().then(() => monitor.task('at the end', () => { throw new RangeError('x'); })).catch(() => process.exit(0));`;
      await write({ 'app.ts': source, 'package.json': '{}' });
      const options = ['--bundle', '--minify', '--keep-names', '--platform=node', `--format=${format}`];
      const banner =
        "--banner:js=import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
      const file = format === 'esm' ? 'app.mjs' : 'app.cjs';
      const more = format === 'esm' ? [banner] : [];
      const bundled = await runProcess(
        modules('esbuild/bin/esbuild'),
        ['app.ts', ...options, ...more, '--log-level=error', `--outfile=out/${file}`],
        {
          folder,
          environment: {},
        },
      );
      assert.deepEqual([bundled.stderr, bundled.exitCode], ['', 0]);
      assert.equal(await node(`out/${file}`), '');
      assert.deepEqual(await pushedOutcomes(gateway.url, 'job'), { early: '1 ok', 'at the end': 'RangeError 1' });
    });
  }
});
