import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { repoRoot } from '../../scripts/support/repoRoot';
import { runtimeHash } from '../../src/instrument/runtimeHeader';
import { debianPython } from '../runtime/pythons';
import { copyWorkspace } from '../support/workspaceCopy';
import type { WorkspaceCopy } from '../support/workspaceCopy';
import { inOrder } from './support/inOrder';
import { actionMenuRow, eventually, goToLine, openRefactorMenu } from './support/mainJobSteps';
import { openWorkbench } from './support/openWorkbench';
import type { OpenedWorkbench } from './support/openWorkbench';

const themes = ['dark', 'light', 'highContrast'] as const;

const orders = `import csv


def load(path):
    with open(path) as file:
        rows = list(csv.DictReader(file))
    return rows


def clean(rows):
    return [row for row in rows if row["id"]]


def report(rows):
    print(len(rows))


if __name__ == "__main__":
    report(clean(load("orders.csv")))
`;

const etl = `import { readFile } from 'node:fs/promises';

export async function load(path) {
  return JSON.parse(await readFile(path, 'utf8'));
}
`;

const backup = `#!/usr/bin/env bash
set -euo pipefail

dump() {
  tar -czf "$1" /etc/hostname
}

dump backup.tar.gz
`;

/** The module as it might have been a version ago. */
const oldBody = readFileSync(join(repoRoot, 'src/runtime/monitoring.py'), 'utf8').replace(
  /^.*\n(.*\n)/,
  '$1# An older line.\n',
);
const oldModule = `# TaskMonitor runtime 0.0.1 sha256:${runtimeHash(`\n${oldBody}`)}\n${oldBody}`;

/** Everything that instruments, as a person meets it; each step builds on the one before. */
describe('instrumenting, by hand', function () {
  this.timeout(120_000);
  inOrder(this);

  let sample: WorkspaceCopy;
  let workbench: OpenedWorkbench;
  const path = (name: string): string => join(sample.folder, name);
  const read = (name: string): string => readFileSync(path(name), 'utf8');

  before(async () => {
    sample = await copyWorkspace(join(repoRoot, 'sample'));
    const files = {
      'shop/orders.py': orders,
      'shop/jobs/refunds.py': orders,
      'web/etl.mjs': etl,
      'web/package.json': '{ "name": "web", "type": "module" }\n',
      'ops/backup.sh': backup,
      'old/monitoring.py': oldModule,
      // In the place of the real one: nothing is downloaded here.
      'pip.py': 'import sys\nopen("installed.txt", "w").write(sys.prefix + ": " + " ".join(sys.argv[1:]))\n',
    };
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(path(name)), { recursive: true });
      await writeFile(path(name), text);
    }
    // A Python of its own without prometheus_client, which scripts of the folder are run with.
    execFileSync(debianPython().executable, ['-m', 'venv', '--without-pip', path('.venv')]);
    workbench = await openWorkbench({
      folder: sample.folder,
      env: { PUSHGATEWAY_URL: undefined },
      settings: { 'workbench.reduceMotion': 'on', 'files.exclude': { '**/.venv': true } },
    });
    await workbench.useTheme('dark');
  });

  after(async () => {
    await workbench?.screenshot('instrumenting-end');
    await workbench?.close();
    await sample?.remove();
  });

  /** The same in every theme, for who looks at the pictures. */
  const picture = async (name: string): Promise<void> => {
    for (const theme of themes) {
      await workbench.useTheme(theme);
      await workbench.screenshot(`${name}-${theme}`);
    }
    await workbench.useTheme('dark');
  };

  it('offers the styles in one short menu', async () => {
    await workbench.openFile('shop/orders.py');
    await goToLine(workbench, 4);
    await openRefactorMenu(workbench, 'Instrument with TaskMonitor');
    await actionMenuRow(workbench, 'Instrument with TaskMonitor (decorator)').waitFor();
    await picture('action-styles');
    await workbench.page.keyboard.press('Escape');
  });

  it('offers one row for several functions', async () => {
    await openRefactorMenu(workbench, 'Instrument 3 functions with TaskMonitor', () =>
      workbench.page.keyboard.press('Control+a'),
    );
    await picture('action-several');
    await actionMenuRow(workbench, 'Instrument 3 functions with TaskMonitor').click();
    await eventually(() => existsSync(path('shop/monitoring.py')), 'no module was created');
    await workbench.page.keyboard.press('Control+s');
    await eventually(() => read('shop/orders.py').split('monitor.task(').length === 4, 'not all are instrumented');
  });

  it('says that the interpreter lacks prometheus_client, and installs it in a terminal that is seen', async () => {
    const message = 'has no prometheus_client';
    await workbench.notification(message).waitFor();
    await picture('client-library');
    await workbench.clickNotificationButton(message, 'Install in Terminal');
    const installed = `${path('.venv')}: install prometheus-client`;
    await eventually(
      () => existsSync(path('installed.txt')) && read('installed.txt') === installed,
      'the interpreter was not told to install it',
    );
    await workbench.page.getByText('TaskMonitor: Install').first().waitFor();
    await workbench.screenshot('client-library-terminal');
    await workbench.page.keyboard.press('Control+j');
  });

  it('shows what it would do to a folder before it does it', async () => {
    const before = read('shop/jobs/refunds.py');
    await workbench.runCommand('View: Close All Editors');
    await workbench.page.keyboard.press('Control+Shift+e');
    const folder = workbench.treeRow('shop').first();
    await folder.click({ button: 'right' });
    const entry = workbench.page.getByRole('menuitem', { name: 'Instrument Folder with TaskMonitor…' });
    await entry.hover();
    await workbench.screenshot('explorer-menu');
    await workbench.chooseMenuItem('Instrument Folder with TaskMonitor…');
    await workbench.page.getByRole('button', { name: 'Apply', exact: true }).waitFor();
    await workbench.page.locator('.bulk-edit-panel .monaco-list-row').filter({ hasText: 'refunds.py' }).click();
    await workbench.page.locator('.monaco-diff-editor').getByText('monitor.task(').first().waitFor();
    assert.equal(read('shop/jobs/refunds.py'), before);
    assert.equal(existsSync(path('shop/jobs/monitoring.py')), false);
    await picture('refactor-preview');
    await workbench.page.getByRole('button', { name: 'Apply', exact: true }).click();
    await eventually(() => read('shop/jobs/refunds.py').includes('monitor.task('), 'the folder was not instrumented');
    assert.ok(existsSync(path('shop/jobs/monitoring.py')));
    await workbench.notification('Instrumented 3 functions in 1 file.').waitFor();
    await workbench.screenshot('folder-done');
  });

  it('says when the module was left out of it, and creates it', async () => {
    await mkdir(path('later'));
    await writeFile(path('later/orders.py'), orders);
    await workbench.runRowCommand('later', 'Instrument Folder with TaskMonitor…');
    const module = workbench.page.locator('.bulk-edit-panel .monaco-list-row').filter({ hasText: 'monitoring.py' });
    await module.getByRole('checkbox').click();
    await workbench.page.getByRole('button', { name: 'Apply', exact: true }).click();
    await workbench.notification('Left out: later/monitoring.py').waitFor();
    assert.equal(existsSync(path('later/monitoring.py')), false);
    await workbench.screenshot('module-left-out');
    await workbench.clickNotificationButton('Left out: later/monitoring.py', 'Create');
    await eventually(() => existsSync(path('later/monitoring.py')), 'the module was not created');
  });

  it('instruments JavaScript, and says that prom-client is missing there', async () => {
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.openFile('web/etl.mjs');
    await goToLine(workbench, 3);
    await openRefactorMenu(workbench, 'Instrument with TaskMonitor');
    await workbench.screenshot('javascript-action');
    await actionMenuRow(workbench, 'Instrument with TaskMonitor').click();
    await eventually(() => existsSync(path('web/monitoring.mjs')), 'no module was created');
    await workbench.notification('prom-client is missing in web').waitFor();
    await workbench.screenshot('javascript-instrumented');
    await workbench.page.keyboard.press('Control+s');
  });

  it('instruments Bash', async () => {
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.openFile('ops/backup.sh');
    await goToLine(workbench, 4);
    await openRefactorMenu(workbench, 'Instrument with TaskMonitor');
    await actionMenuRow(workbench, 'Instrument with TaskMonitor').click();
    await eventually(() => existsSync(path('ops/monitoring.sh')), 'no module was created');
    await picture('bash-instrumented');
    await workbench.page.keyboard.press('Control+s');
    await eventually(() => read('ops/backup.sh').includes('task_monitor_task'), 'the script was not saved');
  });

  it('offers once to upgrade an older module', async () => {
    await workbench.runCommand('Notifications: Clear All Notifications');
    await workbench.openFile('old/monitoring.py');
    const message = /old.monitoring\.py is TaskMonitor 0\.0\.1; version .* is available/;
    await workbench.notification(message).waitFor();
    await workbench.screenshot('upgrade-offer');
    await workbench.clickNotificationButton(message, 'Show Changes');
    await workbench.page.getByRole('tab', { name: /0\.0\.1 ↔/ }).waitFor();
    await workbench.notification(message).waitFor();
    await picture('upgrade-changes');
    await workbench.clickNotificationButton(message, 'Upgrade');
    await eventually(() => read('old/monitoring.py') !== oldModule, 'the module was not upgraded');
  });
});
