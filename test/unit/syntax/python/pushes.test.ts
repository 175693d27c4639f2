import assert from 'node:assert/strict';
import type { Push } from '../../../../src/syntax/metrics/push';
import { metricFacts } from '../../../../src/syntax/python/metricFacts';
import { WorkBudget } from '../../../../src/syntax/workBudget';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

async function pushesIn(text: string): Promise<readonly Push[]> {
  return parsers.use('python', text, (tree) => metricFacts(tree, new WorkBudget()).pushes);
}

async function onlyPush(text: string): Promise<Push> {
  const [push, ...others] = await pushesIn(text);
  assert.ok(push !== undefined && others.length === 0);
  return push;
}

const head = `from prometheus_client import CollectorRegistry, Counter, Gauge, REGISTRY
from prometheus_client import push_to_gateway, pushadd_to_gateway, delete_from_gateway
`;

describe('pushes of prometheus_client', () => {
  it('says where to, under which key, and how', async () => {
    const text = `${head}push_to_gateway("localhost:9091", job="nightly", registry=REGISTRY, grouping_key={"team": "data"})`;
    const push = await onlyPush(text);
    assert.deepEqual(
      { ...push, job: push.job?.value, groupingKey: push.groupingKey.map(({ name, value }) => [name, value]) },
      {
        client: 'prometheus_client',
        method: 'PUT',
        gateway: 'localhost:9091',
        job: { kind: 'literal', text: 'nightly' },
        groupingKey: [['team', { kind: 'literal', text: 'data' }]],
        keyComplete: true,
        registry: 'default',
        metrics: [],
        timeout: 'default',
        inLoop: false,
        inHandler: undefined,
        guarded: false,
        inFunction: undefined,
        span: { start: head.length, end: text.length },
        calleeSpan: { start: head.length, end: head.length + 'push_to_gateway'.length },
      },
    );
  });

  const methods: Readonly<Record<string, Push['method']>> = {
    'push_to_gateway("g", "j", r)': 'PUT',
    'pushadd_to_gateway("g", "j", r)': 'POST',
    'delete_from_gateway("g", "j")': 'DELETE',
  };
  for (const [call, method] of Object.entries(methods)) {
    it(call, async () => {
      assert.equal((await onlyPush(head + call)).method, method);
    });
  }

  it('follows aliases and modules, and no other function of the name', async () => {
    const text = `import prometheus_client as prom
from prometheus_client import push_to_gateway as push
from elsewhere import push_to_gateway
prom.pushadd_to_gateway("g", "j", r)
push("g", "j", r)
push_to_gateway("g", "j", r)`;
    assert.deepEqual(
      (await pushesIn(text)).map(({ method }) => method),
      ['POST', 'PUT'],
    );
  });

  it('knows which metrics go to the registry', async () => {
    const text = `${head}r = CollectorRegistry()
A = Counter("a", "h", registry=r)
B = Counter("b", "h")
C = Counter("c", "h", registry=CollectorRegistry())
def f(given):
    push_to_gateway("g", "j", r)
    push_to_gateway("g", "j", REGISTRY)
    push_to_gateway("g", "j", given)`;
    assert.deepEqual(
      (await pushesIn(text)).map(({ registry, metrics }) => [registry, metrics]),
      [
        ['own', [0]],
        ['default', [1]],
        ['unknown', undefined],
      ],
    );
  });

  it('finds the key behind a variable', async () => {
    const text = `${head}import uuid
key = {"run": str(uuid.uuid4()), "host": host}
push_to_gateway("g", job=f"job-{n}", registry=r, grouping_key=key)`;
    const { groupingKey, keyComplete, job } = await onlyPush(text);
    assert.deepEqual(
      groupingKey.map(({ name, span }) => [name, text.slice(span.start, span.end)]),
      [
        ['run', 'str(uuid.uuid4())'],
        ['host', 'host'],
      ],
    );
    assert.equal(keyComplete, true);
    assert.equal(job?.value.kind, 'joined');
  });

  it('says when a part of the key is made elsewhere', async () => {
    assert.equal((await onlyPush(`${head}push_to_gateway("g", "j", r, grouping_key=key())`)).keyComplete, false);
    assert.equal((await onlyPush(`${head}push_to_gateway("g", "j", r, grouping_key={**key})`)).keyComplete, false);
  });

  const timeouts: Readonly<Record<string, Push['timeout']>> = {
    'push_to_gateway("g", "j", r)': 'default',
    'push_to_gateway("g", "j", r, timeout=5)': 'stated',
    'push_to_gateway("g", "j", r, None, 5)': 'stated',
    'push_to_gateway("g", "j", r, timeout=None)': 'endless',
    'push_to_gateway("g", "j", r, **options)': 'unknown',
  };
  for (const [call, timeout] of Object.entries(timeouts)) {
    it(`${call}: ${timeout}`, async () => {
      assert.equal((await onlyPush(head + call)).timeout, timeout);
    });
  }
});

describe('pushes: what is around them', () => {
  const push = 'push_to_gateway("g", "j", r)';
  const cases: Readonly<Record<string, readonly [text: string, expected: Partial<Push>]>> = {
    'a function': [`def f():\n    ${push}`, { inFunction: 'f' }],
    'a method': [`class A:\n    def f(self):\n        ${push}`, { inFunction: 'A.f' }],
    'a loop over data': [`for row in rows:\n    ${push}`, { inLoop: true }],
    'a loop without end': [`while True:\n    ${push}\n    time.sleep(60)`, { inLoop: true }],
    'a loop that tries again': [`for attempt in range(3):\n    ${push}`, { inLoop: false }],
    'a loop that ends when it went well': [
      `for _ in range(3):\n    try:\n        ${push}\n        break\n    except OSError:\n        pass`,
      { inLoop: false, guarded: true },
    ],
    'behind a loop': [`for row in rows:\n    pass\nelse:\n    ${push}`, { inLoop: false }],
    'a function in a loop': [`for row in rows:\n    def f():\n        ${push}`, { inLoop: false }],
    'an except': [
      `try:\n    run()\nexcept ValueError:\n    ${push}\n    raise`,
      { inHandler: 'catch', guarded: false },
    ],
    'a finally': [`try:\n    run()\nfinally:\n    ${push}`, { inHandler: 'finally', guarded: false }],
    'a guarded push in a finally': [
      `try:\n    run()\nfinally:\n    try:\n        ${push}\n    except Exception as e:\n        log(e)`,
      { inHandler: 'finally', guarded: true },
    ],
    'a bare except': [`try:\n    ${push}\nexcept:\n    pass`, { inHandler: undefined, guarded: true }],
    'an except of something else': [`try:\n    ${push}\nexcept ValueError:\n    pass`, { guarded: false }],
    'an except of several': [`try:\n    ${push}\nexcept (ValueError, URLError) as e:\n    pass`, { guarded: true }],
    'an except that raises again': [`try:\n    ${push}\nexcept Exception:\n    raise`, { guarded: false }],
    suppress: [`with contextlib.suppress(Exception):\n    ${push}`, { guarded: true }],
  };
  for (const [title, [text, expected]] of Object.entries(cases)) {
    it(title, async () => {
      const found = await onlyPush(head + text);
      const shown = Object.fromEntries(Object.entries(found).filter(([key]) => key in expected));
      assert.deepEqual({ ...expected, ...shown }, expected);
    });
  }
});

describe('pushes by TaskMonitor', () => {
  it('are guarded, by POST, from a registry of its own', async () => {
    const text = `from monitoring import TaskMonitor
monitor = TaskMonitor(f"job-{pid}", "localhost:9091", grouping_key={"team": "data"})
for row in rows:
    monitor.record_success("load", 1)
with monitor.batch_push():
    for row in rows:
        monitor.record_failure("load", "x")
for row in rows:
    @monitor.task("load")
    def f(): pass`;
    const pushes = await pushesIn(text);
    assert.deepEqual(
      pushes.map(({ client, method, registry, guarded, inLoop, gateway }) => [
        client,
        method,
        registry,
        guarded,
        inLoop,
        gateway,
      ]),
      [
        ['taskmonitor', 'POST', 'own', true, true, 'localhost:9091'],
        ['taskmonitor', 'POST', 'own', true, false, 'localhost:9091'],
        ['taskmonitor', 'POST', 'own', true, false, 'localhost:9091'],
      ],
    );
    assert.equal(pushes[0]?.job?.value.kind, 'joined');
    assert.deepEqual(
      pushes[0]?.groupingKey.map(({ name }) => name),
      ['team'],
    );
  });
});

describe('pushes by HTTP', () => {
  const cases: Readonly<Record<string, readonly [method: Push['method'], timeout: Push['timeout'], key: string]>> = {
    'requests.put("http://g:9091/metrics/job/load", data=d)': ['PUT', 'endless', 'http://g:9091 job=load'],
    'requests.post(f"{url}/metrics/job/load/host/{host}", d)': ['POST', 'endless', 'undefined job=load host=name'],
    'requests.post(url + "/metrics/job/" + job, d, timeout=5)': ['POST', 'stated', 'undefined job=name'],
    'session.delete("%s/metrics/job/%s" % (url, job))': ['DELETE', 'endless', 'undefined job=name'],
    'requests.request("PUT", "{}/metrics/job/{}".format(url, job))': ['PUT', 'endless', 'undefined job=name'],
    'httpx.put(f"{url}/metrics/job/a-{n}")': ['PUT', 'default', 'undefined job=joined'],
    'urllib.request.Request(f"{url}/metrics/job/a", d, method="PUT")': ['PUT', 'unknown', 'undefined job=a'],
    'urllib.request.urlopen(f"{url}/metrics/job/a", d)': ['POST', 'endless', 'undefined job=a'],
    'requests.put(target)': ['PUT', 'endless', 'undefined job=name'],
  };
  for (const [call, [method, timeout, key]] of Object.entries(cases)) {
    it(call, async () => {
      const text = `def f(url, job, host, d, n):\n    target = f"{url}/metrics/job/{job}"\n    ${call}`;
      const push = await onlyPush(text);
      const parts = [push.job, ...push.groupingKey].map((part) =>
        part === undefined ? '' : `${part.name}=${part.value.kind === 'literal' ? part.value.text : part.value.kind}`,
      );
      assert.deepEqual([push.method, push.timeout, [String(push.gateway), ...parts].join(' ')], [method, timeout, key]);
    });
  }

  it('shows where a time-out goes', async () => {
    const text = 'requests.put("http://g:9091/metrics/job/load", data=d)';
    const edit = (await onlyPush(text)).timeoutInsertion;
    assert.equal(
      edit && text.slice(0, edit.start) + edit.newText + text.slice(edit.end),
      'requests.put("http://g:9091/metrics/job/load", data=d, timeout=5)',
    );
  });

  it('reads no other requests', async () => {
    assert.deepEqual(await pushesIn('# /metrics/job\nrequests.put(f"{url}/metrics")\nqueue.put("/jobs/metrics/")'), []);
  });
});
