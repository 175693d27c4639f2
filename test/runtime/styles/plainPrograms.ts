import type { StyleProgram } from './styleProgram';

/** Programs of functions that run to their end. */
export const plainPrograms: readonly StyleProgram[] = [
  {
    name: 'ways out of a body',
    source: `
def early(rows):
    for row in rows:
        if row == "skip":
            continue
        if row == "stop":
            break
        if row == "give":
            return "given"
        while True:
            break
        else:
            return "never"
    else:
        return "through"
    return "stopped"

print(early(["skip", "give"]), early(["stop"]), early([1, "skip"]))

def swallowing():
    try:
        try:
            raise ValueError("inner")
        finally:
            print("finally")
    except ValueError as error:
        print("caught", error)
        return 1
    else:
        return 2
    finally:
        print("last")

print(swallowing())

def finally_wins():
    try:
        raise KeyError("lost")
    finally:
        return "won"

print(finally_wins())

def nothing():
    "Only this."
    pass

print(nothing(), nothing.__doc__)

def variables(a, *rest, b=2, **more):
    error_code, started, error, time, task = 1, 2, 3, 4, 5
    del started
    return a, rest, b, more, error_code, error, time, task

print(variables(0, 1, b=3, c=4))

def one_line(x): return x * 2  # twice

print(one_line(4))

def text():
    return """a
  b # taskmonitor
""", f"""{1
}"""

print(text())
`,
    expected: {
      early: '3 ok',
      swallowing: '1 ok',
      finally_wins: '1 ok',
      nothing: '1 ok',
      variables: '1 ok',
      one_line: '1 ok',
      text: '1 ok',
    },
  },
  {
    name: 'exceptions',
    source: `
import gc, sys, traceback, weakref

def show(call):
    try:
        return call()
    except BaseException as error:
        names = [frame.name for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith("job.py")]
        print(type(error).__name__, error.args, repr(error.__cause__), repr(error.__context__), names)
        print(error.__suppress_context__, getattr(error, "code", "no code"))

def caused():
    try:
        {}["key"]
    except KeyError as error:
        raise RuntimeError("because") from error

def in_context():
    try:
        {}["key"]
    except KeyError:
        raise LookupError("while handling")

def bare():
    try:
        int("x")
    except ValueError:
        raise

def suppressed():
    try:
        int("x")
    except ValueError:
        raise OSError("only this") from None

for call in (caused, in_context, bare, suppressed):
    show(call)

def raises_again():
    raise

def outer_error():
    try:
        int("y")
    except ValueError:
        raises_again()

show(outer_error)

def handled(): return sys.exc_info()[0]

def handling():
    try:
        int("z")
    except ValueError:
        return handled()

print(handling(), sys.exc_info())

class Weak(Exception):
    def __init__(self):
        references.append(weakref.ref(self))

references = []

def lets_go():
    raise Weak()

gc.disable()
show(lets_go)
print(references[0]() is None)
`,
    expected: {
      show: '6 ok',
      'Weak.__init__': '1 ok',
      caused: 'RuntimeError 1',
      in_context: 'LookupError 1',
      bare: 'ValueError 1',
      suppressed: 'OSError 1',
      raises_again: 'ValueError 1',
      outer_error: 'ValueError 1',
      handled: '1 ok',
      handling: '1 ok',
      lets_go: 'Weak 1',
    },
  },
  {
    name: 'leaving the program',
    source: `
import sys

class Quit(SystemExit):
    pass

def leave(*code): sys.exit(*code)
def nothing(): leave()
def zero(): leave(0)
def false(): leave(False)
def three(): leave(3)
def words(): leave("sorry")
def listed(): leave([])
def quits(): raise Quit(4)
def interrupted(): raise KeyboardInterrupt("by hand")

for call in (nothing, zero, false, three, words, listed, quits, interrupted):
    try:
        call()
    except BaseException as error:
        print(call.__name__, type(error).__name__, error.args)

def main():
    leave(5)

if __name__ == "__main__":
    main()
`,
    expected: {
      leave: 'SystemExit 4',
      nothing: '1 ok',
      zero: '1 ok',
      false: '1 ok',
      three: 'SystemExit 1',
      words: 'SystemExit 1',
      listed: 'SystemExit 1',
      quits: 'Quit 1',
      interrupted: 'KeyboardInterrupt 1',
      main: 'SystemExit 1',
    },
  },
  {
    name: 'an interrupt',
    source: `
import os, signal, time

def main():
    print("before", flush=True)
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(10)

main()
`,
    expected: { main: 'KeyboardInterrupt 1' },
  },
  {
    name: 'methods of all kinds',
    source: `
import abc, contextlib, dataclasses, enum, functools, inspect, pickle, weakref

def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print("call of", function.__name__)
        return function(*args, **kwargs)
    return wrapper

class Meta(type):
    def __call__(cls, *args):
        return super().__call__(*args)

class Base(metaclass=Meta):
    children = []

    def __init_subclass__(cls, **options):
        super().__init_subclass__()
        Base.children.append((cls.__name__, options))

    def __new__(cls, *args):
        return super().__new__(cls)

    def __init__(self, value):
        self.value = value

    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"

    def __getattr__(self, name):
        if name.startswith("auto_"):
            return name
        raise AttributeError(name)

    def __eq__(self, other):
        return self.value == other.value

    def __hash__(self):
        return hash(self.value)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        return kind is ValueError

    def __iter__(self):
        yield from range(self.value)

    def __del__(self):
        print("gone", self.value)

    def __private(self):
        return "private"

    def public(self):
        return self.__private()

    @property
    def double(self):
        return self.value * 2

    @double.setter
    def double(self, value):
        self.value = value // 2

    @staticmethod
    def static(a, b=1):
        return a + b

    @classmethod
    def create(cls):
        return cls(7)

    @functools.lru_cache(maxsize=None)
    def cached(self):
        return object()

    @functools.cached_property
    def lazily(self):
        return "once"

    @logged
    def said(self, *, loud=False):
        """Says it."""
        return "said" + "!" * loud

    @abc.abstractmethod
    def could_be_abstract(self):
        return __class__.__name__

class Child(Base, flag=True):
    def __init__(self, value):
        super().__init__(value)

    def public(self):
        return super().public() + " of child"

print(Base.children, Base[int], Child[1])
child = Child(3)
print(child.public(), child.auto_x, child.double, list(child), child == Child(3), len({child, Base(3)}))
child.double = 10
print(child.value, child.static(2), Child.static(2, b=3), Child.create().value, child.cached() is child.cached())
with child:
    raise ValueError("swallowed")
print(child.lazily, child.said(loud=True), child.could_be_abstract(), hasattr(child, "other"))
print(Base.said.__doc__, Base.said.__qualname__, inspect.signature(Base.said), Base.could_be_abstract.__isabstractmethod__)
print(inspect.signature(Base.__init__), inspect.signature(Child), inspect.isfunction(Base.public))
reference = weakref.ref(child)

@dataclasses.dataclass
class Point:
    x: int = 1

    def __post_init__(self):
        self.y = self.x + 1

print(Point(2), Point(2).y, pickle.loads(pickle.dumps(Point(5))))

class Color(enum.Enum):
    def _generate_next_value_(name, start, count, last):
        return name.lower()

    RED = enum.auto()

    def shout(self):
        return self.value.upper()

print(list(Color), Color.RED.shout())

class Descriptor:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        return self.name if instance is None else (self.name, type(instance).__name__)

class Holder:
    field = Descriptor()

    def helper(x):
        return x + 1

    made = helper(1)

print(Holder.field, Holder().field, Holder.made)

@contextlib.contextmanager
def managed(name):
    print("enter", name)
    try:
        yield name.upper()
    except KeyError:
        print("key error inside")
    finally:
        print("exit", name)

with managed("a") as value:
    print(value)
with managed("b"):
    raise KeyError

@functools.singledispatch
def kind(value):
    return "something"

@kind.register
def kind_of_int(value: int):
    return "an int"

print(kind("x"), kind(1), pickle.loads(pickle.dumps(kind_of_int))(3))
print(reference() is child)
Base.cached.cache_clear()
del child
print(reference())
`,
    expected: undefined,
  },
  {
    name: 'closures and recursion',
    source: `
import sys

def counter():
    count = 0
    def up(by=1):
        nonlocal count
        count += by
        return count
    def down():
        nonlocal count
        count -= 1
        return count
    return up, down

up, down = counter()
print(up(), up(3), down())

total = 0

def adds(number):
    global total
    total += number
    return total

print(adds(2), adds(3), total)

def depth(number):
    return 0 if number == 0 else 1 + depth(number - 1)

print(depth(50))

def late():
    return [lambda: index for index in range(3)]

print([call() for call in late()], [(lambda x: x + 1)(2)])

def shows(argument):
    local = 1
    return sorted(locals()), sorted(vars()), dir()

print(shows(2))

def evaluates(argument):
    inner = 2
    return eval("argument + inner"), eval("x", {"x": 3}), eval("sorted(locals())")

print(evaluates(1))

def frame():
    return sys._getframe(0).f_code.co_name

def caller(): return sys._getframe(1).f_code.co_name

def calls():
    return caller()

print(frame(), calls())
`,
    expected: undefined,
    refused: { decorator: ['caller'], try: ['shows', 'evaluates'] },
  },
];
