import type { Kind } from './kind';

/** Functions that are suspended: generators and coroutines. */
export const suspendingKinds: readonly Kind[] = [
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
];
