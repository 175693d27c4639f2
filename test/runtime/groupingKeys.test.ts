import assert from 'node:assert/strict';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { pushedGroups } from './pushedGroups';
import { debianPython } from './pythons';
import { runScript } from './runScript';

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
  '=',
  '-_~',
];

function asText(all: readonly object[]): ReadonlySet<string> {
  return new Set(all.map((one) => JSON.stringify(Object.entries(one).toSorted(([a], [b]) => a.localeCompare(b)))));
}

describe('names of every kind', () => {
  let gateway: RealPushgateway;
  before(async () => {
    gateway = await startRealPushgateway();
  });
  after(() => gateway.stop());

  it('come back from the gateway as they are: tasks, jobs, values of the grouping key', async () => {
    const source = `
import json
from monitoring import TaskMonitor
names = json.loads(${JSON.stringify(JSON.stringify(NAMES))})
for name in names:
    TaskMonitor("tasks").record_success(name, 1)
    TaskMonitor("keys", grouping_key={"zone": name, "area": "x"}).record_failure("task", name)
    if name:
        TaskMonitor(name).record_success("job", 1)
`;
    const run = await runScript(debianPython(), source, { environment: { PUSHGATEWAY_URL: gateway.url } });
    assert.equal(run.stderr, '');
    const labels = (await pushedGroups(gateway.url)).map((group) => group.labels);
    const expected = NAMES.flatMap((name) => [
      { job: 'tasks', task_name: name },
      { job: 'keys', task_name: 'task', zone: name, area: 'x' },
      ...(name === '' ? [] : [{ job: name, task_name: 'job' }]),
    ]);
    assert.deepEqual(asText(labels), asText(expected));
  });

  it('that no gateway takes are a failed push, not an exception', async () => {
    const run = await runScript(
      debianPython(),
      'from monitoring import TaskMonitor\nTaskMonitor("").record_success("task", 1)',
      {
        environment: { PUSHGATEWAY_URL: gateway.url },
      },
    );
    assert.match(run.stderr, /HTTP 400: job name is required/);
    assert.equal(run.exitCode, 0);
  });
});
