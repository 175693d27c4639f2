import assert from 'node:assert/strict';
import { listFunctions } from '../../../../src/syntax/python/functions';
import { isDocstring } from '../../../../src/syntax/python/docstring';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

async function keys(source: string): Promise<readonly string[]> {
  return parsers.use('python', source, (tree) => listFunctions(tree).map(({ key }) => key));
}

describe('listFunctions', () => {
  it('names functions by classes and functions around them', async () => {
    const source = `def a():
    class B:
        async def c(self):
            x = lambda: 1
            def d(): ...
    def e(): ...
class F:
    class G:
        @property
        def h(self): ...
    def i[T](self, y=[j for j in 1]) -> T: ...
if x:
    def k(): ...
`;
    assert.deepEqual(await keys(source), ['a', 'a.B.c', 'a.B.c.d', 'a.e', 'F.G.h', 'F.i', 'k']);
  });

  it('numbers those that share a name', async () => {
    const source = 'def a(): ...\ndef b(): ...\ndef a(): ...\nclass A:\n    def a(self): ...\n';
    assert.deepEqual(await keys(source), ['a#1', 'b', 'a#2', 'A.a']);
  });

  it('knows which are inside functions, methods of a class are not', async () => {
    const source =
      'def a():\n    def b(): ...\n    class C:\n        def d(self): ...\nclass E:\n    def f(self): ...\n';
    const nested = await parsers.use('python', source, (tree) =>
      listFunctions(tree)
        .filter((each) => each.nested)
        .map(({ name }) => name),
    );
    assert.deepEqual(nested, ['a.b', 'a.C.d']);
  });

  it('takes the decorators to the definition', async () => {
    const source = '@a\n# b\n@c(1)\nasync def d(): ...\n';
    await parsers.use('python', source, (tree) => {
      const [found] = listFunctions(tree);
      assert.equal(found?.definition.startIndex, 0);
      assert.equal(found?.node.startIndex, source.indexOf('async'));
    });
  });
});

describe('isDocstring', () => {
  for (const [statement, expected] of [
    ['"a"', true],
    ["'''a\nb'''", true],
    ['r"a"', true],
    ['U"a"', true],
    ['"a" "b"', true],
    ['("a"\n"b")', true],
    ['(("a"))', true],
    ['f"a"', false],
    ['"a" f"b"', false],
    ['Rb"a"', false],
    ['"a",', false],
    ['"a" % b', false],
    ['"a".b', false],
    ['"a" + "b"', false],
    ['a = "a"', false],
    ['a', false],
    ['pass', false],
  ] as const) {
    it(`${JSON.stringify(statement)}: ${expected}`, async () => {
      const found = await parsers.use('python', `${statement}\n`, (tree) =>
        isDocstring(tree.root.firstNamedChild ?? undefined),
      );
      assert.equal(found, expected);
    });
  }
});
