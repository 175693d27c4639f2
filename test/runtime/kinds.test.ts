import assert from 'node:assert/strict';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { pushedGroups } from './pushedGroups';
import { allPythons } from './pythons';
import { runScript } from './runScript';
import { variants } from './variants';

/** A script with functions of one kind, and what the gateway then holds for its tasks: successes, records, failures. */
interface Kind {
  readonly name: string;
  readonly source: string;
  readonly expected: Readonly<Record<string, string>>;
}

const kinds: readonly Kind[] = [
  {
    name: 'functions and methods',
    source: `
import functools, inspect

@monitor.task("function", records=len)  #+
def function(a, *, b=2):
    "Its docstring."
    return [a, b]

class Thing:
    @monitor.task("method")  #+
    def method(self):
        return type(self).__name__

    @staticmethod
    @monitor.task("static")  #+
    def static(a):
        return a

    @monitor.task("class")  #+
    @classmethod
    def of_class(cls):
        return cls.__name__

    @monitor.task("static outside")  #+
    @staticmethod
    def static_outside(a):
        return a

print(function(1), function(1, b=3), function.__doc__, function.__name__, inspect.signature(function))
print(Thing().method(), Thing.static(3), Thing.of_class(), Thing.static_outside(4))

half = functools.partial(divmod, 10)
half = monitor.task("builtin")(half)  #+
print(half(4))

@monitor.task  #+
def bare():
    return "bare"

print(bare())

@monitor.task("a class is left alone")  #+
class Left:
    pass

print(isinstance(Left(), Left), inspect.isclass(Left))

def outer(depth):
    with monitor.task("recursive"):  #+
    if True:  #-
        return depth and 1 + outer(depth - 1)

print(outer(3))
`,
    expected: {
      function: '2 ok, 2 records',
      method: '1 ok',
      static: '1 ok',
      class: '1 ok',
      'static outside': '1 ok',
      builtin: '1 ok',
      bare: '1 ok',
      recursive: '4 ok',
    },
  },
  {
    name: 'how a block may end',
    source: `
import sys
def attempt(name, action):
    try:
        with monitor.task(name) as task:  #+
            task.records = 7  #+
        if True:  #-
            return action()
    except BaseException as error:
        print(name, type(error).__name__, error.args, type(error.__context__).__name__)

def fail(error):
    raise error

print(attempt("return", lambda: "returned"))
attempt("error", lambda: fail(ValueError("v")))
attempt("exit", lambda: sys.exit())
attempt("exit 0", lambda: sys.exit(0))
attempt("exit 3", lambda: sys.exit(3))
attempt("exit text", lambda: sys.exit("sorry"))
attempt("interrupt", lambda: fail(KeyboardInterrupt()))
for item in (1, 2):
    with monitor.task("break"):  #+
    if True:  #-
        break
monitor.record_failure("code", error_code="E/1 é")  #+
`,
    expected: {
      return: '1 ok, 7 records',
      error: 'ValueError 1, 7 records',
      exit: '1 ok, 7 records',
      'exit 0': '1 ok, 7 records',
      'exit 3': 'SystemExit 1, 7 records',
      'exit text': 'SystemExit 1, 7 records',
      interrupt: 'KeyboardInterrupt 1, 7 records',
      break: '1 ok',
      code: 'E/1 é 1',
    },
  },
  {
    name: 'generators',
    source: `
import gc, inspect, types

@monitor.task("whole", records=lambda total: total)  #+
def count(to):
    total = 0
    for number in range(to):
        got = yield number
        total += 1 if got is None else got
    return total

def drain(generator):
    items = []
    while True:
        try:
            items.append(next(generator))
        except StopIteration as stop:
            return items, stop.value

print(inspect.isgeneratorfunction(count), drain(count(3)))

@monitor.task("sent")  #+
def echo():
    got = None
    while got != "end":
        try:
            got = yield got
        except KeyError as error:
            got = "caught " + error.args[0]

generator = echo()
print(next(generator), generator.send("a"), generator.throw(KeyError("k")))
try:
    generator.send("end")
except StopIteration:
    print("ended")

@monitor.task("raises")  #+
def raises():
    yield 1
    raise OSError("later")

try:
    print(list(raises()))
except OSError as error:
    print(error)

@monitor.task("abandoned")  #+
def endless():
    try:
        while True:
            yield "again"
    finally:
        print("closed")

for item in endless():
    print(item)
    break
gc.collect()

def inside():
    with monitor.task("with in a generator"):  #+
    if True:  #-
        yield 5
print(list(inside()))

@monitor.task("awaitable")  #+
@types.coroutine
def awaitable():
    yield "to the loop"
    return "done"

async def main():
    return await awaitable()

coroutine = main()
print(coroutine.send(None))
try:
    coroutine.send(None)
except StopIteration as stop:
    print(stop.value)
`,
    expected: {
      whole: '1 ok, 3 records',
      sent: '1 ok',
      raises: 'OSError 1',
      abandoned: 'completed',
      'with in a generator': '1 ok',
      awaitable: '1 ok',
    },
  },
  {
    name: 'coroutines',
    source: `
import asyncio, inspect

@monitor.task("coroutine", records=len)  #+
async def coroutine(number):
    await asyncio.sleep(0)
    return [number] * number

@monitor.task("raises")  #+
async def raises():
    raise LookupError("gone")

@monitor.task("cancelled")  #+
async def waits():
    await asyncio.sleep(60)

async def block():
    async with monitor.task("block") as task:  #+
        task.records = 0  #+
    if True:  #-
        print("in the block")

async def order(name):
    for step in range(2):
        print(name, step)
        with monitor.task("parallel " + name):  #+
        if True:  #-
            pass

async def main():
    print(inspect.iscoroutinefunction(coroutine), await asyncio.gather(coroutine(1), coroutine(2)))
    try:
        await raises()
    except LookupError as error:
        print(error)
    task = asyncio.ensure_future(waits())
    await asyncio.sleep(0.01)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled")
    await block()
    await asyncio.gather(order("a"), order("b"))

asyncio.run(main())
`,
    expected: {
      coroutine: '2 ok, 2 records',
      raises: 'LookupError 1',
      cancelled: 'CancelledError 1',
      block: '1 ok, 0 records',
      'parallel a': '2 ok',
      'parallel b': '2 ok',
    },
  },
  {
    name: 'asynchronous generators',
    source: `
import asyncio, inspect

@monitor.task("whole")  #+
async def count(to):
    for number in range(to):
        await asyncio.sleep(0)
        yield number

@monitor.task("sent")  #+
async def echo():
    got = None
    while got != "end":
        try:
            got = yield got
        except KeyError as error:
            got = "caught " + error.args[0]

@monitor.task("raises")  #+
async def raises():
    yield 1
    raise OSError("later")

@monitor.task("abandoned")  #+
async def endless():
    try:
        while True:
            yield "again"
    finally:
        await asyncio.sleep(0)
        print("closed")

async def main():
    print(inspect.isasyncgenfunction(count), [number async for number in count(3)])
    generator = echo()
    print(await generator.asend(None), await generator.asend("a"), await generator.athrow(KeyError("k")))
    try:
        await generator.asend("end")
    except StopAsyncIteration:
        print("ended")
    try:
        async for item in raises():
            print(item)
    except OSError as error:
        print(error)
    generator = endless()
    async for item in generator:
        print(item)
        break
    await generator.aclose()
    async for item in endless():
        print(item)
        break
    await asyncio.sleep(0.05)  # the loop closes it; one that is still open when the loop ends is cancelled instead

asyncio.run(main())
`,
    expected: { whole: '1 ok', sent: '1 ok', raises: 'OSError 1', abandoned: 'completed' },
  },
  {
    name: 'threads',
    source: `
import threading
def work(name):
    for _ in range(5):
        with monitor.task(name) as task:  #+
            task.records = 5  #+
        if True:  #-
            pass

threads = [threading.Thread(target=work, args=("thread %d" % (n % 2),)) for n in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("joined")
`,
    expected: { 'thread 0': '10 ok, 5 records', 'thread 1': '10 ok, 5 records' },
  },
];

for (const python of allPythons()) {
  describe(`instrumented with ${python.name}`, () => {
    let gateway: RealPushgateway;
    before(async () => {
      gateway = await startRealPushgateway();
    });
    after(() => gateway.stop());

    for (const kind of kinds) {
      it(`${kind.name} do what they do without us, and are reported`, async () => {
        const header = `from monitoring import TaskMonitor  #+\nmonitor = TaskMonitor("${kind.name}")  #+\n`;
        const { plain, instrumented } = variants(header + kind.source);
        const without = await runScript(python, plain);
        const run = await runScript(python, instrumented, { environment: { PUSHGATEWAY_URL: gateway.url } });
        assert.equal(without.exitCode, 0, without.stderr);
        assert.deepEqual([run.exitCode, run.stdout], [without.exitCode, without.stdout], run.stderr);
        const isAboutTheClass = run.warnings.every((line) => line.includes('only functions can be decorated'));
        assert.ok(isAboutTheClass, run.stderr);
        assert.deepEqual(await outcomes(gateway, kind.name), kind.expected);
      });
    }
  });
}

/** By task: `2 ok, 3 records` after a success, `ValueError 1` after a failure, `completed` without a verdict. */
async function outcomes(gateway: RealPushgateway, job: string): Promise<Record<string, string>> {
  const groups = (await pushedGroups(gateway.url)).filter(({ labels }) => labels['job'] === job);
  return Object.fromEntries(
    groups.map(({ labels, samples }) => {
      const failures = Object.entries(samples).flatMap(([name, count]) => {
        const [, code] = /^task_failure_total\{error_code="(.*)"\}$/u.exec(name) ?? [];
        return code === undefined ? [] : [`${code} ${count}`];
      });
      const successes = samples['task_success_total'];
      const records = samples['task_processed_records'];
      const verdict = failures.length > 0 ? failures : successes === undefined ? ['completed'] : [`${successes} ok`];
      return [
        labels['task_name'] ?? '',
        [...verdict, ...(records === undefined ? [] : [`${records} records`])].join(', '),
      ];
    }),
  );
}
