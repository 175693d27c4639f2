import assert from 'node:assert/strict';
import { startRealPushgateway } from '../../support/realPushgateway';
import type { RealPushgateway } from '../../support/realPushgateway';
import { pushedGroups } from '../pushedGroups';
import { runBash } from './runBash';

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
  '.hidden',
  'a b',
  'a+b&c',
  '%2F',
  '100%',
  'a?b#c&d=e;f',
  'quote"back\\slash\\n',
  "it's $(true) `true` $HOME *",
  'line\nbreak',
  'tab\there',
  'é',
  '夜间处理',
  '😀',
  '=',
  '-n',
  ']',
  '-_~',
];

function asText(all: readonly object[]): ReadonlySet<string> {
  return new Set(all.map((one) => JSON.stringify(Object.entries(one).toSorted(([a], [b]) => a.localeCompare(b)))));
}

describe('names of every kind, in Bash', () => {
  let gateway: RealPushgateway;
  before(async () => {
    gateway = await startRealPushgateway();
  });
  after(() => gateway.stop());

  it('come back from the gateway as they are: tasks, jobs, values of the grouping key, error codes', async () => {
    const source = `source ./monitoring.sh
# A script has one grouping key, but this one one after the other.
for name; do
  _TASK_MONITOR_KEY=()
  task_monitor tasks
  task_monitor_task "$name" true
  task_monitor_record_failure failed "$name"
  task_monitor keys --grouping-key zone="$name" --grouping-key area=x
  task_monitor_record_success task 1
  if [[ $name ]]; then
    _TASK_MONITOR_KEY=()
    task_monitor "$name"
    task_monitor_record_success job 1
  fi
done
`;
    for (const locale of ['C', 'C.UTF-8']) {
      const run = await runBash(source, {
        environment: { PUSHGATEWAY_URL: gateway.url, LC_ALL: locale },
        args: NAMES,
      });
      assert.equal(run.stderr, '');
    }
    const groups = await pushedGroups(gateway.url);
    const expected = NAMES.flatMap((name) => [
      { job: 'tasks', task_name: name },
      { job: 'keys', task_name: 'task', zone: name, area: 'x' },
      ...(name === '' ? [] : [{ job: name, task_name: 'job' }]),
    ]);
    assert.deepEqual(
      asText(groups.map((group) => group.labels)),
      asText([...expected, { job: 'tasks', task_name: 'failed' }]),
    );
    const failed = groups.find((group) => group.labels['task_name'] === 'failed');
    assert.deepEqual(
      new Set(
        Object.keys(failed?.samples ?? {}).flatMap(
          (name) => /^task_failure_total\{error_code="(.*)"\}$/su.exec(name)?.[1] ?? [],
        ),
      ),
      new Set(NAMES.filter((name) => name !== '')),
    );
  });

  it('that no gateway takes are a failed push', async () => {
    const run = await runBash(
      'source ./monitoring.sh\ntask_monitor_run --job " " true; _TASK_MONITOR[job]=\ntask_monitor_record_success x',
      {
        environment: { PUSHGATEWAY_URL: gateway.url },
      },
    );
    assert.match(run.stderr, /HTTP 400: job name is required/);
    assert.equal(run.exitCode, 0);
  });

  it('of the grouping key that are no good are left out, with a warning', async () => {
    const run = await runBash(
      'source ./monitoring.sh\ntask_monitor bad --grouping-key task_name=x --grouping-key a-b=y --grouping-key ok=1 --nonsense\ntask_monitor_record_success x',
      {
        environment: { PUSHGATEWAY_URL: gateway.url },
      },
    );
    assert.deepEqual(run.warnings, [
      "TaskMonitor: 'task_name' cannot be a label of the grouping key and is left out",
      "TaskMonitor: 'a-b' cannot be a label of the grouping key and is left out",
      'TaskMonitor: task_monitor has no option --nonsense',
    ]);
    const groups = (await pushedGroups(gateway.url)).filter(({ labels }) => labels['job'] === 'bad');
    assert.deepEqual(
      groups.map(({ labels }) => labels),
      [{ job: 'bad', ok: '1', task_name: 'x' }],
    );
  });
});
