import assert from 'node:assert/strict';
import { boundIn, occurrencesOf } from '../../../../src/syntax/python/names';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

/** For each place of the name `x`: its kind, or for a name the type of the scope that binds it there, or `read`. */
async function places(source: string): Promise<readonly string[]> {
  return parsers.use('python', source, (tree) =>
    occurrencesOf(tree, 'x').map(({ kind, node }) => (kind === 'name' ? (boundIn(node)?.type ?? 'read') : kind)),
  );
}

describe('the places of a name', () => {
  for (const [source, expected] of [
    ['x = 1', ['module']],
    ['\uFEFFx = 1', ['module']],
    ['x += 1', ['module']],
    ['x: int = 1', ['module']],
    ['y: x = x', ['read', 'read']],
    ['x, (y, *z) = 1', ['module']],
    ['y, [z, *x] = 1', ['module']],
    ['x.y = x[1] = 2', ['read', 'read']],
    ['y = (x := 1)', ['module']],
    ['for x in x: pass', ['module', 'read']],
    ['for y, (x, z) in a: pass', ['module']],
    ['with a as x: pass', ['module']],
    ['with a as (y, x): pass', ['module']],
    ['with x as y: pass', ['read']],
    ['try: pass\nexcept E as x: pass', ['module']],
    ['try: pass\nexcept x as e: pass', ['read']],
    ['del y, x', ['module']],
    ['import x', ['module']],
    ['import x.y', ['module']],
    ['import y.x', ['attribute']],
    ['import y as x', ['module']],
    ['import x as y', ['read']],
    ['from x import y', ['read']],
    ['from y import x', ['module']],
    ['from y import (z, x)', ['module']],
    ['from y import x as z', ['read']],
    ['from y import z as x', ['module']],
    ['class x: pass', ['module']],
    ['class A(x): x = 1', ['read', 'class_definition']],
    ['def x(): pass', ['module']],
    ['def f(x): pass', ['function_definition']],
    ['def f(x=x): pass', ['function_definition', 'read']],
    ['def f(y: x): pass', ['read']],
    ['def f(x: int): pass', ['function_definition']],
    ['def f(x: int = 1): pass', ['function_definition']],
    ['def f(*x): pass', ['function_definition']],
    ['def f(y: Optional[x] = None) -> list[x]: pass', ['read', 'read']],
    ['y: Optional[x] = None', ['read']],
    ['def f[x](y): pass', ['module']],
    ['class A[x]: pass', ['module']],
    ['type x = int', ['module']],
    ['type y = x', ['read']],
    ['type y = Optional[x]', ['read']],
    ['def f(*x: int): pass', ['function_definition']],
    ['def f(**x): pass', ['function_definition']],
    ['def f(y) -> x: pass', ['read']],
    ['def f():\n    x = 1', ['function_definition']],
    ['def f():\n    global x', ['function_definition']],
    ['def f():\n    nonlocal x', ['function_definition']],
    ['@x\ndef f(): pass', ['read']],
    ['y = lambda x: x', ['lambda', 'read']],
    ['y = [x for x in z]', ['read', 'module']],
    ['match y:\n    case x: pass', ['module']],
    ['match y:\n    case [x, *z]: pass', ['module']],
    ['match y:\n    case [z, *x]: pass', ['module']],
    ['match y:\n    case {"a": x, **z}: pass', ['module']],
    ['match y:\n    case A(x=x): pass', ['keyword', 'module']],
    ['match y:\n    case x.y: pass', ['read']],
    ['match y:\n    case 1 as x: pass', ['module']],
    ['f(x=x)', ['keyword', 'read']],
    ['y.x', ['attribute']],
    ['x.y', ['read']],
    ['"x", "xx", "x y", "", f"{x}"', ['string', 'read']],
    ['xx, x1, x_, _x, äx, xä, xx.y # x', []],
  ] as const) {
    it(JSON.stringify(source), async () => assert.deepEqual(await places(`${source}\n`), expected));
  }

  it('are told within a span', async () => {
    const found = await parsers.use('python', 'x\nx\nx\n', (tree) => occurrencesOf(tree, 'x', { start: 2, end: 3 }));
    assert.equal(found.length, 1);
  });
});
