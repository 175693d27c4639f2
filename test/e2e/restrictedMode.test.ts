import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repoRoot } from '../../scripts/support/repoRoot';
import { crowdedGateway } from '../editor/support/faultyGateways';
import type { LocalServer } from '../support/localServer';
import { copyWorkspace } from '../support/workspaceCopy';
import type { WorkspaceCopy } from '../support/workspaceCopy';
import { inOrder } from './support/inOrder';
import { openWorkbench } from './support/openWorkbench';
import type { OpenedWorkbench } from './support/openWorkbench';

/** A folder from a stranger, whose settings name a gateway of the stranger's. */
describe('a workspace that is not trusted', function () {
  this.timeout(90_000);
  inOrder(this);

  let sample: WorkspaceCopy;
  let gateway: LocalServer;
  let workbench: OpenedWorkbench;

  before(async () => {
    sample = await copyWorkspace(join(repoRoot, 'sample'));
    gateway = await crowdedGateway(3);
    const settings = { 'taskMonitor.gateways': [{ name: 'stranger', url: `http://127.0.0.1:${gateway.port}` }] };
    await mkdir(join(sample.folder, '.vscode'), { recursive: true });
    await writeFile(join(sample.folder, '.vscode/settings.json'), JSON.stringify(settings));
    workbench = await openWorkbench({
      folder: sample.folder,
      env: { PUSHGATEWAY_URL: undefined },
      settings: { 'security.workspace.trust.startupPrompt': 'never', 'workbench.reduceMotion': 'on' },
      workspaceTrust: true,
    });
  });

  after(async () => {
    await workbench?.screenshot('restricted-mode-end');
    await workbench?.close();
    await gateway?.close();
    await sample?.remove();
  });

  it('cannot add a gateway', async () => {
    await workbench.page.getByText('Restricted Mode').first().waitFor();
    await workbench.openViewContainer('TaskMonitor');
    await workbench.page.getByRole('button', { name: 'Add Gateway…' }).waitFor();
    await workbench.screenshot('restricted-mode');
    assert.equal(gateway.connections(), 0, 'its gateway was asked');
  });

  it('still gets lint', async () => {
    await workbench.openFile('activity_report.py');
    await workbench.page.locator('.squiggly-warning').first().waitFor();
    assert.equal(gateway.connections(), 0, 'its gateway was asked');
  });

  it('shows its gateway once it is trusted', async () => {
    await workbench.runCommand('Workspaces: Manage Workspace Trust');
    await workbench.page
      .getByRole('button', { name: /^Trust$/ })
      .first()
      .click();
    await workbench.treeRow(/^stranger, 3 groups/).waitFor();
  });
});
