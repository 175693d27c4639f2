/** Python that an indentation by line would break, or that a line-based tool would not give back. All of it compiles. */
export const pythonTraps: readonly { readonly name: string; readonly source: string }[] = [
  { name: 'multi-line strings', source: 'def f():\n    x = """a\n  b\n\n# no comment\n    c"""\n    return x\n' },
  { name: 'a docstring over several lines', source: 'def f():\n    """One.\n\n  Two.\n    """\n    return 1\n' },
  { name: 'adjoining strings as docstring', source: 'def f():\n    "one" \\\n    "two"\n    return 1\n' },
  { name: 'a docstring in parentheses', source: 'def f():\n    ("doc"\n     "string")\n    return 1\n' },
  { name: 'a string that is no docstring', source: 'def f(x):\n    f"{x}"\n    return 1\n' },
  { name: 'bytes that are no docstring', source: 'def f():\n    b"x"\n    return 1\n' },
  { name: 'a tuple that is no docstring', source: 'def f():\n    "x",\n    return 1\n' },
  { name: 'f-strings', source: 'def f(a, w):\n    return f"""{\n a!r:>{w}}\n  {{ }} {a\n}"""\n' },
  {
    name: 'a named character in an f-string',
    source: 'def f(a):\n    return f"\\N{DASH SYMBOL}{a}" if a else f"\\\\N{a}"\n'.replace('DASH SYMBOL', 'EM DASH'),
  },
  { name: 'a raw f-string', source: 'def f(a):\n    return rf"\\{a}\\"" + rf\'\\d{{2}}\'\n' },
  { name: 'a quote behind a backslash', source: "def f():\n    x = 'it\\'s # no comment'\n    return x\n" },
  { name: 'a string continued by backslash', source: "def f():\n    x = 'a\\\n  b'\n    return x\n" },
  {
    name: 'backslash continuations',
    source: 'def f(a):\n    if a and \\\n  a:\n        return a + \\\n1\n    return 0\n',
  },
  {
    name: 'brackets over several lines',
    source: 'def f():\n    x = [1,\n2,\n  # c\n# d\n\n   ]\n    return {\n"a": (1,\n\t2)}\n',
  },
  {
    name: 'comments in column 0',
    source: 'def f():\n# one\n    x = 1\n# two\n    if x:\n# three\n        return x\n# four\n',
  },
  {
    name: 'comments at any depth',
    source: 'def f():\n  # less\n    x = 1\n        # more\n    return x\n    # same\n   # less again\n# none\ng = 1\n',
  },
  {
    name: 'trailing comments of nested functions',
    source:
      'def f():\n    def g():\n        return 1\n        # of g\n    # of f\n        # of f, too\n    return g\n\n    # of f\n',
  },
  { name: 'a comment behind the header', source: 'def f():  # why\n\n    # first\n\n    return 1  # because\n' },
  { name: 'a comment between header and docstring', source: 'def f():\n    # note\n    """Doc."""\n    return 1\n' },
  { name: 'a type comment', source: 'def f(a):\n    # type: (int) -> int\n    # note\n    return a\n' },
  { name: 'tabs', source: 'class A:\n\tdef f(self):\n\t\tif self:\n\t\t\treturn (1,\n        2)\n\t\treturn 0\n' },
  { name: 'one blank', source: 'def f(a):\n if a:\n  return 1\n return 0\n' },
  { name: 'eight blanks', source: 'def f(a):\n        if a:\n          return 1\n        return 0\n' },
  { name: 'form feeds', source: 'import os\n\f\ndef f():\n    x = 1\n\f\n    y = 2\n\f    return x + y\n\f# c\n' },
  {
    name: 'CRLF',
    source: 'import os\r\n\r\ndef f():\r\n    """Doc.\r\n    """\r\n    x = """a\r\nb"""\r\n    return x\r\n',
  },
  { name: 'CRLF, one line each', source: 'def f(): return 1\r\n\r\ndef g(): return 2  # two\r\n' },
  { name: 'mixed line ends', source: 'import os\r\ndef f():\n    x = 1\r\n    return x\n' },
  { name: 'a byte order mark', source: '\uFEFFdef f():\n    return 1\n' },
  { name: 'a byte order mark and imports', source: '\uFEFFimport os\ndef f():\n    return os\n' },
  { name: 'no newline at the end', source: 'def f():\n    return 1' },
  { name: 'no newline behind a comment', source: 'def f():\n    return 1\n    # end' },
  { name: 'no newline behind one line', source: 'def f(): return 1' },
  { name: 'white space at the end', source: 'def f():   \n    return 1  \n   \n  ' },
  { name: 'white-space-only lines', source: 'def f():\n    x = 1\n  \n\t\n            \n    return x\n' },
  {
    name: 'one line',
    source: 'def f(): return 1\ndef g():return 2 # note\nasync def h(): x = 1; return x\ndef i(): a = 1;\n',
  },
  {
    name: 'one line, goes on',
    source: 'def f(): return [1,\n2,\n]  # end\ndef g(): return """a\n  b"""\ndef h(): \\\n  return 1\n',
  },
  {
    name: 'one line in a class',
    source: 'class A:\n  def f(self): return 1\n  def g(self): return 2\nclass B:\n\tdef h(self): return 3\n',
  },
  { name: 'one line in a function', source: 'def f():\n    def g(a): return a\n    return g(1)\n' },
  { name: 'headers over several lines', source: 'def f(\n    a,\n    b=(1,\n2),\n) -> "int":\n    return a\n' },
  { name: 'a default with a lambda', source: 'def f(a=lambda: {1: 2}, *, b: "x" = {1: 2}[1]) -> "y":\n    return a\n' },
  {
    name: 'several statements a line',
    source: 'import os; import sys; x = (1,\n2)\ndef f():\n    a = 1; b = 2\n    if a: b = 3; a = 4\n    return b\n',
  },
  {
    name: 'global and nonlocal',
    source: 'x = 1\ndef f():\n    global x\n    y = 1\n    def g():\n        nonlocal y\n        y = x\n    x = g\n',
  },
  {
    name: 'generators',
    source: 'def f():\n    x = yield 1\n    yield from f()\nasync def g():\n    yield 1\n    await g()\n',
  },
  { name: 'super and class cells', source: 'class A:\n    def f(self):\n        return super().f(), __class__\n' },
  { name: 'private names', source: 'class A:\n    def __f(self):\n        self.__x = self.__f\n' },
  {
    name: 'del and except',
    source:
      'def f():\n    try:\n        x = 1\n    except OSError as e:\n        raise\n    else:\n        del x\n    finally:\n        return 1\n',
  },
  {
    name: 'decorators',
    source: 'import functools\n@functools.wraps(\n    print\n)\n# note\n@staticmethod\ndef f():\n    return 1\n',
  },
  {
    name: 'properties',
    source:
      'class A:\n    @property\n    def x(self):\n        return 1\n    @x.setter\n    def x(self, v):\n        pass\n',
  },
  {
    name: 'two of a name',
    source: 'if print:\n    def f():\n        return 1\nelse:\n    def f():\n        return 2\n',
  },
  {
    name: 'match-like names',
    source: 'def f(match, case, type):\n    match = case[type]\n    print(match)\n    return match\n',
  },
  {
    name: 'functions in functions',
    source:
      'def f():\n    """Doc."""\n    class A:\n        def g(self):\n            def h():\n                return """x\n"""\n            return h\n    return A\n',
  },
  {
    name: 'names that are taken',
    source: 'from a import monitor\ndef f(task):\n    return task, monitor\ndef g():\n    monitored_task = task = 1\n',
  },
  { name: 'a taken global', source: 'task = 1\ndef f():\n    def g():\n        return task\n    return g\n' },
  {
    name: 'local variables seen whole',
    source: 'def f():\n    return locals()\ndef g(x):\n    exec(x)\n    return vars()\n',
  },
  {
    name: 'shebang, encoding, docstring',
    source: '#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n"""Doc."""\n\n# Part one\ndef f():\n    return 1\n',
  },
  { name: 'a licence on top', source: '# Licence\n# text\ndef f():\n    return 1\n' },
  { name: 'an encoding on line 2', source: '\n# -*- coding: utf-8 -*-\ndef f():\n    return 1\n' },
  { name: 'from __future__ alone', source: '"""Doc."""\nfrom __future__ import annotations\ndef f():\n    return 1\n' },
  {
    name: 'imports of all kinds',
    source:
      'import a\ntry:\n    import b\nexcept ImportError:\n    b = None\n    # none\nif a:\n    from c import (d,\n        e)\na.b = 1\nfrom f import \\\n    g\nx = 1\ndef f():\n    return 1\n',
  },
  { name: 'a module docstring with a statement behind it', source: '"""Doc."""; x = 1\ndef f():\n    return 1\n' },
  {
    name: 'an import behind definitions',
    source: 'import a\ndef f():\n    return 1\nimport b\nclass C:\n    def g(self):\n        return b\n',
  },
  {
    name: 'characters beyond the basic plane',
    source: 'def f():\n    x = "😀"\n    größe = """😀\n""" + x  # 😀\n    return größe\n',
  },
  { name: 'a user of the marker', source: 'x = 1  # taskmonitor\ndef f():\n    y = 2  # taskmonitor\n    return y\n' },
  {
    name: 'while, for, with and else',
    source:
      'def f(a):\n    for x in a:\n        if x: continue\n        break\n    else:\n        return 1\n    with a as b, b: pass\n    while a: a = None\n',
  },
];
