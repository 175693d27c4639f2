import assert from 'node:assert/strict';
import { nodesIn } from '../../../../src/syntax/promql/promqlNode';
import type { PromqlNode } from '../../../../src/syntax/promql/promqlNode';
import { readPromql } from '../../../../src/syntax/promql/readPromql';
import { WorkBudget } from '../../../../src/syntax/workBudget';

function read(text: string): PromqlNode | undefined {
  return readPromql(text, (start, end) => ({ start, end }), new WorkBudget());
}

/** One line for each node, as it stands in the text. */
function lines(text: string): string[] {
  const root = read(text);
  return root === undefined ? ['broken'] : [...nodesIn(root)].map((node) => line(node, text));
}

function line(node: PromqlNode, text: string): string {
  const at = text.slice(node.span.start, node.span.end);
  switch (node.kind) {
    case 'selector': {
      const { metric, matchers, range } = node;
      assert.equal(metric?.text, metric && text.slice(metric.span.start, metric.span.end));
      const told = matchers.map(({ label, operator, value }) => `${label}${operator}${value}`).join(' ');
      return `${metric?.text ?? '-'} ${told} [${range?.text ?? ''}]`;
    }
    case 'call':
      return `${node.function.text}/${node.arguments.length}`;
    case 'aggregation': {
      const { operator, grouping } = node;
      return `${operator.text} ${grouping?.kind ?? '-'} ${grouping?.labels.map((label) => label.text).join(' ') ?? '-'}`;
    }
    case 'binary':
      return `${node.operator} carrying ${node.carried.map((label) => label.text).join(' ')}`;
    case 'wrapped':
      return `${node.by}: ${at}`;
    case 'literal':
      return at;
  }
}

describe('PromQL as plain data', () => {
  it('reads selectors, functions, aggregations and operators', () => {
    for (const [query, ...expected] of [
      ['up', 'up  []'],
      ['up{job="a",x!~"b|c"}[5m]', 'up job=a x!~b|c [5m]'],
      ['{__name__="up", a="b"}', 'up __name__=up a=b []'],
      ['{"http.requests", "a.b"=\'c\'}', 'http.requests a.b=c []'],
      ['{a=~"b"}', '- a=~b []'],
      [
        'histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))',
        'histogram_quantile/2',
        '0.9',
        'sum by le',
        'rate/1',
        'x_bucket  [5m]',
      ],
      ['sum(x) without (a, b)', 'sum without a b', 'x  []'],
      ['topk(3, x)', 'topk - -', '3', 'x  []'],
      ['a * on (x) group_left (b, c) d', '* carrying b c', 'a  []', 'd  []'],
      ['a / ignoring (x) group_right () d', '/ carrying ', 'a  []', 'd  []'],
      ['a == bool 1 or b', 'or carrying ', '== carrying ', 'a  []', '1', 'b  []'],
      ['-(x offset 5m)', 'sign: -(x offset 5m)', 'parentheses: (x offset 5m)', 'modifier: x offset 5m', 'x  []'],
      [
        'rate(x[5m])[1h:5m] @ end()',
        'modifier: rate(x[5m])[1h:5m] @ end()',
        'subquery: rate(x[5m])[1h:5m]',
        'rate/1',
        'x  [5m]',
      ],
      ['time() - x # seconds', '- carrying ', 'time/0', 'x  []'],
      ['# why\nx # a\n> # b\n1', '> carrying ', 'x  []', '1'],
      ['label_join(x, "a", "b")', 'label_join/3', 'x  []', '"a"', '"b"'],
    ] as const) {
      assert.deepEqual(lines(query), expected, query);
    }
  });

  it('says nothing about what is broken', () => {
    for (const query of [
      '',
      'sum by (user_id',
      'rate(x[$__rate_interval])',
      'rate(x[{{ .range }}])',
      'unheard_of(x)',
      '{app="a"} |= "error"',
      'x{a="b}',
      'a b',
      `${'('.repeat(50_000)}x${')'.repeat(50_000)}`,
      '('.repeat(50_000),
      `x${' + x'.repeat(10_000)}`,
      `x{a="${'b'.repeat(1_000_000)}"}`,
      '\0',
      '\ud800',
    ]) {
      assert.deepEqual(lines(query), ['broken'], query.slice(0, 50));
    }
  }).timeout(60_000);
});
