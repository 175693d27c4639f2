import assert from 'node:assert/strict';
import { applySafeFixes } from '../../../src/lint/applySafeFixes';
import type { Finding, Fix } from '../../../src/lint/finding';

function findingAt(start: number, fixes: readonly Fix[]): Finding {
  return { rule: 'r', severity: 'warning', message: '', span: { start, end: start + 1 }, fixes, related: [] };
}

/** Finds each `from` and offers to replace it. */
function replacing(from: string, to: string, safe = true) {
  return (text: string): Promise<readonly Finding[]> => {
    const found = [...text.matchAll(new RegExp(from, 'g'))].map(({ index }) =>
      findingAt(index, [{ title: '', edits: [{ start: index, end: index + from.length, newText: to }], safe }]),
    );
    return Promise.resolve(found);
  };
}

describe('safe fixes of a text', () => {
  it('are all applied, those that touch each other in turns', async () => {
    assert.deepEqual(await applySafeFixes('a aa b', replacing('a', 'x')), { text: 'x xx b', applied: 3 });
  });

  it('leave alone what is not safe', async () => {
    assert.deepEqual(await applySafeFixes('a b', replacing('a', 'x', false)), { text: 'a b', applied: 0 });
  });

  it('end when they go in circles, or grow for ever', async () => {
    const flip = (text: string): Promise<readonly Finding[]> =>
      text.includes('a') ? replacing('a', 'b')(text) : replacing('b', 'a')(text);
    assert.equal((await applySafeFixes('a', flip)).applied, 1);
    assert.ok((await applySafeFixes('a', replacing('a', 'aa'))).text.length < 100_000_000);
  });
});
