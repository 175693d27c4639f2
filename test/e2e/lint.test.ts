import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Locator } from 'playwright-core';
import { inOrder } from './support/inOrder';
import { actionMenuRow, goToLine } from './support/mainJobSteps';
import { openWorkbench } from './support/openWorkbench';
import type { OpenedWorkbench } from './support/openWorkbench';

const files: Readonly<Record<string, string>> = {
  'all.code-workspace': '{ "folders": [{ "path": "shop" }, { "path": "operations" }] }\n',
  'shop/taskmonitor.json': '{\n  "rules": { "high-cardinality-label": "error" }\n}\n',
  'shop/metrics.py': `from prometheus_client import Counter

LOGINS = Counter("shop_logins_total", "Logins.", ["method", "user_id"])


def login(user):
    LOGINS.labels(method="form", user_id=user.id).inc()
`,
  'operations/prometheus.yml': `scrape_configs:
  - job_name: pushgateway
    static_configs:
      - targets: ['pushgateway:9091']
`,
  'operations/backup.go': `package main

import "github.com/prometheus/client_golang/prometheus"

var backups = prometheus.NewCounterVec(
	prometheus.CounterOpts{Name: "backups_total", Help: "Backups."},
	[]string{"session_id"},
)
`,
};

describe('the lint, by keyboard', function () {
  this.timeout(120_000);
  inOrder(this);

  let folder: string;
  let workbench: OpenedWorkbench;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'taskmonitor-lint-'));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const long = `${files['shop/metrics.py']}${'# filler\n'.repeat(120_000)}`;
    await writeFile(join(folder, 'shop/generated.py'), long);
    workbench = await openWorkbench({
      folder: join(folder, 'all.code-workspace'),
      env: { PUSHGATEWAY_URL: undefined },
      settings: { 'workbench.reduceMotion': 'on' },
    });
  });

  after(async () => {
    await workbench?.screenshot('lint-end');
    await workbench?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  const press = (keys: string): Promise<void> => workbench.page.keyboard.press(keys);
  const problems = (text: string | RegExp): Locator =>
    workbench.page.locator('.markers-panel .monaco-list-row').filter({ hasText: text });
  const chooseFix = async (title: string): Promise<void> => {
    const row = actionMenuRow(workbench, title);
    await row.waitFor();
    // The list's focus goes down to the row, as a person's fingers do it.
    for (let step = 0; step < 20; step++) {
      if ((await row.getAttribute('class'))?.includes('focused') === true) break;
      await press('ArrowDown');
    }
    await press('Enter');
  };

  it('shows in the Problems view what is wrong in files of both folders that nobody opened', async () => {
    // Any file that activates the extension.
    await workbench.openFile('backup.go');
    await press('Control+Shift+m');
    await problems(/'user_id'/).waitFor();
    await problems(/honor_labels/).waitFor();
    await problems(/'session_id'/).waitFor();
    await workbench.screenshot('lint-problems');
  });

  it('takes severities from the taskmonitor.json of each folder', async () => {
    await problems(/'user_id'/)
      .locator('.codicon-error')
      .waitFor();
    await problems(/'session_id'/)
      .locator('.codicon-warning')
      .waitFor();
  });

  it('leads to a problem by F8, with its message and the link to its page', async () => {
    await workbench.openFile('metrics.py');
    await workbench.page.locator('.squiggly-error').first().waitFor();
    await goToLine(workbench, 1);
    await press('F8');
    const zone = workbench.page.locator('.marker-widget');
    await zone
      .getByText(/grows with every user/)
      .first()
      .waitFor();
    await workbench.screenshot('lint-f8');
    await press('Escape');
    await press('Control+k');
    await press('Control+i');
    const hover = workbench.page.locator('.monaco-hover:visible').filter({ hasText: 'grows with every user' });
    // Where it leads the suites of the extension host say: VS Code keeps that from the page.
    await hover.locator('a', { hasText: 'high-cardinality-label' }).waitFor();
  });

  for (const theme of ['light', 'dark', 'highContrast'] as const) {
    it(`can be read in the theme ${theme}`, async () => {
      await workbench.useTheme(theme);
      await press('Escape');
      await press('Control+k');
      await press('Control+i');
      await workbench.page.locator('.monaco-hover:visible').filter({ hasText: 'grows with every user' }).waitFor();
      // It fades in.
      await workbench.page.waitForTimeout(500);
      await workbench.screenshot(`lint-hover-${theme}`);
      await press('Escape');
      await press('Control+.');
      await actionMenuRow(workbench, "Drop label 'user_id'").waitFor();
      await workbench.screenshot(`lint-fixes-${theme}`);
      await press('Escape');
    });
  }

  it('drops the label everywhere by Ctrl+. and Enter', async () => {
    await press('Control+.');
    await chooseFix("Drop label 'user_id'");
    await workbench.page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
    const text = await workbench.editorText();
    assert.ok(!text.includes('user_id'), text);
    assert.ok(text.includes('LOGINS.labels(method="form").inc()'), text);
    await problems(/'user_id'/).waitFor({ state: 'detached' });
  });

  it('fixes all of a file that is safe by one command', async () => {
    await workbench.openFile('prometheus.yml');
    await workbench.page.locator('.squiggly-warning').first().waitFor();
    await workbench.runCommand('Fix All');
    await workbench.page.locator('.squiggly-warning').first().waitFor({ state: 'detached' });
    assert.match(await workbench.editorText(), /honor_labels: true/);
  });

  it('ignores a rule in the project of the file, and no other', async () => {
    await workbench.openFile('backup.go');
    await workbench.page.locator('.squiggly-warning').first().waitFor();
    await goToLine(workbench, 1);
    await press('F8');
    await press('Escape');
    await press('Control+.');
    await chooseFix('Ignore high-cardinality-label in this project');
    await workbench.page.locator('.squiggly-warning').first().waitFor({ state: 'detached' });
    const written = await readFile(join(folder, 'operations/taskmonitor.json'), 'utf8');
    assert.deepEqual(JSON.parse(written), { rules: { 'high-cardinality-label': 'off' } });
    assert.equal(await readFile(join(folder, 'shop/taskmonitor.json'), 'utf8'), files['shop/taskmonitor.json']);
  });

  it('says of a file that it is too long for the lint, and says it quietly', async () => {
    await workbench.useTheme('dark');
    await workbench.openFile('generated.py');
    const status = workbench.page.locator('[id="status.languageStatus"]');
    await status.hover();
    const note = workbench.page.locator('.monaco-hover:visible').filter({ hasText: 'Not linted' });
    await note.getByText(/more than 1,000,000 characters/).waitFor();
    await workbench.screenshot('lint-too-long');
    await workbench.openFile('metrics.py');
    await note.waitFor({ state: 'detached' });
  });
});
