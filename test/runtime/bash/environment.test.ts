import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { listenLocally } from '../../support/localServer';
import type { LocalServer } from '../../support/localServer';
import { readRuntimeHeader } from '../../../src/instrument/runtimeHeader';
import { HEADER, RUNTIME, runBash } from './runBash';

const SCRIPT = `${HEADER}
task_monitor_counter orders_total Orders.
one() { task_monitor_task one one__task; }
one__task() { task_monitor_records 3; task_monitor_inc orders_total stage=paid; echo one; }
one
text=$(one)
task_monitor_batch_begin
task_monitor_record_failure three E
task_monitor_batch_end
task_monitor_cleanup
task_monitor_run --job other --task two echo two
`;
const STDOUT = 'one\ntwo\n';

describe('the Bash runtime', () => {
  let server: LocalServer;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'runtime-path-'));
    server = await listenLocally(
      createServer((request, response) => request.resume().once('end', () => response.end())),
    );
  });
  afterEach(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });
  const url = (): string => `http://127.0.0.1:${server.port}`;

  /** A folder for PATH with these commands alone. */
  const pathWith = async (...commands: readonly string[]): Promise<string> => {
    for (const command of commands) {
      const { stdout } = await promisify(execFile)('which', [command]);
      await symlink(stdout.trim(), join(folder, command));
    }
    return folder;
  };

  it('passes shellcheck', async () => {
    await promisify(execFile)('shellcheck', [RUNTIME]).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        throw new Error('shellcheck is missing; install it: apt-get install shellcheck');
      }
      throw error instanceof Error && 'stdout' in error ? new Error(String(error.stdout)) : error;
    });
  });

  it('has a stamp that fits it', async () => {
    assert.equal(readRuntimeHeader(await readFile(RUNTIME, 'utf8'))?.pristine, true);
  });

  it('says once when PUSHGATEWAY_URL is unset or empty, subshells included', async () => {
    const expected = 'TaskMonitor: PUSHGATEWAY_URL is not set and no URL was given: no metrics are pushed\n';
    for (const environment of [{}, { PUSHGATEWAY_URL: '' }]) {
      const run = await runBash(SCRIPT, { environment });
      assert.deepEqual([run.stdout, run.stderr, run.exitCode], [STDOUT, expected, 0]);
    }
    const subshells = `${HEADER}f() { task_monitor_task f true; }\nfor n in {1..20}; do text=$(f); done; f | cat; (f); f & wait; f; g() { (f); }; task_monitor_task g g`;
    assert.equal((await runBash(subshells)).stderr, expected);
  });

  it('is silent and sends nothing with TASK_MONITOR_DISABLED', async () => {
    for (const environment of [{ PUSHGATEWAY_URL: url() }, {}]) {
      const run = await runBash(SCRIPT, { environment: { ...environment, TASK_MONITOR_DISABLED: '1' } });
      assert.deepEqual([run.stdout, run.stderr, run.exitCode], [STDOUT, '', 0]);
    }
    assert.equal(server.connections(), 0);
  });

  it('says once that there is no curl', async () => {
    const shell = (await promisify(execFile)('which', ['bash'])).stdout.trim();
    const environment = { PUSHGATEWAY_URL: url(), PATH: await pathWith('dirname', 'mkdir', 'find') };
    const run = await runBash(SCRIPT, { environment, shell });
    assert.deepEqual(
      [run.stdout, run.stderr, run.exitCode],
      [STDOUT, 'TaskMonitor: no metrics are pushed, since the command curl is not found\n', 0],
    );
  });

  it('says once that there is no awk, for the job’s own metrics', async () => {
    const shell = (await promisify(execFile)('which', ['bash'])).stdout.trim();
    const environment = { PUSHGATEWAY_URL: url(), PATH: await pathWith('dirname', 'curl', 'mkdir', 'find') };
    const run = await runBash(SCRIPT, { environment, shell });
    assert.match(
      run.stderr,
      /^TaskMonitor: the job's own metrics are not pushed, since the command awk is not found\n$/,
    );
    assert.deepEqual([run.stdout, run.exitCode], [STDOUT, 0]);
    assert.ok(server.connections() > 0, 'the tasks are');
  });

  it('takes a URL that the script sets after the runtime is there, and one of its own', async () => {
    const script = `${HEADER}f() { PUSHGATEWAY_URL=${url()}; }\ntask_monitor_task f f\nunset PUSHGATEWAY_URL\ntask_monitor '' --url ${url()}\ntask_monitor_record_success x`;
    assert.equal((await runBash(script)).stderr, '');
    assert.equal(server.connections(), 2);
  });

  it('does no harm without a standard error, a home, a folder for temporary files, or most of the environment', async () => {
    const nowhere = { PUSHGATEWAY_URL: 'http://127.0.0.1:1', TMPDIR: '/no/such/folder', HOME: '' };
    for (const prelude of ['exec 2>&-', 'exec 2>/dev/full', 'exec 2> >(:)', 'unset HOME TMPDIR PATH_INFO; cd /']) {
      const script = SCRIPT.replace('$(dirname -- "$0")', '$PWD').replace(
        HEADER.split('\n')[1] ?? '',
        `task_monitor job --timeout 2\n${prelude}`,
      );
      const run = await runBash(script, { environment: nowhere });
      assert.deepEqual([run.stdout, run.exitCode], [STDOUT, 0], prelude);
      assert.equal(run.stderr, run.warnings.map((line) => `${line}\n`).join(''), prelude);
    }
    const readonly = await runBash(SCRIPT, { environment: { ...nowhere, TMPDIR: '/proc' } });
    assert.deepEqual([readonly.stdout, readonly.exitCode], [STDOUT, 0]);
  });

  it('takes arguments that are no good with a warning', async () => {
    const script = `set -eu
${HEADER}
task_monitor job --timeout soon --timeout -1 --timeout 99999 --timeout
task_monitor_record_success task long many
task_monitor_record_failure
task_monitor_record_success
task_monitor_counter 'no name' Bad.
task_monitor_counter good_total Good.
task_monitor_gauge good_total Bad.
task_monitor_inc good_total -1
task_monitor_inc good_total 1 nolabel
task_monitor_set good_total 3
task_monitor_observe
task_monitor_inc
task_monitor_records x
task_monitor_batch_end
f() { task_monitor_records many; echo in; }
task_monitor_task task f
task_monitor_task
task_monitor_task empty
task_monitor
echo done
`;
    const run = await runBash(script, { environment: { PUSHGATEWAY_URL: url() } });
    assert.deepEqual([run.stdout, run.exitCode], ['in\ndone\n', 0], run.stderr);
    assert.equal(run.stderr, run.warnings.map((line) => `${line}\n`).join(''), 'nothing else on standard error');
    assert.ok(run.warnings.length >= 8, run.stderr);
  });

  it('may be sourced twice, in a function, and with `set -a`; what it leaves has its own names, and no child gets it', async () => {
    const script = `before=$(compgen -v; compgen -A function)
set -a
f() { source ./monitoring.sh; task_monitor job; task_monitor_task in_f true; }
f; source ./monitoring.sh
set +a
after=$(compgen -v; compgen -A function)
comm -13 <(sort <<<"$before") <(sort <<<"$after") | grep -vE '^(_?(task_monitor|TASK_MONITOR)|before|f$|_$|PIPESTATUS|BASH_(REMATCH|LINENO))'
env | grep -E '^(_?TASK_MONITOR|BASH_FUNC_(_?task_monitor|trap))'
g() { false; }
task_monitor_task again g
echo "$?"
`;
    const run = await runBash(script, { environment: { PUSHGATEWAY_URL: url() } });
    assert.deepEqual([run.stdout, run.stderr], ['1\n', '']);
    assert.equal(server.connections(), 2);
  });

  it('leaves nothing in the folder for temporary files when nothing fails', async () => {
    const run = await runBash(SCRIPT, { environment: { PUSHGATEWAY_URL: url(), TMPDIR: folder } });
    assert.deepEqual([run.stderr, await readdir(folder)], ['', []]);
  });

  it('lets functions run as they are in shells that are not bash, with one warning', async () => {
    const script = `
. ./monitoring.sh
. ./monitoring.sh
task_monitor job
load() { echo "load $1"; task_monitor_records 3; return 4; }
task_monitor_task load load x
echo "$?"
task_monitor_run --job j --task t -- echo run
task_monitor_inc orders_total
exit 3
`;
    const run = await runBash(script, { shell: 'dash' });
    assert.deepEqual([run.stdout, run.exitCode], ['load x\n4\nrun\n', 3]);
    assert.equal(run.stderr, 'TaskMonitor: no metrics are pushed, since monitoring.sh needs bash 4 or later\n');
    // The head is all that a bash 3.2 reads too.
    const head = (await readFile(RUNTIME, 'utf8')).replaceAll('${BASH_VERSION:-0}', "'3.2.57(1)-release'");
    const old = await runBash(script.replaceAll('monitoring.sh', 'old.sh'), { files: { 'old.sh': head } });
    assert.deepEqual({ ...old, warnings: [] }, { ...run, warnings: [] });
  });
});
