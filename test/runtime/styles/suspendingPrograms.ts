import type { StyleProgram } from './styleProgram';

/** Programs of generators and coroutines. */
export const suspendingPrograms: readonly StyleProgram[] = [
  {
    name: 'generators',
    source: `
import gc, inspect, types

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

def delegating():
    result = yield from count(2)
    yield "result", result

print(list(delegating()))

def raises():
    yield 1
    raise OSError("later")

try:
    print(list(raises()))
except OSError as error:
    print(error)

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

def closed():
    yield 1
    return 2

generator = closed()
next(generator)
print(generator.close())

def never():
    yield 1

never()
print(sum(number for number in count(4)))

def one_line(): yield 1; yield 2

print(list(one_line()))

@types.coroutine
def awaitable():
    got = yield "to the loop"
    return got

async def main():
    return await awaitable()

coroutine = main()
print(coroutine.send(None))
try:
    coroutine.send("got")
except StopIteration as stop:
    print(stop.value)

coroutine = main()
coroutine.send(None)
coroutine.close()
`,
    expected: {
      count: '3 ok',
      drain: '1 ok',
      echo: '1 ok',
      delegating: '1 ok',
      raises: 'OSError 1',
      endless: 'completed',
      closed: 'completed',
      one_line: '1 ok',
      awaitable: '1 ok',
      main: '1 ok',
    },
  },
  {
    // Around such a body a decorator sees the end that `close()` wants, and not the one that the body makes of it.
    name: 'generators that handle their end',
    source: `
def returns():
    try:
        yield 1
    except GeneratorExit:
        print("asked to go")
        return

generator = returns()
next(generator)
print(generator.close(), list(generator))
`,
    expected: undefined,
  },
  {
    name: 'coroutines',
    source: `
import asyncio, inspect

async def number(n):
    await asyncio.sleep(0)
    return [n] * n

async def raises():
    raise LookupError("gone")

async def waits():
    try:
        await asyncio.sleep(60)
    finally:
        print("cleaned up")

async def survives():
    try:
        await asyncio.sleep(60)
    except asyncio.CancelledError:
        return "survived"

async def too_slow():
    await asyncio.wait_for(asyncio.sleep(60), 0.01)

async def steps(name):
    for step in range(3):
        print(name, step)
        await pause()

async def pause(): await asyncio.sleep(0)

class Resource:
    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, error, trace):
        return kind is ValueError

    def __await__(self):
        yield from asyncio.sleep(0).__await__()
        return "awaited"

async def main():
    print(inspect.iscoroutinefunction(number), await asyncio.gather(number(1), number(2)))
    for call in (raises, too_slow):
        try:
            await call()
        except (LookupError, asyncio.TimeoutError) as error:
            print(type(error).__name__)
    for call in (waits, survives):
        task = asyncio.ensure_future(call())
        await asyncio.sleep(0.01)
        task.cancel()
        try:
            print(await task)
        except asyncio.CancelledError:
            print("cancelled", task.cancelled())
    async with Resource():
        raise ValueError("swallowed")
    print(await Resource())
    await asyncio.gather(steps("a"), steps("b"))

asyncio.run(main())
`,
    expected: {
      number: '2 ok',
      raises: 'LookupError 1',
      waits: 'CancelledError 1',
      survives: '1 ok',
      too_slow: 'TimeoutError 1',
      steps: '2 ok',
      pause: '6 ok',
      'Resource.__aenter__': '1 ok',
      'Resource.__aexit__': '1 ok',
      'Resource.__await__': '1 ok',
      main: '1 ok',
    },
  },
  {
    name: 'asynchronous generators',
    source: `
import asyncio, contextlib, inspect

async def count(to):
    for number in range(to):
        await asyncio.sleep(0)
        yield number

async def echo():
    got = None
    while got != "end":
        try:
            got = yield got
        except KeyError as error:
            got = "caught " + error.args[0]

async def raises():
    yield 1
    raise OSError("later")

async def endless():
    try:
        while True:
            yield "again"
    finally:
        await asyncio.sleep(0)
        print("closed")

async def left():
    yield 1

@contextlib.asynccontextmanager
async def managed():
    try:
        yield "managed"
    finally:
        print("left")

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
    async for item in left():
        print(item)
        break
    async with managed() as value:
        print(value)
    await asyncio.sleep(0.05)

asyncio.run(main())
`,
    expected: {
      count: '1 ok',
      echo: '1 ok',
      raises: 'OSError 1',
      endless: 'completed',
      left: 'completed',
      managed: '1 ok',
      main: '1 ok',
    },
  },
];
