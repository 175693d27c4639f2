import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestAccess } from '../../src/extension';
import type { GatewayEntry } from '../../src/editor/gateways/gatewayEntry';
import { GatewayClients } from '../../src/editor/gateways/gatewayClients';
import { pushTestMetrics } from '../../src/editor/testPush/pushTestMetrics';
import { rejectionOf } from '../../src/editor/testPush/rejection';
import { RejectionView } from '../../src/editor/testPush/showRejection';
import { testPushOf } from '../../src/editor/testPush/testPush';
import type { TestPush, TestPushAnswers } from '../../src/editor/testPush/testPush';
import { GatewayError } from '../../src/pushgateway/gatewayError';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { silentServer } from './support/faultyGateways';
import { configureGateways } from './support/gatewaySettings';
import { eventually } from './support/eventually';
import { testAccess } from './support/testAccess';
import { treeText } from './support/treeText';

const answers: TestPushAnswers = {
  gatewayId: '',
  job: 'test_job',
  labels: 'task_name=load',
  metric: 'rows{table="orders"}',
  type: 'gauge',
  value: '42',
};

function pushOf(changes: Partial<TestPushAnswers> = {}): TestPush {
  const push = testPushOf({ ...answers, ...changes });
  assert.equal(push.kind, 'push');
  return push;
}

describe('testPushOf', () => {
  it('reads what was typed', () => {
    assert.deepEqual(pushOf(), {
      kind: 'push',
      key: { job: 'test_job', task_name: 'load' },
      metric: { name: 'rows', type: 'gauge', samples: [{ labels: { table: 'orders' }, value: 42 }] },
    });
  });

  const refused: readonly (readonly [changes: Partial<TestPushAnswers>, reason: RegExp])[] = [
    [{ job: ' ' }, /job/],
    [{ labels: 'job=x' }, /job/],
    [{ metric: 'no name' }, /.+/],
    [{ metric: 'push_time_seconds' }, /push_time_seconds/],
    [{ value: 'many' }, /number/],
    [{ type: 'counter', value: '-1' }, /counter/],
  ];
  for (const [changes, reason] of refused) {
    it(`refuses ${JSON.stringify(changes)}`, () => {
      const push = testPushOf({ ...answers, ...changes });
      assert.equal(push.kind, 'invalid');
      assert.match(push.reason, reason);
    });
  }
});

describe('pushing test metrics', () => {
  let access: TestAccess;
  let real: RealPushgateway;
  let gateway: GatewayEntry;
  /** Of this bundle, so that its errors are of the class that `pushTestMetrics` knows. */
  let clients: GatewayClients;

  before(async () => {
    access = await testAccess();
    real = await startRealPushgateway();
    clients = new GatewayClients(access.services.secrets, access.services.log);
  });

  after(async () => {
    clients.dispose();
    await real.stop();
  });

  beforeEach(async () => {
    gateway = { kind: 'gateway', id: real.url, name: 'real', sources: ['settings'] };
    await configureGateways(access, [{ name: 'real', url: real.url }]);
  });

  afterEach(async () => {
    await configureGateways(access, undefined);
  });

  const push = (testPush: TestPush) => {
    return pushTestMetrics(gateway, testPush, clients, access.services.store);
  };

  it('shows the group in the view afterwards', async () => {
    const outcome = await push(pushOf());
    assert.equal(outcome.kind, 'pushed');
    assert.match(treeText(access.tree), /test_job › load \| .*\n {4}rows \| 42 · table="orders" · gauge/);
    await access.tree.reveal(gateway.id, outcome.groupId);
  });

  it('leaves the other families of the group alone', async () => {
    await push(pushOf({ job: 'kept', metric: 'first' }));
    await push(pushOf({ job: 'kept', metric: 'second' }));
    assert.match(treeText(access.tree), /kept[^\n]*\n {4}first [^\n]*\n {4}second /);
  });

  it('hands on the whole body of a 400, and what it means', async () => {
    await push(pushOf({ job: 'a', metric: 'clash', type: 'gauge' }));
    const second = pushOf({ job: 'b', metric: 'clash', type: 'counter' });
    const outcome = await push(second);
    assert.equal(outcome.kind, 'rejected');
    assert.match(outcome.body, /collected metric "clash" .* is not a (GAUGE|COUNTER)/);
    const rejection = rejectionOf(second, outcome.status, outcome.body);
    assert.ok(rejection.text.startsWith(outcome.body.trimEnd()));
    assert.match(rejection.text, /Another group, or the gateway itself/);
    assert.match(rejection.title, /\{job="b", task_name="load"\} \(400\)/);
    assert.match(treeText(access.tree), /b › load \| last push failed/);
  });

  it('shows a long refusal whole, as a document', async () => {
    const view = new RejectionView();
    const body = Array.from({ length: 200 }, (_, line) => `line ${line}`).join('\n');
    try {
      await view.show(rejectionOf(pushOf(), 400, body));
      const document = vscode.window.activeTextEditor?.document;
      assert.ok(document?.getText().includes(body));
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    } finally {
      view.dispose();
    }
  });

  it('can be cancelled', async () => {
    const server = await silentServer();
    try {
      const id = `http://127.0.0.1:${server.port}`;
      await configureGateways(access, [{ url: id }]);
      const abort = new AbortController();
      const pushing = pushTestMetrics({ ...gateway, id }, pushOf(), clients, access.services.store, abort.signal);
      await eventually(() => (server.connections() > 0 ? true : undefined));
      abort.abort();
      await assert.rejects(pushing, (error) => error instanceof GatewayError && error.code === 'cancelled');
    } finally {
      await server.close();
    }
  });
});
