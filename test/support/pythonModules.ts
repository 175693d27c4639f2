import * as fc from 'fast-check';

/** Statements of one block, each with what stands above it; every choice of layout is part of it. */
type Render = (context: Context) => readonly string[];

interface Context {
  /** The indentation of this block. */
  readonly indent: string;
  readonly unit: string;
  readonly kind: 'module' | 'plain' | 'generator' | 'coroutine' | 'asynchronousGenerator';
  readonly inLoop: boolean;
  /** A name for each definition: keys tell those of one name apart, tests of the order do not want to. */
  readonly names: { count: number };
}

const anywhere = [
  'pass',
  'x = 1',
  'x = 1; y = 2  # two',
  'x = """a\n  b\n\n# no comment\n    c"""',
  'x = f"""{1\n}\n  {{ }}"""',
  "x = 'a\\\n  b'",
  'x = [1,\n2,\n  # c\n# d\n\n   ]',
  'y = 1 + \\\n  2',
  'task = started = error_code = 1',
  'error = time = 1',
  'print(lambda: (yield_ for yield_ in ()))',
  'import os, sys as time_of',
  'x = (lambda a, *b: {a: b})(1)  # taskmonitor',
  'type = list = 1',
  'x: int = 1',
  '...',
  '"text"',
  'größe = "😀"',
] as const;

const inFunction: Readonly<Record<Context['kind'], readonly string[]>> = {
  module: [],
  plain: ['return', 'return 1', 'return """a\nb"""', 'raise KeyError(1)', 'return [1,\n2]'],
  generator: ['return', 'yield', 'yield 1', 'x = yield', 'yield from ()', 'raise KeyError(1)'],
  coroutine: ['return', 'return 1', 'await f()', 'raise'],
  asynchronousGenerator: ['return', 'yield 1', 'await f()'],
};

const trivia = fc.constantFrom('', '', '', '', 'blank', 'blanks', 'comment', 'column 0', 'less', 'more', 'white');

const simple: fc.Arbitrary<Render> = fc
  .tuple(fc.nat(), fc.constantFrom('', '', '', '  # why', '   '))
  .map(([choice, end]): Render => ({ indent, kind, inLoop }) => {
    const options = [...anywhere, ...inFunction[kind], ...inFunction[kind], ...(inLoop ? ['break', 'continue'] : [])];
    return [`${indent}${options[choice % options.length] ?? 'pass'}${end}`];
  });

function blockOf(depth: number): fc.Arbitrary<Render> {
  return fc.array(fc.tuple(trivia, statement(depth)), { minLength: 1, maxLength: 4 }).map(
    (statements): Render =>
      (context) =>
        statements.flatMap(([above, render]) => [...triviaLines(above, context), ...render(context)]),
  );
}

function triviaLines(kind: string, { indent, unit }: Context): readonly string[] {
  switch (kind) {
    case 'blank':
      return [''];
    case 'blanks':
      return ['', ''];
    case 'comment':
      return [`${indent}# as deep`];
    case 'column 0':
      return ['# in column 0'];
    case 'less':
      return [`${indent.slice(unit.length)}# less deep`];
    case 'more':
      return [`${indent}${unit}# deeper`];
    case 'white':
      return [`${indent}  `];
    default:
      return [];
  }
}

function statement(depth: number): fc.Arbitrary<Render> {
  if (depth === 0) {
    return fc.oneof({ arbitrary: simple, weight: 3 }, { arbitrary: oneLine, weight: 1 });
  }
  return fc.oneof(
    { arbitrary: simple, weight: 4 },
    { arbitrary: oneLine, weight: 1 },
    { arbitrary: definition(depth), weight: 4 },
    { arbitrary: compound(depth), weight: 3 },
  );
}

const decorators = fc.subarray(['@staticmethod', '@cached(\n    1\n)', '# above', '@a.b'], { maxLength: 2 });

const oneLine: fc.Arbitrary<Render> = fc
  .constantFrom(
    '(): return 1',
    '(a): return [a,\n2]  # end',
    '():return """a\n  b"""',
    '(): x = 1; return x',
    '(a) : yield a # b',
  )
  .map((rest): Render => ({ indent, names }) => [`${indent}def f${names.count++}${rest}`]);

function definition(depth: number): fc.Arbitrary<Render> {
  return fc
    .record({
      decorators,
      kind: fc.constantFrom('plain', 'plain', 'generator', 'coroutine', 'asynchronousGenerator', 'class'),
      header: fc.constantFrom(
        '(a):',
        '(a, b=lambda: {1: 2}):  # why',
        '(\n    a,\n        b=(1,\n2),\n) -> "int":',
        '(started, *, time=1):',
      ),
      docstring: fc.constantFrom(
        '',
        '',
        '"""Doc."""',
        '"""Doc.\n\n  More.\n"""',
        '# type: (int) -> int',
        '"a" \\\n"b"',
      ),
      body: blockOf(depth - 1),
      after: fc.constantFrom('', '', 'comment', 'more', 'blank'),
    })
    .map(({ decorators: above, kind, header, docstring, body, after }): Render => (context) => {
      const { indent, unit, names } = context;
      const inner = { ...context, indent: indent + unit, inLoop: false };
      const name = names.count++;
      if (kind === 'class') {
        return [`${indent}class C${name}:`, ...body({ ...inner, kind: 'module' })];
      }
      const keyword = kind === 'coroutine' || kind === 'asynchronousGenerator' ? 'async def' : 'def';
      return [
        ...above.map((each) => indent + each),
        `${indent}${keyword} f${name}${header}`,
        ...(docstring === '' ? [] : [indent + unit + docstring]),
        ...body({ ...inner, kind }),
        // A body must not consist of what is no body.
        `${indent}${unit}x = 1`,
        ...triviaLines(after, inner),
      ];
    });
}

function compound(depth: number): fc.Arbitrary<Render> {
  const block = blockOf(depth - 1);
  return fc
    .record({
      kind: fc.constantFrom('if', 'for', 'while', 'with', 'try', 'finally'),
      first: block,
      second: block,
    })
    .map(({ kind, first, second }): Render => (context) => {
      const { indent, unit } = context;
      const inner = { ...context, indent: indent + unit };
      const loop = { ...inner, inLoop: true };
      switch (kind) {
        case 'for':
          return [`${indent}for x in ():`, ...first(loop), `${indent}else:`, ...second(inner)];
        case 'while':
          return [`${indent}while f():  # on`, ...first(loop)];
        case 'with':
          return [`${indent}with a as b, \\`, `  b:`, ...first(inner)];
        case 'try':
          return [`${indent}try:`, ...first(inner), `${indent}except OSError as error:`, ...second(inner)];
        case 'finally':
          // `continue` in a `finally` is for Python 3.8 and later only.
          return [`${indent}try:`, ...first(inner), `${indent}finally:`, ...second({ ...inner, inLoop: false })];
        default:
          return [`${indent}if f():`, ...first(inner), `${indent}else:`, ...second(inner)];
      }
    });
}

/** Modules that Python compiles, in every layout: what a tool that works on lines may harm. */
export const pythonModule: fc.Arbitrary<string> = fc
  .record({
    body: blockOf(2),
    unit: fc.constantFrom('    ', '  ', ' ', '\t', '        '),
    eol: fc.constantFrom('\n', '\n', '\r\n'),
    start: fc.constantFrom('', '', '\uFEFF', '#!/usr/bin/env python3\n', '# -*- coding: utf-8 -*-\n"""Doc."""\n'),
    imports: fc.constantFrom(
      '',
      'import os\n',
      'import time\n',
      'from time import time\nimport re\n',
      'from __future__ import annotations\n',
    ),
    end: fc.constantFrom('', '\n', '\n\n', '\n  \n'),
  })
  .map(({ body, unit, eol, start, imports, end }) => {
    const lines = body({ indent: '', unit, kind: 'module', inLoop: false, names: { count: 0 } });
    return (start + imports + lines.join('\n') + end).replaceAll('\n', eol);
  });
