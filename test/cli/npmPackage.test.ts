import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { version } from '../../package.json';
import { repository } from '../support/cli';

const run = promisify(execFile);

/** What `npm pack` makes of the built command line, installed as pre-commit and CI install it: from the file, globally. */
describe('the npm package', () => {
  let folder: string;
  let taskmonitor: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'taskmonitor-npm-'));
    // Not built anew: the bundle that the other tests are just using would be gone for a moment.
    const packed = await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: repository });
    assert.equal(packed.stdout, `taskmonitor-${version}.tgz\n`);
    const prefix = join(folder, 'prefix');
    await run('npm', ['install', '--global', '--offline', '--prefix', prefix, join(folder, packed.stdout.trim())]);
    taskmonitor = join(prefix, 'bin', 'taskmonitor');
  }).timeout(120_000);

  after(() => rm(folder, { recursive: true, force: true }));

  it('brings a command that lints, explains a rule and writes the module', async () => {
    await writeFile(
      join(folder, 'bad.py'),
      "from prometheus_client import Gauge\nGauge('a_seconds', 'A', ['user_id'])\n",
    );
    const linted = await run(taskmonitor, ['lint', 'bad.py'], { cwd: folder }).catch((error: unknown) => error);
    assert.ok(typeof linted === 'object' && linted !== null && 'code' in linted && 'stdout' in linted);
    assert.equal(linted.code, 1);
    assert.match(String(linted.stdout), /^bad\.py:2:.*high-cardinality-label/);
    assert.match((await run(taskmonitor, ['rules', 'high-cardinality-label'])).stdout, /^## Bad$/m);
    await run(taskmonitor, ['init', '--dir', folder]);
    assert.ok((await readdir(folder)).includes('monitoring.py'));
  });
});
