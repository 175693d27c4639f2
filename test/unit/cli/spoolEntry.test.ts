import assert from 'node:assert/strict';
import { readSpoolEntry, spoolFile } from '../../../src/cli/spool/spoolEntry';

const metrics = [
  '# HELP task_success_total Successful runs.\n# TYPE task_success_total counter\ntask_success_total 1\n',
  '# HELP task_duration_seconds How long.\n# TYPE task_duration_seconds gauge\ntask_duration_seconds 2.5\n',
] as const;

describe('spoolFile', () => {
  it('reads group and time of an entry', () => {
    assert.deepEqual(spoolFile('0123456789abcdef-01795379653443254648-42.prom'), {
      name: '0123456789abcdef-01795379653443254648-42.prom',
      group: '0123456789abcdef',
      time: 1795379653443254648n,
    });
  });

  for (const name of [
    '.0123456789abcdef-01795379653443254648-42.prom',
    '0123456789abcdef.sent',
    '0123456789abcdef-1-42.prom',
    'notes.txt',
  ]) {
    it(`leaves ${name} alone`, () => assert.equal(spoolFile(name), undefined));
  }
});

describe('readSpoolEntry', () => {
  it('reads gateway, group and families', () => {
    const entry = readSpoolEntry(
      `# TaskMonitor POST https://host:9091/prefix/metrics/job/etl/env@base64/YS9i/task_name/load\n${metrics.join('')}`,
    );
    assert.deepEqual(entry, {
      kind: 'entry',
      gatewayUrl: 'https://host:9091/prefix',
      path: '/metrics/job/etl/env@base64/YS9i/task_name/load',
      key: { job: 'etl', env: 'a/b', task_name: 'load' },
      families: new Map([
        ['task_success_total', metrics[0]],
        ['task_duration_seconds', metrics[1]],
      ]),
    });
  });

  it('is not misled by labels that are named as the path is', () => {
    const entry = readSpoolEntry(`# TaskMonitor POST http://h:1/metrics/job@base64/w6k/metrics/job\n${metrics[0]}`);
    assert.ok(entry.kind === 'entry');
    assert.equal(entry.gatewayUrl, 'http://h:1');
    assert.deepEqual(entry.key, { job: 'é', metrics: 'job' });
  });

  for (const [name, text] of [
    ['an empty file', ''],
    ['no first line', metrics[0]],
    ['another method', `# TaskMonitor PUT http://h:1/metrics/job/a\n${metrics[0]}`],
    ['another scheme', `# TaskMonitor POST file:///metrics/job/a\n${metrics[0]}`],
    ['no group', `# TaskMonitor POST http://h:1/metrics\n${metrics[0]}`],
    ['a key without a value', `# TaskMonitor POST http://h:1/metrics/job/a/task_name\n${metrics[0]}`],
    ['no metrics', '# TaskMonitor POST http://h:1/metrics/job/a\n'],
  ] as const) {
    it(`says that ${name} is damage`, () => assert.equal(readSpoolEntry(text).kind, 'damaged'));
  }
});
