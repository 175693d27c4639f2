import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { listenLocally } from '../support/localServer';
import type { LocalServer } from '../support/localServer';
import { allPythons, debianPython } from './pythons';
import { runScript } from './runScript';

const SCRIPT = `
from monitoring import TaskMonitor
monitor = TaskMonitor("job")
orders = monitor.counter("orders_total", "Orders.", ["stage"])
with monitor.task("one") as task:
    task.records = 3
    orders.labels("paid").inc()
@monitor.task("two", records=len)
def two():
    return [1]
print(two())
with monitor.batch_push():
    monitor.record_failure("three", "E")
monitor.cleanup()
`;

describe('without what it needs the runtime', () => {
  let server: LocalServer;
  let methods: (string | undefined)[];
  beforeEach(async () => {
    methods = [];
    server = await listenLocally(
      createServer((request, response) => {
        methods.push(request.method);
        response.end();
      }),
    );
  });
  afterEach(() => server.close());

  for (const [name, environment] of [
    ['unset', {}],
    ['empty', { PUSHGATEWAY_URL: '' }],
  ] as const) {
    it(`says so once when PUSHGATEWAY_URL is ${name}`, async () => {
      const run = await runScript(debianPython(), SCRIPT, { environment });
      assert.equal(run.stderr, 'TaskMonitor: PUSHGATEWAY_URL is not set and no URL was given: no metrics are pushed\n');
      assert.deepEqual([run.stdout, run.exitCode], ['[1]\n', 0]);
    });
  }

  it('is silent and sends nothing with TASK_MONITOR_DISABLED', async () => {
    const url = `http://127.0.0.1:${server.port}`;
    for (const environment of [{ PUSHGATEWAY_URL: url }, {}]) {
      const run = await runScript(debianPython(), SCRIPT, {
        environment: { ...environment, TASK_MONITOR_DISABLED: '1' },
      });
      assert.deepEqual([run.stdout, run.stderr, run.exitCode], ['[1]\n', '', 0]);
    }
    assert.equal(server.connections(), 0);
  });

  it('says once how to get prometheus_client when it is not there', async () => {
    const environment = { PUSHGATEWAY_URL: `http://127.0.0.1:${server.port}` };
    // -S: without the folder that Debian installs modules into.
    const run = await runScript(debianPython(), SCRIPT, { environment, flags: ['-S', '-W', 'error'] });
    assert.equal(run.warnings.length, 1, run.stderr);
    assert.match(
      run.stderr,
      /prometheus_client cannot be imported .*: \/usr\/bin\/python3 -m pip install prometheus-client\n$/,
    );
    assert.deepEqual([run.stdout, run.exitCode], ['[1]\n', 0]);
    assert.deepEqual(
      methods.filter((method) => method !== 'DELETE'),
      [],
      'nothing is pushed',
    );
  });

  it('says so once when prometheus_client is broken', async () => {
    const run = await runScript(debianPython(), SCRIPT, {
      environment: { PUSHGATEWAY_URL: `http://127.0.0.1:${server.port}` },
      files: { 'prometheus_client.py': 'raise ZeroDivisionError("broken")' },
    });
    assert.equal(run.stderr, 'TaskMonitor: ZeroDivisionError: broken\n');
    assert.deepEqual([run.stdout, run.exitCode], ['[1]\n', 0]);
  });

  it('takes a URL that the script sets after the monitor is made', async () => {
    const script = `
import os
from monitoring import TaskMonitor
monitor = TaskMonitor("job")
os.environ["PUSHGATEWAY_URL"] = "http://127.0.0.1:${server.port}"
monitor.record_success("task", 1)
`;
    const run = await runScript(debianPython(), script);
    assert.equal(run.stderr, '');
    assert.equal(server.connections(), 1);
  });

  it('does no harm when there is no standard error, or it is something else', async () => {
    for (const prelude of [
      'import sys; sys.stderr.close()',
      'import sys; sys.__stderr__ = None',
      'import os; os.close(2)',
    ]) {
      const run = await runScript(debianPython(), `${prelude}\n${SCRIPT}`);
      assert.deepEqual([run.stdout, run.exitCode], ['[1]\n', 0]);
    }
    const captured = await runScript(
      debianPython(),
      `import io, sys\nsys.stderr = io.StringIO()\n${SCRIPT}print(repr(sys.stderr.getvalue()))`,
    );
    assert.deepEqual([captured.stdout, captured.warnings.length], ["[1]\n''\n", 1]);
  });

  it('takes arguments that are no good with a warning', async () => {
    const script = `
from monitoring import TaskMonitor
url = "http://127.0.0.1:${server.port}"
monitor = TaskMonitor("job", url, timeout="soon", grouping_key={"task_name": "x", "a-b": "y", 3: "z", "ok": 1})
monitor = TaskMonitor("job", url, timeout=float("nan"), grouping_key=["env"])
monitor.record_success("task", "long", object())
monitor.record_failure(None, ValueError("x"))
monitor.counter("no name", "Bad.").inc()
good = monitor.counter("good_total", "Good.", ["a"])
good.inc()
good.labels("1", "2").inc()
good.labels("1").inc(-1)
good.labels("1").set(3)
with monitor.task("task") as task:
    task.records = "many"
@monitor.task("task", records=len)
def number():
    return 5
print(number())
`;
    const run = await runScript(debianPython(), script);
    assert.deepEqual([run.stdout, run.exitCode], ['5\n', 0], run.stderr);
    assert.equal(run.stderr, run.warnings.map((line) => `${line}\n`).join(''), 'nothing else on standard error');
    assert.ok(run.warnings.length >= 10, run.stderr);
  });
});

describe('importing the runtime', () => {
  for (const python of allPythons()) {
    it(`imports neither prometheus_client nor much else, and starts nothing: ${python.name}`, async () => {
      const script = `
import sys, threading
before = set(sys.modules)
import monitoring
print(*sorted(name for name in set(sys.modules) - before if not name.startswith("_") and "." not in name))
print(threading.active_count())
`;
      const run = await runScript(python, script, { flags: ['-W', 'error'] });
      assert.equal(run.stderr, '');
      const [modules = '', threads] = run.stdout.trim().split('\n');
      assert.equal(threads, '1');
      const known =
        /^(monitoring|atexit|contextlib|queue|heapq|collections|functools|keyword|operator|reprlib|types|itertools|abc)$/;
      assert.deepEqual(
        modules.split(' ').filter((name) => !known.test(name)),
        [],
      );
    });
  }
});
