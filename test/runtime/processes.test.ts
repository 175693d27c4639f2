import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { listenLocally } from '../support/localServer';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { pushedGroup, pushedGroups } from './pushedGroups';
import { allPythons } from './pythons';
import { runScript } from './runScript';
import type { ScriptRun } from './runProcess';

const HEADER = 'from monitoring import TaskMonitor\nmonitor = TaskMonitor("job")\n';

for (const python of allPythons()) {
  describe(`processes and their ends, ${python.name}`, () => {
    let gateway: RealPushgateway;
    beforeEach(async () => {
      gateway = await startRealPushgateway();
    });
    afterEach(() => gateway.stop());

    const run = async (source: string): Promise<ScriptRun> => {
      const options = { environment: { PUSHGATEWAY_URL: gateway.url }, flags: ['-W', 'always'] };
      const result = await runScript(python, HEADER + source, options);
      assert.equal(result.stderr, '');
      return result;
    };
    const successes = async (taskName: string): Promise<number | undefined> => {
      const { samples } = await pushedGroup(gateway.url, { job: 'job', task_name: taskName });
      return samples['task_success_total'];
    };

    it('a fork, before and after which tasks run: no warning of Python, each process has its own counts', async () => {
      await run(`
import os
with monitor.task("shared"):
    pass
with monitor.task("shared"):
    pass
for child in range(20):
    pid = os.fork()
    if pid == 0:
        with monitor.task("child %d" % child):
            pass
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == 0
with monitor.task("parent"):
    pass
with monitor.task("shared"):
    pass
`);
      assert.deepEqual(
        [await successes('shared'), await successes('child 0'), await successes('child 19'), await successes('parent')],
        [3, 1, 1, 1],
      );
    });

    it('a fork inside a task: the task is the parent’s to report', async () => {
      await run(`
import os, sys
with monitor.task("forks"):
    pid = os.fork()
    if pid == 0:
        sys.exit(3)
    assert os.waitpid(pid, 0)[1] == 3 << 8
`);
      const { samples } = await pushedGroup(gateway.url, { job: 'job', task_name: 'forks' });
      assert.deepEqual([samples['task_success_total'], samples['task_failure_total']], [1, 0]);
    });

    it('multiprocessing, forked and spawned, with threads and asyncio inside', async () => {
      await run(`
import asyncio, multiprocessing

def work(number):
    with monitor.task("worker %d" % number) as task:
        task.records = number
    async def inner():
        async with monitor.task("async %d" % number):
            pass
    asyncio.run(inner())
    return number * 2

if __name__ == "__main__":
    with monitor.task("before"):
        pass
    for method in ("fork", "spawn"):
        context = multiprocessing.get_context(method)
        process = context.Process(target=work, args=(1 if method == "fork" else 2,))
        process.start()
        process.join()
        assert process.exitcode == 0
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(work, [3, 4]) == [6, 8]
        pool.close()
        pool.join()
`);
      const names = (await pushedGroups(gateway.url)).map((group) => group.labels['task_name'] ?? '');
      const workers = [1, 2, 3, 4].flatMap((number) => [`async ${number}`, `worker ${number}`]);
      assert.deepEqual(new Set(names), new Set(['before', ...workers]));
    });

    it('what is recorded in the background arrives before the program ends', async () => {
      await run(`
import asyncio
async def main():
    for number in range(20):
        monitor.record_success("task %d" % number, 1)
    raise SystemExit(0)
asyncio.run(main())
`);
      assert.equal((await pushedGroups(gateway.url)).length, 20);
    });

    it('what is recorded at exit arrives, or is said to be lost where no thread can be started any more', async () => {
      const options = { environment: { PUSHGATEWAY_URL: gateway.url } };
      const source = `
import atexit
atexit.register(monitor.record_success, "at exit", 1)
EARLIER
print("done")
`;
      const early = await runScript(
        python,
        HEADER + source.replace('EARLIER', 'monitor.record_success("early", 1)'),
        options,
      );
      assert.deepEqual([early.stdout, early.stderr, early.exitCode], ['done\n', '', 0]);
      assert.deepEqual([await successes('early'), await successes('at exit')], [1, 1]);

      await fetch(`${gateway.url}/metrics/job/job/task_name@base64/YXQgZXhpdA`, { method: 'DELETE' });
      const late = await runScript(python, HEADER + source.replace('EARLIER', ''), options);
      assert.deepEqual([late.stdout, late.exitCode], ['done\n', 0]);
      if (late.stderr === '') assert.equal(await successes('at exit'), 1);
      else assert.match(late.stderr, /^TaskMonitor: the outcome of \{job="job", task_name="at exit"\} is lost: .*\n$/);
    });

    it('objects that die with the interpreter do no harm', async () => {
      const { stdout } = await runScript(
        python,
        `${HEADER}
class Dying:
    def __del__(self):
        with monitor.task("dying"):
            pass
def endless():
    with monitor.task("endless"):
        while True:
            yield 1
dying = Dying()
generator = endless()
next(generator)
monitor.record_success("early", 1)
print("done")
`,
        { environment: { PUSHGATEWAY_URL: gateway.url } },
      );
      assert.equal(stdout, 'done\n');
      assert.equal(await successes('early'), 1);
    });

    it('a signal handler may record and exit, in the middle of a push too', async () => {
      const silent = await listenLocally(createServer(() => undefined));
      try {
        const result = await runScript(
          python,
          `${HEADER}
import os, signal, sys, threading
other = TaskMonitor("job", "http://127.0.0.1:${silent.port}", timeout=1)

def on_term(number, frame):
    monitor.record_failure("terminated", "SIGTERM")
    sys.exit(7)

signal.signal(signal.SIGTERM, on_term)
threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()
with other.task("to one that is silent"):
    pass
print("not reached")
`,
          { environment: { PUSHGATEWAY_URL: gateway.url } },
        );
        assert.deepEqual([result.stdout, result.exitCode], ['', 7], result.stderr);
        const { samples } = await pushedGroup(gateway.url, { job: 'job', task_name: 'terminated' });
        assert.equal(samples['task_failure_total{error_code="SIGTERM"}'], 1);
      } finally {
        await silent.close();
      }
    });

    it('a signal that the job waits for is not taken by the thread', async () => {
      const { stdout } = await run(`
import os, signal, threading
monitor.record_success("starts the thread", 1)
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGUSR1)).start()
print(signal.sigwait({signal.SIGUSR1}) == signal.SIGUSR1)
`);
      assert.equal(stdout, 'True\n');
    });
  });
}
