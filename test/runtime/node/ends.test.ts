import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { listenLocally } from '../../support/localServer';
import { startRealPushgateway } from '../../support/realPushgateway';
import type { RealPushgateway } from '../../support/realPushgateway';
import { pushedGroup, pushedGroups } from '../pushedGroups';
import { pushedOutcomes } from '../pushedOutcomes';
import { header, nodeForms, runNode, runPlainNode } from './runNode';

/** How a program may end inside tasks, its exit code, and what is then known of the tasks. */
const ends: readonly (readonly [
  title: string,
  source: string,
  exitCode: number | 'killed',
  outcomes: Readonly<Record<string, string>>,
])[] = [
  ['process.exit() in the last of its steps', "monitor.task('main', () => process.exit());", 0, { main: '1 ok' }],
  [
    'process.exit(3) inside two tasks',
    `monitor.task('main', async () => {
       await null;
       await monitor.task('load', async () => { await null; process.exit(3); });
     });`,
    3,
    { main: 'exit_3 1', load: 'exit_3 1' },
  ],
  [
    'process.exit() behind a task, at once',
    "const main = () => monitor.task('main', async () => { await null; }); main().then(() => process.exit(0));",
    0,
    { main: '1 ok' },
  ],
  ['process.exitCode', "monitor.task('main', () => { process.exitCode = 5; });", 5, { main: '1 ok' }],
  [
    'an exception in a callback inside a task',
    "monitor.task('main', () => new Promise(() => { setTimeout(() => { throw new SyntaxError('late'); }, 1); }));",
    1,
    { main: 'SyntaxError 1' },
  ],
  [
    'a handler of uncaught exceptions that exits',
    `process.on('uncaughtException', () => process.exit(9));
     monitor.task('main', () => { throw new TypeError('x'); });`,
    9,
    { main: 'TypeError 1' },
  ],
  [
    'a handler of rejections that goes on',
    `process.on('unhandledRejection', (reason) => console.log(reason.message));
     monitor.task('main', async () => { throw new TypeError('x'); });
     setTimeout(() => monitor.task('after', () => 1), 5);`,
    0,
    { main: 'TypeError 1', after: '1 ok' },
  ],
  [
    'nothing more to do while a task waits for ever',
    "monitor.task('main', () => new Promise(() => {}));",
    0,
    { main: 'completed' },
  ],
  [
    'an own record when it exits',
    "process.on('exit', () => monitor.recordSuccess('at exit', 1)); monitor.task('main', () => 1); process.on('exit', () => monitor.recordFailure('last', 'E'));",
    0,
    { main: '1 ok', 'at exit': '1 ok', last: 'E 1' },
  ],
  [
    'SIGTERM, which nobody handles',
    "monitor.task('main', () => process.kill(process.pid, 'SIGTERM')); setTimeout(() => {}, 9e3);",
    'killed',
    {},
  ],
  [
    'a handler of SIGTERM that exits',
    `process.on('SIGTERM', () => process.exit(143));
     monitor.task('main', async () => { process.kill(process.pid, 'SIGTERM'); await new Promise(() => { setTimeout(() => {}, 9e3); }); });`,
    143,
    { main: 'exit_143 1' },
  ],
];

/** A program that is run as a worker thread, as a child and in a cluster. */
const worker = `${header('mjs')}
const { parentPort, threadId } = require('node:worker_threads');
const monitor = new TaskMonitor('job');
monitor.task('worker', async (task) => { task.records = 4; await null; });
if (process.argv[2] !== 'exit') monitor.gauge({ name: 'in_worker', help: 'H.' }).set(1);
parentPort?.postMessage(threadId);
if (process.send) process.send('child');
if (process.argv[2] === 'exit') monitor.task('exits', () => process.exit(2));
`;

for (const form of nodeForms) {
  describe(`the end of a program with monitoring.${form}`, () => {
    let gateway: RealPushgateway;
    beforeEach(async () => {
      gateway = await startRealPushgateway();
    });
    afterEach(() => gateway.stop());

    for (const [title, source, exitCode, outcomes] of ends) {
      it(`${title}: the exit code is kept, and the outcomes arrive`, async () => {
        const run = await runNode(form, source, { environment: { PUSHGATEWAY_URL: gateway.url } });
        assert.deepEqual([run.exitCode ?? 'killed', run.warnings], [exitCode, []], run.stderr);
        assert.deepEqual(await pushedOutcomes(gateway.url, 'job'), outcomes);
      });
    }
  });
}

describe('the end of a program', () => {
  let gateway: RealPushgateway;
  beforeEach(async () => {
    gateway = await startRealPushgateway();
  });
  afterEach(() => gateway.stop());
  const environment = (): Record<string, string> => ({ PUSHGATEWAY_URL: gateway.url });

  it('shows its asynchronous stack whole', async () => {
    const source = `
const load = () => monitor.task('load', async () => { await null; throw new Error('deep'); });
async function caller() { await load(); }
async function main() { try { await caller(); } catch (error) { console.log(error.stack); } }
main();
`;
    const { stdout } = await runNode('mjs', source, { environment: environment() });
    assert.match(stdout, /^Error: deep\n.*job\.mjs.*\n\s+at async caller .*\n\s+at async main .*\n$/);
  });

  it('calls what listens to beforeExit as often as without us', async () => {
    const source = `
process.on('beforeExit', () => console.log('before exit'));
monitor.task('main', () => 1);
monitor.gauge({ name: 'depth', help: 'Depth.' }).set(4);
`;
    const { stdout, stderr } = await runNode('mjs', source, { environment: environment() });
    assert.deepEqual([stdout, stderr], ['before exit\n', '']);
  });

  it('is not warned of for one listener too many', async () => {
    const source =
      "while (process.listenerCount('exit') < 10) process.on('exit', () => {});\nmonitor.task('main', () => 1);";
    assert.equal((await runNode('mjs', source, { environment: environment() })).stderr, '');
  });

  it('waits for a silent gateway once, not for each of a thousand tasks', async () => {
    const silent = await listenLocally(createServer(() => undefined));
    try {
      const source = `
(async () => {
  for (let n = 0; n < 1000; n += 1) {
    await monitor.task('task ' + (n % 20), () => new Promise((resolve) => { setImmediate(resolve); }));
  }
  console.log('done');
})();
`;
      const run = await runNode('mjs', source, {
        environment: { PUSHGATEWAY_URL: `http://127.0.0.1:${silent.port}` },
      });
      assert.deepEqual([run.stdout, run.exitCode, run.warnings.length], ['done\n', 0, 1], run.stderr);
      assert.equal(silent.connections(), 1);
    } finally {
      await silent.close();
    }
  });

  it('comes in each worker thread and child process for itself', async () => {
    const source = `
const { Worker } = require('node:worker_threads');
const { fork } = require('node:child_process');
const cluster = require('node:cluster');
(async () => {
  const event = (emitter, name) => new Promise((resolve) => emitter.once(name, resolve));
  const worker = new Worker('./worker.mjs');
  const message = event(worker, 'message');
  console.log('worker', await event(worker, 'exit'), await message);
  console.log('exits', await event(new Worker('./worker.mjs', { argv: ['exit'] }), 'exit'));
  const child = fork('./worker.mjs', ['exit']);
  console.log('child', await event(child, 'exit'));
  cluster.setupPrimary({ exec: './worker.mjs' });
  const clustered = cluster.fork();
  clustered.on('message', () => clustered.disconnect());
  console.log('cluster', await event(clustered, 'exit'));
  monitor.task('main', () => 1);
})();
`;
    const run = await runNode('mjs', source, { environment: environment(), files: { 'worker.mjs': worker } });
    assert.deepEqual([run.stdout, run.stderr], ['worker 0 1\nexits 2\nchild 2\ncluster 0\n', '']);
    assert.deepEqual(await pushedOutcomes(gateway.url, 'job'), {
      '': 'completed',
      exits: 'exit_2 1',
      main: '1 ok',
      worker: '1 ok, 4 records',
    });
  });

  it('with preloaded modules and flags is what it was: those are not loaded into our thread', async () => {
    const files = { 'preload.cjs': "console.log('preloaded');" };
    const environmentOfNode = { NODE_OPTIONS: '--require ./preload.cjs', ...environment() };
    const run = await runNode('mjs', "monitor.task('main', () => { throw new TypeError('x'); });", {
      environment: environmentOfNode,
      files,
    });
    assert.deepEqual([run.stdout, run.exitCode], ['preloaded\n', 1]);
    assert.deepEqual(await pushedOutcomes(gateway.url, 'job'), { main: 'TypeError 1' });
  });

  it('where no thread is allowed says that the outcome is lost, and why', async () => {
    const source = "const { Worker } = require('node:worker_threads');\nmonitor.task('main', () => process.exit(3));";
    const permission = Number.parseInt(process.versions.node) < 22 ? '--experimental-permission' : '--permission';
    const flags = [permission, '--allow-fs-read=*'];
    const run = await runNode('mjs', source, { environment: environment(), flags });
    assert.deepEqual([run.stdout, run.exitCode, run.warnings.length], ['', 3, 1], run.stderr);
    assert.match(run.warnings[0] ?? '', /at the end of the program no thread can be started: .*; the job goes on$/);
  });

  it('that records nothing is not touched: no listener, no timer, nothing sent', async () => {
    const source = `${header('mjs')}
const before = ['exit', 'beforeExit', 'uncaughtExceptionMonitor'].map((name) => process.listenerCount(name));
new TaskMonitor('job');
console.log(before.every((count, index) => count === process.listenerCount(['exit', 'beforeExit', 'uncaughtExceptionMonitor'][index])));
`;
    const run = await runPlainNode('mjs', source, { environment: environment() });
    assert.deepEqual([run.stdout, run.stderr], ['true\n', '']);
    assert.deepEqual(await pushedGroups(gateway.url), []);
  });

  it('by a handle that a signal handler ends: in the middle of a push too', async () => {
    const silent = await listenLocally(createServer(() => undefined));
    try {
      const source = `
const other = new TaskMonitor('job', 'http://127.0.0.1:${silent.port}', { timeout: 1 });
process.on('SIGTERM', () => { monitor.recordFailure('terminated', 'SIGTERM'); process.exit(7); });
other.task('to one that is silent', () => 1);
setTimeout(() => process.kill(process.pid, 'SIGTERM'), 300);
`;
      const run = await runNode('mjs', source, { environment: environment() });
      assert.deepEqual([run.stdout, run.exitCode, run.warnings.length], ['', 7, 1], run.stderr);
      const { samples } = await pushedGroup(gateway.url, { job: 'job', task_name: 'terminated' });
      assert.equal(samples['task_failure_total{error_code="SIGTERM"}'], 1);
    } finally {
      await silent.close();
    }
  });
});
