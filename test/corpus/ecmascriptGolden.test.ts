import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testParsers } from '../support/parsers';
import { instrumentFile } from './ecmascriptInstrumentFile';
import { programs } from './ecmascriptPrograms';

const parsers = testParsers();

const root = join(import.meta.dirname, '../..');

interface Run {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Environments in which an instrumented program runs: silent, without a gateway, and with one that refuses. */
const environments = {
  silent: { TASK_MONITOR_DISABLED: '1' },
  'without a gateway': {},
  'with a gateway that refuses': { PUSHGATEWAY_URL: 'http://127.0.0.1:1' },
} as const;

describe('instrumented programs, run by Node beside the plain ones', function () {
  this.timeout(60_000);
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'taskmonitor-golden-'));
    for (const kind of ['plain', 'instrumented']) {
      await mkdir(join(folder, kind));
      for (const asset of ['monitoring.mjs', 'monitoring.cjs']) {
        await copyFile(join(root, 'src/runtime', asset), join(folder, kind, asset));
      }
    }
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  for (const { name, file, source } of programs) {
    it(name, async () => {
      const path = join(folder, 'plain', file);
      const importModule = file === 'main.mjs' ? './monitoring.mjs' : './monitoring.cjs';
      const request = { path: `/jobs/${file}`, importModule, records: true };
      const result = await instrumentFile(parsers, 'javascript', request, source, true);
      assert.deepEqual(result.problems, []);
      assert.ok(result.outcomes.some(({ kind }) => kind === 'instrumented'));
      await writeFile(path, source);
      await writeFile(join(folder, 'instrumented', file), result.instrumented);
      const plain = await run(join(folder, 'plain', file), {});
      assert.notEqual(plain.stdout, '', 'the program shows something');
      const runs = Object.entries(environments).map(async ([where, environment]) => {
        const actual = await run(join(folder, 'instrumented', file), environment);
        const warnings = actual.stderr.split('\n').filter((line) => line.startsWith('TaskMonitor'));
        assert.equal(actual.stdout, plain.stdout, where);
        assert.equal(actual.code, plain.code, where);
        assert.equal(errorsIn(actual.stderr), errorsIn(plain.stderr), where);
        assert.ok(where === 'silent' ? warnings.length === 0 : warnings.length <= 1, `${where}: ${actual.stderr}`);
      });
      await Promise.all(runs);
    });
  }
});

/** The uncaught errors of a program, without the places in its text. */
function errorsIn(stderr: string): string {
  return stderr
    .split('\n')
    .filter((line) => /^\w*Error\b/.test(line))
    .join('\n');
}

function run(file: string, environment: Readonly<Record<string, string>>): Promise<Run> {
  const { PATH = '' } = process.env;
  return new Promise((resolve) => {
    execFile(process.execPath, [file], { env: { PATH, ...environment }, timeout: 30_000 }, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}
