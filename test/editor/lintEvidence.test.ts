import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestAccess } from '../../src/extension';
import { GatewayClient } from '../../src/pushgateway/gatewayClient';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { eventually } from './support/eventually';
import { configureGateways } from './support/gatewaySettings';
import { findingsIn, untilFound } from './support/lintFindings';
import { scratchFolder } from './support/scratchFolder';
import type { ScratchFolder } from './support/scratchFolder';
import { testAccess } from './support/testAccess';

const growth = 'high-cardinality-label';

/** \`site\` says nothing by its name. */
const source = `from prometheus_client import Gauge

stock = Gauge("stock_items", "Items in stock.", ["site"])
`;

const setting = (key: string, value: unknown): Thenable<void> =>
  vscode.workspace.getConfiguration('taskMonitor').update(key, value, vscode.ConfigurationTarget.Global);

describe('evidence of a live gateway', () => {
  let access: TestAccess;
  let gateway: RealPushgateway;
  let scratch: ScratchFolder;

  before(async () => {
    access = await testAccess();
  });

  beforeEach(async () => {
    gateway = await startRealPushgateway();
    scratch = await scratchFolder();
    await configureGateways(access, [{ name: 'staging', url: gateway.url }]);
  });

  afterEach(async () => {
    for (const key of ['lint.liveEvidence', 'lint.maxLabelValues']) await setting(key, undefined);
    await configureGateways(access, undefined);
    await scratch.remove();
    await gateway.stop();
  });

  const push = async (sites: number): Promise<void> => {
    const lines = Array.from({ length: sites }, (_, site) => `stock_items{site="s${site}"} 1\n`);
    const text = `# TYPE stock_items gauge\n${lines.join('')}`;
    const client = new GatewayClient({ url: gateway.url });
    try {
      await client.push({ job: 'stock' }, text, { method: 'PUT' });
    } finally {
      await client.close();
    }
    await access.services.store.refresh();
  };

  it('warns about a label that has too many values there, with the number and the gateway', async () => {
    const { document } = await scratch.edit('stock.py', source);
    await push(100);
    await untilFound(document.uri, growth, 0);
    await push(130);
    const [diagnostic] = await untilFound(document.uri, growth, 1);
    assert.match(diagnostic?.message ?? '', /130\b.*staging/s);
    assert.match(document.getText(diagnostic?.range), /site/);
    await push(12);
    await untilFound(document.uri, growth, 0);
  });

  it('takes the bound from the settings, and is silent when it is not wanted', async () => {
    const { document } = await scratch.edit('stock.py', source);
    await push(20);
    await setting('lint.maxLabelValues', 10);
    await untilFound(document.uri, growth, 1);
    await setting('lint.liveEvidence', false);
    await untilFound(document.uri, growth, 0);
    await setting('lint.liveEvidence', undefined);
    await untilFound(document.uri, growth, 1);
    await setting('lint.maxLabelValues', undefined);
    await untilFound(document.uri, growth, 0);
  });

  it('counts in documents that have not been saved, too', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'python', content: source });
    await vscode.window.showTextDocument(document);
    await push(130);
    await untilFound(document.uri, growth, 1);
    await eventually(() => (/staging/.test(findingsIn(document.uri, growth)[0]?.message ?? '') ? true : undefined));
  });
});
