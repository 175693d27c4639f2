import assert from 'node:assert/strict';
import type { LintedLanguage } from '../../../../src/syntax/lintedLanguage';
import { applyEdits } from '../../../../src/text/textEdit';
import { lintSource, lintSources } from '../../../support/lintSource';

type Case = readonly [title: string, language: LintedLanguage, text: string];

function javascript(body: string): string {
  return `const { Pushgateway, Registry, Gauge } = require('prom-client');
const os = require('node:os');
const { randomUUID } = require('node:crypto');
const registry = new Registry();
const gateway = new Pushgateway('http://localhost:9091', { timeout: 5000 }, registry);
async function run(rows) {
  ${body}
}
`;
}

function python(body: string): string {
  return `import os, random, socket, time, uuid
from prometheus_client import CollectorRegistry, Gauge, push_to_gateway, pushadd_to_gateway, delete_from_gateway
registry = CollectorRegistry()
def run(rows):
${body
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
`;
}

/** What a rule finds and what it leaves alone. */
function check(rule: string, bad: readonly Case[], good: readonly Case[]): void {
  describe(rule, () => {
    for (const [title, language, text] of bad) {
      it(`finds ${title} (${language})`, async () => {
        assert.equal((await lintSource(rule, language, text)).length, 1, text);
      });
    }
    for (const [title, language, text] of good) {
      it(`is silent on ${title} (${language})`, async () => {
        assert.deepEqual(await lintSource(rule, language, text), [], text);
      });
    }
  });
}

check(
  'high-cardinality-grouping-key',
  [
    ['a uuid as the job', 'python', python('pushadd_to_gateway("g", job=str(uuid.uuid4()), registry=registry)')],
    ['a uuid in the job', 'python', python('pushadd_to_gateway("g", f"job-{uuid.uuid4()}", registry)')],
    [
      'a pid',
      'python',
      python('pushadd_to_gateway("g", job="a", registry=registry, grouping_key={"pid": os.getpid()})'),
    ],
    [
      'the time',
      'python',
      python('pushadd_to_gateway("g", job="a", registry=registry, grouping_key={"at": int(time.time())})'),
    ],
    [
      'a random number',
      'python',
      python('pushadd_to_gateway("g", job="a", registry=registry, grouping_key={"n": random.random()})'),
    ],
    [
      'the name of the host',
      'python',
      python('pushadd_to_gateway("g", job="a", registry=registry, grouping_key={"instance": socket.gethostname()})'),
    ],
    [
      'the name of a pod',
      'python',
      python('pushadd_to_gateway("g", job="a", registry=registry, grouping_key={"instance": os.environ["POD_NAME"]})'),
    ],
    [
      "a run's id by its name",
      'python',
      python('pushadd_to_gateway("g", job="a", registry=registry, grouping_key={"run_id": rows.x})'),
    ],
    [
      'the key of a TaskMonitor',
      'python',
      'import uuid\nfrom monitoring import TaskMonitor\nmonitor = TaskMonitor("a", grouping_key={"run": str(uuid.uuid4())})\nwith monitor.task("b"):\n    pass\n',
    ],
    ['a uuid as the job', 'javascript', javascript('await gateway.pushAdd({ jobName: `job-${randomUUID()}` });')],
    ['a pid', 'javascript', javascript("await gateway.pushAdd({ jobName: 'a', groupings: { pid: process.pid } });")],
    [
      'the name of the host',
      'javascript',
      javascript("await gateway.pushAdd({ jobName: 'a', groupings: { instance: os.hostname() } });"),
    ],
    [
      'a pid in the URL',
      'bash',
      'echo "a 1" | curl --max-time 5 --data-binary @- "http://localhost:9091/metrics/job/a/pid/$$"\n',
    ],
    [
      'a time in the URL',
      'bash',
      'echo "a 1" | curl --max-time 5 --data-binary @- "http://localhost:9091/metrics/job/backup_$(date +%s)"\n',
    ],
  ],
  [
    [
      'a literal',
      'python',
      python('pushadd_to_gateway("g", job="a", registry=registry, grouping_key={"task_name": "b"})'),
    ],
    [
      'a variable',
      'python',
      python('pushadd_to_gateway("g", job=rows.job, registry=registry, grouping_key={"team": rows.team})'),
    ],
    ['deleting such a group', 'python', python('delete_from_gateway("g", job=str(uuid.uuid4()))')],
    ['a literal', 'javascript', javascript("await gateway.pushAdd({ jobName: 'a', groupings: { team: 'b' } });")],
    [
      'a literal',
      'bash',
      'echo "a 1" | curl --max-time 5 --data-binary @- "http://localhost:9091/metrics/job/a/team/$TEAM"\n',
    ],
  ],
);

check(
  'push-in-loop',
  [
    [
      'a push for each item',
      'python',
      python('for row in rows:\n    pushadd_to_gateway("g", job="a", registry=registry)'),
    ],
    [
      'a push for each item',
      'javascript',
      javascript("for (const row of rows) { await gateway.pushAdd({ jobName: 'a' }); }"),
    ],
  ],
  [
    [
      'a push behind the loop',
      'python',
      python('for row in rows:\n    print(row)\npushadd_to_gateway("g", job="a", registry=registry)'),
    ],
    [
      'a push behind the loop',
      'javascript',
      javascript("for (const row of rows) { row(); }\n  await gateway.pushAdd({ jobName: 'a' });"),
    ],
  ],
);

check(
  'push-can-mask-error',
  [
    [
      'one in finally',
      'python',
      python('try:\n    work()\nfinally:\n    pushadd_to_gateway("g", job="a", registry=registry)'),
    ],
    [
      'one in except',
      'python',
      python(
        'try:\n    work()\nexcept ValueError:\n    pushadd_to_gateway("g", job="a", registry=registry)\n    raise',
      ),
    ],
    [
      'one in finally',
      'javascript',
      javascript("try { rows(); } finally { await gateway.pushAdd({ jobName: 'a' }); }"),
    ],
    [
      'one in catch',
      'javascript',
      javascript("try { rows(); } catch (e) { await gateway.pushAdd({ jobName: 'a' }); throw e; }"),
    ],
  ],
  [
    [
      'one that is guarded',
      'python',
      python(
        'try:\n    work()\nfinally:\n    try:\n        pushadd_to_gateway("g", job="a", registry=registry)\n    except Exception:\n        print("lost")',
      ),
    ],
    [
      'one in the body',
      'python',
      python('try:\n    pushadd_to_gateway("g", job="a", registry=registry)\nexcept Exception:\n    print("lost")'),
    ],
    [
      'one that is guarded',
      'javascript',
      javascript("try { rows(); } finally { await gateway.pushAdd({ jobName: 'a' }).catch(console.error); }"),
    ],
  ],
);

check(
  'push-default-registry',
  [
    [
      'REGISTRY',
      'python',
      'from prometheus_client import REGISTRY, pushadd_to_gateway\npushadd_to_gateway("g", job="a", registry=REGISTRY)\n',
    ],
    [
      'no registry given',
      'javascript',
      "const { Pushgateway } = require('prom-client');\nconst g = new Pushgateway('http://g:9091', { timeout: 1 });\ng.pushAdd({ jobName: 'a' });\n",
    ],
  ],
  [
    ['one of its own', 'python', python('pushadd_to_gateway("g", job="a", registry=registry)')],
    ['one of its own', 'javascript', javascript("await gateway.pushAdd({ jobName: 'a' });")],
  ],
);

check(
  'push-without-timeout',
  [
    [
      'prom-client as it is',
      'javascript',
      "const { Pushgateway, Registry } = require('prom-client');\nconst g = new Pushgateway('http://g:9091', {}, new Registry());\ng.pushAdd({ jobName: 'a' });\n",
    ],
    ['curl', 'bash', 'curl --data-binary @file http://localhost:9091/metrics/job/a\n'],
  ],
  [
    ['a stated one', 'javascript', javascript("await gateway.pushAdd({ jobName: 'a' });")],
    ['a stated one', 'bash', 'curl -m 5 --data-binary @file http://localhost:9091/metrics/job/a\n'],
    [
      'prometheus_client, which has one of its own',
      'python',
      python('pushadd_to_gateway("g", job="a", registry=registry)'),
    ],
    ['curl that talks to something else', 'bash', 'curl https://example.org/\n'],
  ],
);

check(
  'push-replaces-group',
  [
    [
      'a failure that erases the success',
      'python',
      python(
        'try:\n    push_to_gateway("g", job="a", registry=registry)\nexcept ValueError:\n    pushed = CollectorRegistry()\n    push_to_gateway("g", job="a", registry=pushed)\n    raise',
      ),
    ],
    [
      'a failure that erases the success',
      'javascript',
      javascript(
        "try { await gateway.pushAdd({ jobName: 'a' }); } catch (e) { await gateway.push({ jobName: 'a' }); throw e; }",
      ),
    ],
  ],
  [
    ['one PUT alone', 'python', python('push_to_gateway("g", job="a", registry=registry)')],
    [
      'POST',
      'python',
      python(
        'try:\n    pushadd_to_gateway("g", job="a", registry=registry)\nexcept ValueError:\n    pushadd_to_gateway("g", job="a", registry=registry)\n    raise',
      ),
    ],
    [
      'two keys',
      'javascript',
      javascript(
        "await gateway.push({ jobName: 'a' });\n}\nasync function other() {\n  await gateway.push({ jobName: 'b' });",
      ),
    ],
  ],
);

function script(name: string, callee: string): string {
  return `import { Pushgateway, Registry, Gauge } from 'prom-client';
const registry = new Registry();
new Gauge({ name: '${name}', help: 'h', registers: [registry] }).set(1);
const gateway = new Pushgateway('http://localhost:9091', { timeout: 5000 }, registry);
await gateway.${callee}({ jobName: 'nightly' });
`;
}

async function fixed(rule: string, language: LintedLanguage, text: string): Promise<string> {
  const [finding] = await lintSource(rule, language, text);
  const [fix] = finding?.fixes ?? [];
  return fix === undefined ? '' : applyEdits(text, fix.edits);
}

describe('push-replaces-group, across files', () => {
  it('finds two scripts that push to one group', async () => {
    const found = await lintSources('push-replaces-group', {
      'orders.mjs': { language: 'javascript', text: script('orders', 'push') },
      'customers.mjs': { language: 'javascript', text: script('customers', 'pushAdd') },
    });
    const [finding] = found.get('orders.mjs') ?? [];
    assert.equal(finding?.related[0]?.path, 'customers.mjs');
    assert.ok(finding.message.includes('{job="nightly"}'), finding.message);
    assert.deepEqual(found.get('customers.mjs'), []);
  });

  it('takes tests and examples for what they are', async () => {
    const found = await lintSources('push-replaces-group', {
      'orders.mjs': { language: 'javascript', text: script('orders', 'push') },
      'test/orders.test.mjs': { language: 'javascript', text: script('orders', 'push') },
    });
    assert.deepEqual([...found.values()].flat(), []);
  });
});

describe('fixes of pushes', () => {
  it('gives curl a time-out', async () => {
    assert.equal(
      await fixed('push-without-timeout', 'bash', 'curl -sf --data-binary @f http://g:9091/metrics/job/a\n'),
      'curl --max-time 5 -sf --data-binary @f http://g:9091/metrics/job/a\n',
    );
  });

  it('pushes by POST, with the import where only this call uses it', async () => {
    const text = `from prometheus_client import CollectorRegistry, push_to_gateway, pushadd_to_gateway
def run(registry):
    try:
        pushadd_to_gateway("g", job="a", registry=registry)
    except ValueError:
        push_to_gateway("g", job="a", registry=registry)
        raise
`;
    const after = await fixed('push-replaces-group', 'python', text);
    assert.ok(after.includes('        pushadd_to_gateway("g", job="a", registry=registry)\n        raise'), after);
    const alone = `from prometheus_client import (
    CollectorRegistry,
    push_to_gateway,
)
import prometheus_client
def run(registry):
    try:
        prometheus_client.pushadd_to_gateway("g", job="a", registry=registry)
    except ValueError:
        push_to_gateway("g", job="a", registry=registry)
        raise
`;
    const changed = await fixed('push-replaces-group', 'python', alone);
    assert.ok(changed.includes('    CollectorRegistry,\n    pushadd_to_gateway,\n'), changed);
    assert.ok(!/\bpush_to_gateway/.test(changed), changed);
    const twice = `${alone}def other(registry):\n    push_to_gateway("g", job="b", registry=registry)\n`;
    assert.equal(await fixed('push-replaces-group', 'python', twice), '');
  });
});
