import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestAccess } from '../../src/extension';
import { GatewayClient } from '../../src/pushgateway/gatewayClient';
import { deleteGroup, deletionQuestion } from '../../src/editor/gateways/deleteGroup';
import { maxSiblings } from '../../src/editor/tree/childNodes';
import type { GroupNode } from '../../src/editor/tree/treeNode';
import { freePort } from '../support/freePort';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { crowdedGateway, guardedGateway, htmlServer, silentServer } from './support/faultyGateways';
import { configureGateways } from './support/gatewaySettings';
import { eventually } from './support/eventually';
import { testAccess } from './support/testAccess';
import { allRows, labelOf, treeText } from './support/treeText';

const exposition = `# HELP rows_total Rows that were read.
# TYPE rows_total counter
rows_total{table="orders"} 1.5e+06
rows_total{table="refunds"} 12
# TYPE duration_seconds gauge
duration_seconds 12.5
# TYPE request_seconds histogram
request_seconds_bucket{le="0.5"} 3
request_seconds_bucket{le="+Inf"} 4
request_seconds_sum 2.5
request_seconds_count 4
`;

/** What a TaskMonitor runtime pushes of failures. */
function runOutcome(errorCode: string, failures: number): string {
  return `# TYPE task_failure_total counter\ntask_failure_total{error_code="${errorCode}"} ${failures}\n`;
}

describe('the view', () => {
  let access: TestAccess;
  const cleanUps: (() => Promise<void>)[] = [];

  before(async () => {
    access = await testAccess();
    await configureGateways(access, undefined);
  });

  afterEach(async () => {
    await configureGateways(access, undefined);
    for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
  });

  const show = async (...urls: readonly string[]): Promise<void> => {
    await configureGateways(
      access,
      urls.map((url, index) => ({ name: `gateway ${index + 1}`, url })),
    );
    await access.services.store.refresh();
  };

  const text = (): string => treeText(access.tree);

  it('has no rows when no gateway is configured, so that the welcome is shown', () => {
    assert.deepEqual(access.tree.getChildren(), []);
  });

  describe('of a real Pushgateway', () => {
    let gateway: RealPushgateway;
    let client: GatewayClient;

    beforeEach(async () => {
      gateway = await startRealPushgateway();
      client = new GatewayClient({ url: gateway.url });
      cleanUps.push(
        () => gateway.stop(),
        () => client.close(),
      );
    });

    it('shows groups, families and samples', async () => {
      await client.push({ job: 'nightly', task_name: 'load' }, exposition, { method: 'POST' });
      await show(gateway.url);
      assert.match(
        text(),
        new RegExp(
          [
            String.raw`^gateway 1 \| 1 group · 127\.0\.0\.1:\d+`,
            String.raw`  nightly › load \| just now`,
            String.raw`    duration_seconds \| 12\.5 · gauge`,
            String.raw`    request_seconds \| 4 samples · histogram`,
            String.raw`      count \| 4`,
            String.raw`      sum \| 2\.5`,
            String.raw`      le="0\.5" \| 3`,
            String.raw`      le="\+Inf" \| 4`,
            String.raw`    rows_total \| 2 samples · counter`,
            String.raw`      table="orders" \| 1500000`,
            String.raw`      table="refunds" \| 12$`,
          ].join('\n'),
        ),
      );
    });

    it('says that nothing has been pushed yet', async () => {
      await show(gateway.url);
      assert.match(text(), /^gateway 1 \| 0 groups · 127\.0\.0\.1:\d+\n {2}Nothing has been pushed yet$/);
    });

    it('tells a group whose last push was refused, by icon and by word', async () => {
      await client.push({ job: 'good' }, 'clash 1\n', { method: 'POST' });
      await assert.rejects(client.push({ job: 'bad' }, '# TYPE clash counter\nclash 1\n', { method: 'POST' }));
      await show(gateway.url);
      assert.match(text(), /bad \| last push failed/);
      assert.doesNotMatch(text(), /good \|.*failed/);
      const icons = allRows(access.tree)
        .filter(({ node }) => node.kind === 'group')
        .map(({ item }) => (item.iconPath instanceof vscode.ThemeIcon ? item.iconPath.id : undefined));
      assert.equal(icons[0], 'error');
      assert.notEqual(icons[1], 'error');
    });

    it('tells a task whose last run failed, with the error code, until it succeeds', async () => {
      const key = { job: 'nightly', task_name: 'nightly.load', region: 'eu' };
      await client.push(key, runOutcome('ValueError', 1), { method: 'POST' });
      await show(gateway.url);
      assert.match(text(), /nightly › load \| run failed: ValueError · just now · region="eu"/);
      await client.push(key, runOutcome('', 0), { method: 'POST' });
      await access.services.store.refresh();
      assert.match(text(), /nightly › load \| just now · region="eu"/);
    });

    it('has ids that stay from one look to the next and differ from each other', async () => {
      await client.push({ job: 'a' }, exposition, { method: 'POST' });
      await client.push({ job: 'a', b: 'c' }, exposition.replaceAll(/^(\w+_?\w*)/gm, 'x_$1'), { method: 'POST' });
      await show(gateway.url);
      const ids = allRows(access.tree).map(({ item }) => item.id);
      assert.equal(new Set(ids).size, ids.length);
      await access.services.store.refresh();
      assert.deepEqual(
        allRows(access.tree).map(({ item }) => item.id),
        ids,
      );
    });

    it('says every row to a screen reader, and explains it on hovering', async () => {
      await client.push({ job: 'nightly', task_name: 'load' }, exposition, { method: 'POST' });
      await show(gateway.url);
      const rows = allRows(access.tree);
      for (const { item } of rows) {
        assert.ok(item.accessibilityInformation?.label, `${labelOf(item)} says nothing`);
        assert.ok(item.tooltip, `${labelOf(item)} explains nothing`);
      }
      const group = rows.find(({ node }) => node.kind === 'group');
      assert.ok(typeof group?.item.tooltip === 'string');
      assert.match(group.item.tooltip, /^\{job="nightly", task_name="load"\}\n\nLast successful push: /);
    });

    it('deletes exactly one group, which the question has named', async () => {
      await client.push({ job: 'nightly' }, 'a 1\n', { method: 'POST' });
      await client.push({ job: 'nightly', task_name: 'load' }, exposition, { method: 'POST' });
      await show(gateway.url);
      const node = allRows(access.tree)
        .map((row) => row.node)
        .find((candidate): candidate is GroupNode => candidate.kind === 'group' && 'task_name' in candidate.group.key);
      assert.ok(node);
      const question = deletionQuestion(node.gateway, node.group);
      assert.match(question.message, /\{job="nightly", task_name="load"\}/);
      assert.match(question.detail, /• duration_seconds\n• request_seconds\n• rows_total/);
      assert.ok(question.detail.includes(gateway.url));

      const { clients, store } = access.services;
      await deleteGroup(node.gateway, node.group, clients, store);
      assert.match(text(), /nightly \| just now\n/);
      assert.doesNotMatch(text(), /task_name/);
    });

    it('keeps the last good groups when the gateway goes, under the reason, and recovers', async () => {
      await client.push({ job: 'nightly' }, 'a 1\n', { method: 'POST' });
      await show(gateway.url);
      await gateway.stop();
      await access.services.store.refresh();
      assert.match(text(), /^gateway 1 \| no answer, as of just now · 127\.0\.0\.1:\d+\n {2}[^\n]+\n {2}nightly \|/);
      const again = await startRealPushgateway({ args: [`--web.listen-address=127.0.0.1:${gateway.port}`] }).catch(
        () => undefined,
      );
      if (again !== undefined) cleanUps.push(() => again.stop());
    });

    it('shows groups with empty and odd label values', async () => {
      await client.push({ job: 'a/b', region: '', path: '中 "x"' }, 'm 1\n', { method: 'POST' });
      await show(gateway.url);
      assert.match(text(), /a\/b \| .* · path="中 "x"" · region=""/);
    });
  });

  it('shows an unreachable gateway as a row with the reason, which retries', async () => {
    await show(`http://127.0.0.1:${await freePort()}`);
    const [gateway, failure, ...others] = allRows(access.tree);
    assert.deepEqual(others, []);
    assert.match(String(gateway?.item.description), /no answer/);
    assert.equal(gateway?.item.contextValue, 'gateway failed');
    assert.equal(failure?.item.contextValue, 'failure');
    assert.equal(labelOf(failure.item), 'Nothing listens there');
    assert.equal(failure.item.command?.command, 'taskMonitor.retryGateway');
    assert.ok(typeof failure.item.tooltip === 'string');
    assert.ok(
      failure.item.tooltip.startsWith(String(failure.item.description)),
      'the tooltip does not hold the whole reason',
    );
    const { version } = access.services.store.snapshot;
    await vscode.commands.executeCommand('taskMonitor.retryGateway', failure.node);
    assert.ok(access.services.store.snapshot.version > version, 'retrying did not look at the gateway');
  });

  it('does nothing to another gateway when the one that was meant is gone', async () => {
    const server = await crowdedGateway(1);
    cleanUps.push(() => server.close());
    await show(`http://127.0.0.1:${server.port}`);
    const [row] = allRows(access.tree).filter(({ node }) => node.kind === 'group');
    assert.ok(row?.node.kind === 'group');
    const meant = { ...row.node, gateway: { ...row.node.gateway, id: 'http://gone:9091' } };
    // Either would ask the person something, and not come back, if it took the only gateway in its place.
    await vscode.commands.executeCommand('taskMonitor.deleteGroup', meant);
    await vscode.commands.executeCommand('taskMonitor.pushTestMetrics', meant);
    assert.match(text(), /job_00000/);
  });

  it('tells a web server from a Pushgateway', async () => {
    const server = await htmlServer();
    cleanUps.push(() => server.close());
    await show(`http://127.0.0.1:${server.port}`);
    assert.match(text(), /\n {2}Not a Pushgateway \| /);
  });

  it('gives up on a gateway that never answers', async () => {
    const server = await silentServer();
    cleanUps.push(() => server.close());
    await show(`http://127.0.0.1:${server.port}`);
    assert.match(text(), /no answer · [^\n]+\n {2}\S/);
    assert.equal(access.services.store.gateway(`http://127.0.0.1:${server.port}`)?.failure?.code, 'timeout');
  });

  it('refuses a password in the settings in a row of its own, without showing it', async () => {
    await show('http://robot:hunter2@127.0.0.1:9091');
    const [row, ...others] = allRows(access.tree);
    assert.deepEqual(others, []);
    assert.match(String(row?.item.description), /Settings are plain text/);
    assert.equal(row?.item.command?.command, 'taskMonitor.openGatewaySettings');
    assert.doesNotMatch(JSON.stringify(row.item), /hunter2/);
  });

  describe('of a gateway that wants credentials', () => {
    const authorization = `Basic ${Buffer.from('robot:hunter2').toString('base64')}`;

    it('says so and offers to enter them; once stored, they go to that gateway only', async () => {
      const { secrets } = access.services;
      const guarded = await guardedGateway(authorization);
      const stranger = await guardedGateway('never');
      cleanUps.push(
        () => guarded.close(),
        () => stranger.close(),
      );
      const id = `http://127.0.0.1:${guarded.port}`;
      await show(id, `http://127.0.0.1:${stranger.port}`, `${id}/other`);
      const [gateway, failure] = allRows(access.tree);
      assert.match(String(gateway?.item.description), /needs credentials/);
      assert.equal(failure?.item.command?.command, 'taskMonitor.enterCredentials');
      assert.equal(failure.item.contextValue, 'failure unauthorized');

      await secrets.store(id, { kind: 'basic', username: 'robot', password: 'hunter2' });
      cleanUps.push(() => secrets.forget(id));
      await eventually(async () => {
        await access.services.store.refresh();
        assert.match(text(), /Nothing has been pushed yet/);
        return true;
      });
      assert.ok(guarded.seen.includes(authorization));
      assert.deepEqual([...new Set(stranger.seen)], [undefined], 'another gateway was sent credentials');
      assert.equal(access.services.store.gateway(`${id}/other`)?.failure?.code, 'unauthorized');

      await secrets.forget(id);
      await eventually(async () => {
        await access.services.store.refresh(id);
        return access.services.store.gateway(id)?.failure?.code === 'unauthorized' ? true : undefined;
      });
    });
  });

  it('shows at most 500 siblings, and says how many more there are', async () => {
    const server = await crowdedGateway(maxSiblings + 1_234);
    cleanUps.push(() => server.close());
    await show(`http://127.0.0.1:${server.port}`);
    const [gateway] = access.tree.getChildren();
    const rows = access.tree.getChildren(gateway);
    assert.equal(rows.length, maxSiblings + 1);
    const [last] = rows.slice(-1);
    assert.ok(last);
    assert.equal(labelOf(access.tree.getTreeItem(last)), '1,234 more not shown');
  });

  it('does not disturb who reads a tooltip while nothing changes', async () => {
    const server = await crowdedGateway(1);
    cleanUps.push(() => server.close());
    await show(`http://127.0.0.1:${server.port}`);
    let changes = 0;
    const listener = access.tree.onDidChangeTreeData(() => {
      changes += 1;
    });
    cleanUps.push(async () => listener.dispose());
    await access.services.store.refresh();
    await access.services.store.refresh();
    assert.equal(changes, 0);
    await server.close();
    await access.services.store.refresh();
    assert.equal(changes, 1);
  });

  it('says that it is loading only while nothing is known', async () => {
    const server = await silentServer();
    cleanUps.push(() => server.close());
    const url = `http://127.0.0.1:${server.port}`;
    await configureGateways(access, [{ name: 'slow', url }]);
    assert.match(text(), /^slow \| [^\n]+\n {2}Loading…$/);
  });

  it('looks again at once when it was asked while a look was under way', async () => {
    const server = await crowdedGateway(1);
    cleanUps.push(() => server.close());
    await show(`http://127.0.0.1:${server.port}`);
    const looks = [access.services.store.refresh(), access.services.store.refresh(), access.services.store.refresh()];
    await Promise.all(looks);
    assert.match(text(), /1 group · /);
  });

  it('looks by itself while it is shown, and stops when it is hidden', async () => {
    const server = await crowdedGateway(1);
    const configuration = vscode.workspace.getConfiguration('taskMonitor');
    cleanUps.push(
      async () => {
        await configuration.update('refreshInterval', undefined, vscode.ConfigurationTarget.Global);
      },
      () => server.close(),
    );
    await configuration.update('refreshInterval', 0.1, vscode.ConfigurationTarget.Global);
    await configureGateways(access, [{ url: `http://127.0.0.1:${server.port}` }]);
    const { store } = access.services;
    const versions = (): number => store.snapshot.version;
    store.setVisible(true);
    const begin = versions();
    await eventually(() => (versions() >= begin + 3 ? true : undefined));
    store.setVisible(false);
    const end = versions();
    await new Promise((resolve) => {
      setTimeout(resolve, 1_000);
    });
    assert.ok(versions() <= end + 1, 'a hidden view looks at the gateway');
  });
});
