import assert from 'node:assert/strict';
import { join } from 'node:path';
import { repoRoot } from '../../scripts/support/repoRoot';
import { newestRelease, oldestRelease } from '../../scripts/vscode/releases';
import manifest from '../../package.json';
import strings from '../../package.nls.json';
import { copyWorkspace, type WorkspaceCopy } from '../support/workspaceCopy';
import { openWorkbench, type OpenedWorkbench } from './support/openWorkbench';

for (const release of [oldestRelease, newestRelease]) {
  describe(`the packaged extension in VS Code ${release.vscode}`, function () {
    this.timeout(120_000);
    let workspace: WorkspaceCopy;
    let workbench: OpenedWorkbench;

    before(async () => {
      workspace = await copyWorkspace(join(repoRoot, 'sample'));
      workbench = await openWorkbench({ folder: workspace.folder, release });
    });

    after(async () => {
      await workbench?.close();
      await workspace?.remove();
    });

    it('brings its icon in the activity bar, and a view that says how to begin', async () => {
      await workbench.openViewContainer('TaskMonitor');
      await workbench.page.getByRole('button', { name: strings['command.startLocalGateway'] }).waitFor();
      await workbench.screenshot(`welcome-${release.vscode}`);
    });

    it('lists its commands in the palette by their English titles', async () => {
      // The palette does not take up commands that are still being registered while it is open; this one waits for them.
      await workbench.runCommand('TaskMonitor: Show Log');
      await workbench.paletteRows('TaskMonitor: ', `palette-${release.vscode}`);
      const conditional = new Set(manifest.contributes.menus.commandPalette.map(({ command }) => command));
      const offered = manifest.contributes.commands.filter(
        (entry) => !conditional.has(entry.command) && !('enablement' in entry),
      );
      for (const { title } of offered) {
        const label = `TaskMonitor: ${english(title)}`;
        // The list holds only the rows that are to be seen: ask for each by its title.
        const rows = await workbench.paletteRows(label);
        assert.ok(rows.includes(label), `${label} is not among ${rows.join(', ')}`);
      }
    });

    it('has with it every picture that its view shows', async () => {
      const missing: string[] = [];
      workbench.page.on('response', (response) => {
        if (response.status() >= 400 && response.url().includes('taskmonitor')) {
          missing.push(`${response.status()} ${response.url()}`);
        }
      });
      const pictures = workbench.page.waitForResponse((response) => response.url().includes('gateway-unreachable.svg'));
      // Nobody listens on port 1.
      await workbench.changeSettings({ 'taskMonitor.gateways': [{ name: 'down', url: 'http://127.0.0.1:1' }] });
      await workbench.openViewContainer('TaskMonitor');
      await workbench.treeRow(/^down, no answer/).waitFor();
      await pictures;
      await workbench.screenshot(`unreachable-${release.vscode}`);
      assert.deepEqual(missing, []);
    });
  });
}

/** What the manifest's `%key%` stands for. */
function english(placeholder: string): string {
  return Object.entries(strings).find(([key]) => placeholder === `%${key}%`)?.[1] ?? placeholder;
}
