import assert from 'node:assert/strict';
import { fixedYaml, lintYaml, marked } from '../../../support/lintYaml';

const rule = 'aggregate-by-high-cardinality';

function recording(query: string): string {
  return `groups:\n- rules:\n  - record: a:b\n    expr: ${query}\n`;
}

describe('aggregate-by-high-cardinality', () => {
  it('finds labels without bound that come through to the result', () => {
    for (const [query, ...found] of [
      ['sum by (user_id) (x)', 'user_id'],
      ['SUM(x) BY (region, user_id, session_id,)', 'user_id', 'session_id'],
      ['count by (user_id) (x) > 5', 'user_id'],
      ['sum by (user_id) (sum by (user_id, region) (x))', 'user_id'],
      ['sum without (region) (sum by (user_id, region) (x))', 'user_id'],
      ['rate(sum by (email) (x)[5m:1m])', 'email'],
      ['a * on (job) group_left (user_id) b', 'user_id'],
      ['a * ignoring (x) group_right (uuid, job) b', 'uuid'],
      ['sum by (job) (a) or sum by (user_id) (b)', 'user_id'],
      ['sum by ("user.id") (x)', 'user.id'],
      ['label_replace(sum by (user_id) (x), "a", "$1", "b", "c")', 'user_id'],
      ['count(count by (user_id) (x))'],
      ['count by (region) (count by (user_id, region) (x))'],
      ['sum without (user_id) (sum by (user_id, job) (x))'],
      ['sum without (user_id) (x)'],
      ['topk(5, sum by (user_id) (x))'],
      ['scalar(sum by (user_id) (x))'],
      ['absent(sum by (user_id) (x))'],
      ['a and on (job) sum by (job, user_id) (b)'],
      ['sum by (job, user_type, path, instance) (x)'],
      ['a * on (user_id) b'],
      ['x{user_id="5"}'],
    ] as const) {
      assert.deepEqual(marked(rule, recording(query)), found, query);
    }
  });

  it('lets a project allow a label', () => {
    const config = { labels: { allowed: ['user_*'] } };
    assert.deepEqual(marked(rule, recording('sum by (user_id, email) (x)'), { config }), ['email']);
  });

  it('leaves the label out', () => {
    for (const [query, fixed] of [
      ['sum by (user_id, job) (x)', 'sum by (job) (x)'],
      ['sum by (job, user_id) (x)', 'sum by (job) (x)'],
      ['sum by (a, user_id, job) (x)', 'sum by (a, job) (x)'],
      ['sum by (user_id) (x)', 'sum (x)'],
      ['sum(x) by (user_id)', 'sum(x) '],
      ['sum by ("user.id", job) (x)', 'sum by (job) (x)'],
      ['"sum by (job, user_id) (x{a=\\"b\\"})"', '"sum by (job) (x{a=\\"b\\"})"'],
      ['|\n      sum by (\n        job,\n        user_id\n      ) (x)', '|\n      sum by (\n        job\n      ) (x)'],
      ['>\n      sum by (\n        user_id,\n        job\n      ) (x)', '>\n      sum by (\n        job\n      ) (x)'],
    ] as const) {
      assert.equal(fixedYaml(rule, recording(query)), recording(fixed));
    }
    assert.deepEqual(lintYaml(rule, recording('a * on (job) group_left (user_id) b'))[0]?.fixes, []);
  });
});
