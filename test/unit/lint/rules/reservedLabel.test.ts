import assert from 'node:assert/strict';
import type { DeclaredLabel, MetricDeclaration } from '../../../../src/syntax/metrics/metricDeclaration';
import type { Push } from '../../../../src/syntax/metrics/push';
import { declared } from '../../../support/declared';
import { lintDeclared } from '../../../support/lintDeclared';

function labels(...names: readonly string[]): readonly DeclaredLabel[] {
  return names.map((name, i) => ({ name, span: { start: i, end: i + 1 } }));
}

const push: Push = {
  client: 'prometheus_client',
  method: 'POST',
  gateway: undefined,
  job: undefined,
  groupingKey: [],
  keyComplete: true,
  registry: 'own',
  timeout: 'default',
  inLoop: false,
  inHandler: undefined,
  guarded: false,
  inFunction: undefined,
  span: { start: 0, end: 0 },
  calleeSpan: { start: 0, end: 0 },
};

function found(told: Partial<MetricDeclaration>, pushes: readonly Push[] = []): readonly string[] {
  const declarations = [declared({ registry: 'own', ...told })];
  return lintDeclared('reserved-label', '', declarations, { pushes }).map(
    ({ label, severity }) => `${severity} ${label ?? '?'}`,
  );
}

describe('reserved-label', () => {
  it('reports names that Prometheus or the clients refuse', () => {
    assert.deepEqual(found({ labels: labels('__x', '_x', 'x__', '', '1x', 'a-b', 'a.b', 'é', 'a1', 'A') }), [
      'error __x',
      'error ',
      'error 1x',
      'error a-b',
      'error a.b',
      'error é',
    ]);
  });

  it('knows that the new Java client writes dots as underscores', () => {
    assert.deepEqual(found({ client: 'client_java', labels: labels('a.b', 'a-b') }), ['error a-b']);
  });

  it('keeps le and quantile for the types that they belong to', () => {
    const both = labels('le', 'quantile');
    for (const type of ['gauge', 'counter', 'info', 'histogram', 'summary'] as const) {
      assert.deepEqual(found({ type, labels: both }), ['error le', 'error quantile'], type);
    }
    assert.deepEqual(found({ type: 'unknown', labels: both }), []);
    assert.deepEqual(found({ type: 'histogram', client: 'text', labels: both }), ['error quantile']);
    assert.deepEqual(found({ type: 'summary', client: 'text', labels: both }), ['error le']);
  });

  it('warns of job and instance where the metric is pushed, and only there', () => {
    const both = { labels: labels('job', 'instance', 'jobs') };
    const warnings = ['warning job', 'warning instance'];
    assert.deepEqual(found(both), []);
    assert.deepEqual(found(both, [push]), warnings);
    assert.deepEqual(found({ ...both, registry: 'default' }, [push]), []);
    assert.deepEqual(found({ ...both, registry: 'unknown' }, [push]), warnings);
    assert.deepEqual(found(both, [{ ...push, registry: 'unknown' }]), warnings);
    assert.deepEqual(found(both, [{ ...push, metrics: [0] }]), warnings);
    assert.deepEqual(found(both, [{ ...push, metrics: [1] }]), []);
    assert.deepEqual(found(both, [{ ...push, method: 'DELETE' }]), []);
    assert.deepEqual(found({ ...both, client: 'taskmonitor' }), warnings);
  });

  it('reports a list that several metrics share once', () => {
    const shared = declared({ labels: labels('__x') });
    assert.equal(lintDeclared('reserved-label', '', [shared, { ...shared, name: 'other' }]).length, 1);
  });
});
