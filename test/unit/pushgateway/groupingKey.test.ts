import assert from 'node:assert/strict';
import { checkGroupingKey, formatGroupingKey, groupId, metricsPath } from '../../../src/pushgateway/groupingKey';

/** What the Pushgateway makes of a path: handler/push.go, splitLabels and decodeBase64. */
function keyOfPath(path: string): Record<string, string> {
  const [empty, metrics, ...parts] = path.split('/');
  assert.deepEqual([empty, metrics, parts.length % 2], ['', 'metrics', 0], path);
  const key: Record<string, string> = {};
  for (let at = 0; at < parts.length; at += 2) {
    const [name = '', encoding] = (parts[at] ?? '').split('@');
    const value = parts[at + 1] ?? '';
    key[name] = encoding === 'base64' ? Buffer.from(value, 'base64url').toString('utf8') : value;
  }
  return key;
}

describe('metricsPath', () => {
  it('leaves plain values readable, job first and the rest by name', () => {
    assert.equal(
      metricsPath({ task_name: 'load_orders', instance: 'db-1.example:9100', job: 'nightly' }),
      '/metrics/job/nightly/instance/db-1.example:9100/task_name/load_orders',
    );
  });

  it('spells an empty value as the only form that the gateway takes', () => {
    assert.equal(metricsPath({ job: 'a', x: '' }), '/metrics/job/a/x@base64/=');
  });

  it('uses the URL-safe alphabet without padding', () => {
    assert.equal(metricsPath({ job: '???>>>', x: 'a/' }), '/metrics/job@base64/Pz8_Pj4-/x@base64/YS8');
  });

  const nasty = [
    '/', '//', '/a', 'a/b', 'a//b', '.', '..', '...', '%2F', '%', 'a%2Fb', '@base64', 'a@b', ' ', 'a b', 'é', '漢字', '😀',
    '?', '#', '&', '+', ';', '=', '"', '\\', '\n', '\0', 'job', '~', ':',
  ]; // prettier-ignore
  for (const value of nasty) {
    it(`gives back ${JSON.stringify(value)}, unharmed by a URL parser`, () => {
      const key = { job: value, label: value };
      const path = metricsPath(key);
      assert.deepEqual(keyOfPath(path), key);
      assert.equal(new URL(`http://gateway${path}`).pathname, path);
    });
  }

  it('escapes label names beyond the old alphabet, as a gateway with UTF-8 names reads them', () => {
    assert.equal(metricsPath({ job: 'a', 'my.läbel_x': 'v' }), '/metrics/job/a/U__my_2e_l_e4_bel__x/v');
  });
});

describe('groupId', () => {
  it('does not depend on the order of the labels', () => {
    assert.equal(groupId({ job: 'a', x: '1', b: '2' }), groupId({ b: '2', x: '1', job: 'a' }));
  });

  it('tells apart keys that look alike', () => {
    const keys = [
      { job: 'a' },
      { job: 'a', x: '' },
      { job: 'a', x: '1' },
      { job: 'a', x: '1', y: '2' },
      { job: 'a","x":"1' },
    ];
    assert.equal(new Set(keys.map(groupId)).size, keys.length);
  });

  it('keeps a label named as a part of every object', () => {
    const key = Object.fromEntries([
      ['job', 'a'],
      ['__proto__', 'x'],
    ]);
    assert.notEqual(groupId(key), groupId({ job: 'a' }));
  });
});

describe('formatGroupingKey', () => {
  it('reads like a selector, job first', () => {
    assert.equal(formatGroupingKey({ b: '2', job: 'a', a: '' }), '{job="a", a="", b="2"}');
  });

  it('escapes quotes, backslashes and new lines', () => {
    assert.equal(formatGroupingKey({ job: 'a"b\\c\nd' }), String.raw`{job="a\"b\\c\nd"}`);
  });
});

describe('checkGroupingKey', () => {
  it('takes a job with any labels and values', () => {
    assert.deepEqual(checkGroupingKey({ job: '/', _x1: '', instance: '漢' }), { kind: 'valid' });
  });

  const refused: [why: string, key: Record<string, string>, reason: RegExp][] = [
    ['no job', { x: '1' }, /job is empty/],
    ['an empty job', { job: '' }, /job is empty/],
    ['a name that begins with a digit', { job: 'a', '1x': '' }, /"1x" is not a label name/],
    ['a name with a dash', { job: 'a', 'a-b': '' }, /"a-b" is not a label name/],
    ['an encoding in the name', { job: 'a', 'x@base64': '' }, /"x@base64" is not a label name/],
    ['a reserved name', { job: 'a', __name__: 'x' }, /"__name__" is reserved/],
  ];
  for (const [why, key, reason] of refused) {
    it(`refuses ${why}`, () => {
      const verdict = checkGroupingKey(key);
      assert.equal(verdict.kind, 'invalid');
      assert.match(verdict.kind === 'invalid' ? verdict.reason : '', reason);
    });
  }
});
