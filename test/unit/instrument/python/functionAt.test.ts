import assert from 'node:assert/strict';
import type { FunctionState } from '../../../../src/instrument/functionState';
import { functionAt, functionStates } from '../../../../src/instrument/python/functionAt';
import { testParsers } from '../../../support/parsers';
import { instrument } from './instrumenting';

const parsers = testParsers();

/** The function at `|`, which is taken out of the source first. */
async function at(marked: string): Promise<FunctionState | undefined> {
  const offset = marked.indexOf('|');
  const source = marked.replace('|', '');
  return parsers.use('python', source, (tree) => functionAt(tree, offset));
}

const source = `import a

@a.b(
    1
)
def outer(x, y=lambda: 1):
    """Doc."""

    def inner():
        return """
text
"""
    return inner

class A:
    z = 1
    async def m(self): return 1
`;

/** `source` with a caret in front of the first `text`, or so many units behind its start. */
function caret(text: string, behind = 0): string {
  const offset = source.indexOf(text) + behind;
  return `${source.slice(0, offset)}|${source.slice(offset)}`;
}

describe('functionAt', () => {
  for (const [place, expected] of [
    [caret('import'), undefined],
    [caret('@a.b'), 'outer'],
    [caret('@a.b', -1), undefined],
    [caret('    1'), 'outer'],
    [caret('def outer'), 'outer'],
    [caret('outer'), 'outer'],
    [caret('lambda'), 'outer'],
    [caret('):\n', 2), 'outer'],
    [caret('"""Doc'), 'outer'],
    [caret('    """Doc'), 'outer'],
    [caret('    def inner', -1), 'outer'],
    [caret('    def inner'), 'outer.inner'],
    [caret('inner():', 8), 'outer.inner'],
    [caret('text'), 'outer.inner'],
    [caret('    return inner'), 'outer'],
    [caret('return inner', 12), 'outer'],
    [caret('class A', -1), undefined],
    [caret('class A'), undefined],
    [caret('z = 1'), undefined],
    [caret('    async'), 'A.m'],
    [caret('self): return 1', 15), 'A.m'],
    [`${source}|`, undefined],
  ] as const) {
    it(`${JSON.stringify(place.slice(place.indexOf('|') - 5, place.indexOf('|') + 8))} is in ${expected}`, async () =>
      assert.equal((await at(place))?.functionName, expected));
  }

  it('gives the spans of name and function', async () => {
    const state = await at(caret('text'));
    assert.ok(state !== undefined);
    assert.equal(source.slice(state.nameSpan.start, state.nameSpan.end), 'inner');
    assert.equal(source.slice(state.span.start, state.span.end), '    def inner():\n        return """\ntext\n"""');
  });

  it('tells what can be done', async () => {
    assert.equal((await at(caret('text')))?.state.kind, 'plain');
    const { text } = await instrument(source, { targets: ['outer.inner'] });
    const offset = text.indexOf('text');
    assert.equal((await at(`${text.slice(0, offset)}|${text.slice(offset)}`))?.state.kind, 'instrumented');
    assert.equal((await at(text.replace('def outer', 'def |outer')))?.state.kind, 'plain');
    const stub = await at('def f|(): ...\n');
    assert.deepEqual(stub?.state, { kind: 'refused', reason: 'The function has no body that runs.' });
    assert.equal((await at('def f|():\n    return 1\n\nx = (\n'))?.state.kind, 'refused');
  });

  it('tells of what the user runs as a task by hand', async () => {
    const prefix = 'from monitoring import TaskMonitor\nm = TaskMonitor("x")\n';
    const state = await at(`${prefix}def f():\n    with m.task("x"):\n        |pass\n`);
    assert.equal(state?.state.kind, 'refused');
  });

  it('tells functions of one name apart', async () => {
    const twice = 'if x:\n    def f():\n        return 1\nelse:\n    def f():\n        return 2\n';
    assert.equal((await at(twice.replace('1', '|1')))?.functionName, 'f#1');
    assert.equal((await at(twice.replace('2', '|2')))?.functionName, 'f#2');
  });

  it('is undefined in an empty file and behind its end', async () => {
    assert.equal(await at('|'), undefined);
    assert.equal(await parsers.use('python', 'x = 1\n', (tree) => functionAt(tree, 1000)), undefined);
  });

  it('has an opinion on every function at once, the same as on each', async () => {
    await parsers.use('python', source, (tree) => {
      const states = functionStates(tree);
      assert.deepEqual(
        states.map(({ functionName }) => functionName),
        ['outer', 'outer.inner', 'A.m'],
      );
      for (const state of states) {
        assert.deepEqual(functionAt(tree, state.nameSpan.start), state);
      }
    });
  });
});
