import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { testParsers } from '../support/parsers';
import { instrumentFile } from './ecmascriptInstrumentFile';

const full = process.env['CORPUS'] === 'full';
const root = join(import.meta.dirname, '../..');
const parsers = testParsers();

/** Tests of what runs without an editor, a gateway or a file of this repository. */
const suites = ['text', 'syntax', 'instrument', 'lint', 'pushgateway'];

/** Each task is some calls deeper: what tries the depth of the stack finds less of it. */
const needsStack = 'without end';

describe('this project, instrumented whole', function () {
  this.timeout(1_200_000);

  if (full) {
    it('passes its own unit tests', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'taskmonitor-self-'));
      try {
        await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
        for (const part of ['src', 'test', 'docs', 'sample', 'package.json', 'tsconfig.json']) {
          await cp(join(root, part), join(folder, part), { recursive: true });
        }
        const count = await instrumentAll(join(folder, 'src'));
        assert.ok(count > 1_000, `only ${count} functions were instrumented`);
        const [plain, instrumented] = [await passing(root), await passing(folder)];
        console.log(`      ${count} functions instrumented; ${instrumented} tests pass`);
        assert.equal(instrumented, plain);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
  }
});

async function instrumentAll(source: string): Promise<number> {
  const entries = await readdir(source, { withFileTypes: true, recursive: true });
  let count = 0;
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.name.endsWith('.ts') && !path.includes('runtime/monitoring')) {
      const text = await readFile(path, 'utf8');
      const below = relative(dirname(path), join(source, 'runtime/monitoring'));
      const importModule = below.startsWith('.') ? below : `./${below}`;
      const request = { path, importModule, records: true };
      const { instrumented, outcomes } = await instrumentFile(parsers, 'typescript', request, text, false);
      count += outcomes.filter(({ kind }) => kind === 'instrumented').length;
      await writeFile(path, instrumented);
    }
  }
  return count;
}

/** How many of the tests in `folder` pass; throws when one does not. */
function passing(folder: string): Promise<number> {
  const mocha = join(root, 'node_modules/mocha/bin/_mocha');
  const specs = suites.map((suite) => `test/unit/${suite}/**/*.test.ts`);
  const args = ['--import=tsx', mocha, '--no-config', '--timeout=600000', '--reporter=json', '--fgrep', needsStack];
  const { PATH = '' } = process.env;
  const options = { cwd: folder, env: { PATH, TASK_MONITOR_DISABLED: '1' }, maxBuffer: 1 << 28 };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [...args, '--invert', ...specs], options, (error, stdout, stderr) => {
      const start = stdout.indexOf('{\n  "stats"');
      if (start < 0) {
        reject(error ?? new Error(stderr));
        return;
      }
      const { stats, failures } = JSON.parse(stdout.slice(start));
      if (failures.length > 0) {
        reject(new Error(`${folder}: ${failures.map(({ fullTitle }: { fullTitle: string }) => fullTitle).join('\n')}`));
        return;
      }
      resolve(stats.passes);
    });
  });
}
