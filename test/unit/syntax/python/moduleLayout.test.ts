import assert from 'node:assert/strict';
import { leadingRegion } from '../../../../src/syntax/python/moduleLayout';
import { scriptImports } from '../../../../src/syntax/python/scriptImports';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

async function texts(source: string): Promise<readonly (string | undefined)[]> {
  return parsers.use('python', source, (tree) => {
    const { lastImport, firstStatement } = leadingRegion(tree, () => false);
    return [firstStatement?.text, lastImport?.text];
  });
}

describe('leadingRegion', () => {
  for (const [source, first, last] of [
    ['', undefined, undefined],
    ['"""a"""\n# b\n', undefined, undefined],
    ['"""a"""\n"b"\nimport c\n', '"b"', 'import c'],
    ['import a\nx = 1\nfrom b import c\ndef d(): ...\nimport e\n', 'import a', 'from b import c'],
    ['from __future__ import a\n', 'from __future__ import a', 'from __future__ import a'],
    ['if a:\n    import b\nc\n', 'if a:\n    import b', 'if a:\n    import b'],
    ['with a:\n    import b\n', 'with a:\n    import b', 'with a:\n    import b'],
    ['try:\n    class A: ...\nfinally:\n    import b\n', 'try:\n    class A: ...\nfinally:\n    import b', undefined],
    ['if __name__ == "__main__":\n    import a\nimport b\n', 'if __name__ == "__main__":\n    import a', undefined],
    ['while a:\n    import b\nimport c\n', 'while a:\n    import b', undefined],
    ['@a\nclass B: ...\nimport c\n', '@a\nclass B: ...', undefined],
  ] as const) {
    it(JSON.stringify(source), async () => assert.deepEqual(await texts(source), [first, last]));
  }

  it('looks through statements that are to be ignored', async () => {
    await parsers.use('python', 'import a\nb = 1\n', (tree) => {
      const region = leadingRegion(tree, (statement) => statement.text === 'import a');
      assert.deepEqual([region.firstStatement?.text, region.lastImport], ['b = 1', undefined]);
    });
  });
});

describe('scriptImports', () => {
  it('reads what imports say about packages', async () => {
    const source = `import os, p.a as q
from .. import x
from .b import (y,
    z)
from p.monitoring import TaskMonitor as T
def f():
    from r.s import t
if __name__ == "__main__":
    f()
`;
    assert.deepEqual(await parsers.use('python', source, scriptImports), {
      relativeLevel: 2,
      topLevelModules: ['os', 'p', 'r'],
      runtimeModule: 'p.monitoring',
      runsAsScript: true,
    });
  });

  it('reads a file without imports', async () => {
    assert.deepEqual(await parsers.use('python', 'x = "__name__"\n', scriptImports), {
      relativeLevel: 0,
      topLevelModules: [],
      runtimeModule: undefined,
      runsAsScript: false,
    });
  });
});
