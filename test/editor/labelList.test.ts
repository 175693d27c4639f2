import assert from 'node:assert/strict';
import { formatLabelList, parseLabelList } from '../../src/editor/testPush/labelList';

describe('parseLabelList', () => {
  const read: readonly (readonly [text: string, labels: Readonly<Record<string, string>>])[] = [
    ['', {}],
    ['  ', {}],
    ['a=b', { a: 'b' }],
    ['task_name = load orders , stage= x', { task_name: 'load orders', stage: 'x' }],
    ['a="x, y", b="q\\"u\\\\o\\nte"', { a: 'x, y', b: 'q"u\\o\nte' }],
    ['a=', { a: '' }],
    ['a="", b=1,', { a: '', b: '1' }],
    ['region=中国', { region: '中国' }],
  ];
  for (const [text, labels] of read) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseLabelList(text), { kind: 'labels', labels });
    });
    it(`writes what it reads from ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseLabelList(formatLabelList(labels)), { kind: 'labels', labels });
    });
  }

  const refused: readonly (readonly [text: string, reason: RegExp])[] = [
    ['a', /name=value/],
    ['a=b c=d"', /name=value/],
    ['a=1, a=2', /given twice/],
    ['job=x', /asked for already/],
    ['1a=x', /not a label name/],
    ['__a=x', /reserved/],
    ['a="open', /name=value/],
  ];
  for (const [text, reason] of refused) {
    it(`refuses ${text}`, () => {
      const list = parseLabelList(text);
      assert.equal(list.kind, 'invalid');
      assert.match(list.reason, reason);
    });
  }
});
