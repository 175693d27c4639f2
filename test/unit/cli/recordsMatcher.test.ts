import assert from 'node:assert/strict';
import { RecordsMatcher } from '../../../src/cli/exec/recordsMatcher';

function records(expression: RegExp, ...chunks: readonly (string | Uint8Array)[]): number | string | undefined {
  const matcher = new RecordsMatcher(expression);
  for (const chunk of chunks) {
    matcher.feed(Buffer.from(chunk));
  }
  const result = matcher.result();
  return result.kind === 'number' ? result.records : result.kind === 'noNumber' ? result.text : undefined;
}

describe('RecordsMatcher', () => {
  it('takes the first group, or the whole match', () => {
    assert.equal(records(/loaded (\d+) rows/, 'loaded 12 rows\n'), 12);
    assert.equal(records(/\d+/, 'loaded 12 rows\n'), 12);
    assert.equal(records(/rows=(\S+)/, 'rows=-1.5e3\n'), -1500);
  });

  it('takes the last match of all', () => {
    assert.equal(records(/(\d+) rows/, '1 rows, 2 rows\n3 rows\nno more\n'), 3);
  });

  it('reads on over chunks that cut lines and characters', () => {
    const bytes = Buffer.from('行数: 1234\n');
    assert.equal(records(/行数: (\d+)/u, ...[...bytes].map((byte) => Uint8Array.of(byte))), 1234);
  });

  it('reads a last line without an end, and lines that end in CRLF', () => {
    assert.equal(records(/^(\d+)$/, '5\r\n6'), 6);
    assert.equal(records(/^(\d+)$/, '5\r\nnone'), 5);
  });

  it('tells no match from a match that is no number', () => {
    assert.equal(records(/(\d+) rows/, 'nothing\n'), undefined);
    assert.equal(records(/rows: (.*)/, 'rows: many\n'), 'many');
    assert.equal(records(/rows: (\d*)/, 'rows: \n'), '');
  });

  it('does not keep a line without an end', () => {
    const chunk = Buffer.alloc(1 << 20, 'x');
    const before = process.memoryUsage().heapUsed;
    const matcher = new RecordsMatcher(/(\d+) rows/);
    for (let i = 0; i < 200; i++) {
      matcher.feed(chunk);
    }
    matcher.feed(Buffer.from(' 7 rows\n'));
    assert.deepEqual(matcher.result(), { kind: 'number', records: 7 });
    assert.ok(process.memoryUsage().heapUsed - before < 100 * (1 << 20));
  });
});
