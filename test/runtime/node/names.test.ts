import assert from 'node:assert/strict';
import { startRealPushgateway } from '../../support/realPushgateway';
import type { RealPushgateway } from '../../support/realPushgateway';
import { pushedGroups } from '../pushedGroups';
import { runNode } from './runNode';

const NAMES = [
  '',
  ' ',
  '/',
  '//',
  '/begins',
  'a/b',
  'ends/',
  '.',
  '..',
  '...',
  '.hidden',
  'a..b',
  'a b',
  'a+b',
  '%2F',
  '100%',
  'a?b#c&d=e;f',
  'quote"back\\slash',
  'line\nbreak',
  'é',
  '夜间处理',
  '😀',
  '@base64',
  '~tilde_-.',
  'constructor',
  '__proto__',
];

function asText(all: readonly object[]): ReadonlySet<string> {
  return new Set(all.map((one) => JSON.stringify(Object.entries(one).toSorted(([a], [b]) => a.localeCompare(b)))));
}

describe('names of every kind, by Node.js', () => {
  let gateway: RealPushgateway;
  before(async () => {
    gateway = await startRealPushgateway();
  });
  after(() => gateway.stop());

  it('come back from the gateway as they are: tasks, jobs, values of the grouping key, codes', async () => {
    const source = `
for (const name of ${JSON.stringify(NAMES)}) {
  new TaskMonitor('tasks').recordSuccess(name, 1);
  new TaskMonitor('keys', { groupingKey: { zone: name, area: 'x' } }).recordFailure('task', name);
  if (name) new TaskMonitor(name).recordSuccess('job', 1);
}
`;
    const run = await runNode('mjs', source, { environment: { PUSHGATEWAY_URL: gateway.url } });
    assert.equal(run.stderr, '');
    const groups = await pushedGroups(gateway.url);
    const expected = NAMES.flatMap((name) => [
      { job: 'tasks', task_name: name },
      { job: 'keys', task_name: 'task', zone: name, area: 'x' },
      ...(name === '' ? [] : [{ job: name, task_name: 'job' }]),
    ]);
    assert.deepEqual(asText(groups.map((group) => group.labels)), asText(expected));
    for (const { labels, samples } of groups.filter((group) => group.labels['job'] === 'keys')) {
      const sample =
        labels['zone'] === '' ? 'task_failure_total' : `task_failure_total{error_code="${labels['zone']}"}`;
      assert.equal(samples[sample], 1);
    }
  });

  it('that cannot be labels are left out of the grouping key, with a warning', async () => {
    const source =
      "new TaskMonitor('job', { groupingKey: { task_name: 'x', 'a-b': 'y', 3: 'z', zone: 1 } }).recordSuccess('t');";
    const run = await runNode('mjs', source, { environment: { PUSHGATEWAY_URL: gateway.url } });
    assert.equal(run.warnings.length, 3);
    const labels = (await pushedGroups(gateway.url)).map((group) => group.labels);
    assert.ok(asText(labels).has(JSON.stringify(Object.entries({ job: 'job', task_name: 't', zone: '1' }))));
  });

  it('that no gateway takes are a failed push, not an exception', async () => {
    const run = await runNode('mjs', "new TaskMonitor('').recordSuccess('task', 1);", {
      environment: { PUSHGATEWAY_URL: gateway.url },
    });
    assert.match(run.stderr, /HTTP 400: job name is required/);
    assert.equal(run.exitCode, 0);
  });
});
