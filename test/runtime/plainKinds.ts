import type { Kind } from './kind';

/** Functions that run to their end. */
export const plainKinds: readonly Kind[] = [
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
