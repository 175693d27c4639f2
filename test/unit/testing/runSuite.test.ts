import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSuite } from '../../../scripts/testing/runSuite';
import type { Suite } from '../../../scripts/testing/suites';

describe('running a suite', function () {
  this.timeout(30_000);
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'taskmonitor-suite-'));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  it('counts what the suite counted', async () => {
    const result = await runSuite(suite(write(3)), [], new AbortController().signal);
    assert.deepEqual(result, { passed: 3, skipped: 0, failures: [] });
  });

  it('fails a suite that breaks off', async () => {
    assert.deepEqual(await titles(suite('process.exit(0)')), ['the suite crashed']);
    assert.deepEqual(await titles(suite('process.kill(process.pid, "SIGKILL")')), ['the suite crashed']);
  });

  it('fails a suite that cannot start', async () => {
    const missing = suite('', { command: () => [join(folder, 'no-such-program')] });
    assert.deepEqual(await titles(missing), ['the suite crashed']);
  });

  it('fails a suite without tests', async () => {
    assert.deepEqual(await titles(suite(write(0))), ['the suite ran no test']);
  });

  it('fails a suite whose tests pass and whose process does not', async () => {
    assert.deepEqual(await titles(suite(`${write(1)} process.exit(3)`)), ['the suite failed after its tests']);
  });

  it('ends a suite that hangs', async () => {
    const hanging = suite('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)', { timeoutMinutes: 0.02 });
    assert.deepEqual(await titles(hanging), ['the suite did not end', 'the suite crashed']);
  });

  it('ends a suite that is interrupted', async () => {
    const abort = new AbortController();
    setTimeout(() => {
      abort.abort();
    }, 500);
    const long = suite('setInterval(() => {}, 1000)');
    assert.deepEqual(await titles(long, abort.signal), ['the suite did not end', 'the suite crashed']);
  });

  it('ends what a suite leaves behind in another process group, and fails it', async function () {
    if (!existsSync('/proc/self/environ')) {
      this.skip();
    }
    const pidFile = join(folder, 'pid');
    const leaving = `const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'],
      { detached: true, stdio: 'ignore' }); child.unref(); fs.writeFileSync(${JSON.stringify(pidFile)}, String(child.pid));`;
    assert.deepEqual(await titles(suite(`${leaving} ${write(1)}`)), ['the suite left processes behind']);
    const pid = Number(readFileSync(pidFile, 'utf8'));
    assert.ok(pid > 0);
    // Killed just now, it may be there for a moment as a process that nobody has waited for: without a command line.
    const commandLine = existsSync(`/proc/${pid}`) ? readFileSync(`/proc/${pid}/cmdline`, 'utf8') : '';
    assert.equal(commandLine, '', 'the process still runs');
  });

  it('takes a check by its exit code', async () => {
    const good = suite('', { kind: 'check' });
    assert.equal((await runSuite(good, [], new AbortController().signal)).passed, 1);
    assert.deepEqual(await titles(suite('process.exit(1)', { kind: 'check' })), ['the check failed']);
  });
});

/** A suite that is a line of JavaScript; `RESULTS` stands for the name of its result file. */
function suite(script: string, over: Partial<Suite> = {}): Suite {
  return {
    group: 'trial',
    title: 'trial of the harness',
    kind: 'mocha',
    needs: [],
    timeoutMinutes: 1,
    command: (results) => [process.execPath, '-e', script.replaceAll('RESULTS', JSON.stringify(results))],
    ...over,
  };
}

function write(passed: number): string {
  return `fs.writeFileSync(RESULTS, JSON.stringify({ passed: ${passed}, skipped: 0, failures: [] }));`;
}

async function titles(it: Suite, signal = new AbortController().signal): Promise<readonly string[]> {
  const { failures } = await runSuite(it, [], signal);
  return failures.map(({ title }) => title.replace('trial of the harness: ', ''));
}
