import assert from 'node:assert/strict';
import { functionAt, functionStates } from '../../../../src/instrument/bash/functionAt';
import type { FunctionState } from '../../../../src/instrument/functionState';
import { testParsers } from '../../../support/parsers';
import { instrument, shebang } from './instrumenting';

/** The function at the `¦` of a script. */
async function at(marked: string): Promise<FunctionState | undefined> {
  const offset = marked.indexOf('¦');
  const source = marked.replace('¦', '');
  return testParsers().use('bash', source, (tree) => functionAt(tree, offset));
}

describe('functionAt for Bash', () => {
  it('finds the innermost function at its header, in its body, at either end of its lines', async () => {
    const source = `${shebang}outer() {\n  a\n  inner() {\n    b\n  }\n}\nc\n`;
    for (const [mark, name] of [
      ['¦outer', 'outer'],
      ['  ¦a', 'outer'],
      ['¦  inner', 'outer.inner'],
      ['inner() ¦{', 'outer.inner'],
      ['    b¦', 'outer.inner'],
      ['  }¦\n}', 'outer.inner'],
      ['\n}¦', 'outer'],
    ] as const) {
      const found = await at(source.replace(mark.replace('¦', ''), mark));
      assert.equal(found?.functionName, name, mark);
    }
    assert.equal(await at(source.replace('\nc', '\n¦c')), undefined);
    assert.equal(await at(`¦${source}`), undefined);
  });

  it('tells the state, the whole lines and the name', async () => {
    const source = `${shebang}  load() { a; } # x\n`;
    const [state] = await testParsers().use('bash', source, functionStates);
    assert.deepEqual(state, {
      functionName: 'load',
      nameSpan: { start: 22, end: 26 },
      span: { start: 20, end: source.length - 1 },
      nested: false,
      state: { kind: 'plain', styles: [{ style: 'with', refusal: undefined }], records: undefined },
    });
  });

  it('takes the wrapper for a part of the function', async () => {
    const { text } = await instrument(`${shebang}load() {\n  a\n}\n`);
    for (const marked of [text.replace('load()', '¦load()'), text.replace('  a', '  a¦')]) {
      const found = await at(marked);
      assert.equal(found?.functionName, 'load');
      assert.equal(found.state.kind, 'instrumented');
      assert.equal(text.slice(found.span.start, found.span.end), text.slice(text.indexOf('load()'), -1));
    }
    assert.equal((await testParsers().use('bash', text, functionStates)).length, 1);
  });

  it('says why not', async () => {
    const byHand = await at(`${shebang}load() { task_monitor_task x ¦work; }\n`);
    assert.deepEqual(byHand?.state, {
      kind: 'refused',
      reason: 'The function runs as a task already, in lines of your own.',
    });
    assert.equal((await at(`${shebang}load() { ¦:; }\n`))?.state.kind, 'refused');
    assert.equal((await at(`${shebang}load() { ¦a; }\nif x; do\n`))?.state.kind, 'refused');
    assert.equal((await at(`#!/bin/sh\nload() { ¦a; }\n`))?.state.kind, 'refused');
  });
});
