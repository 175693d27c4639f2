import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { eventually } from './support/eventually';
import { choose, findingsIn, lintActionsAt, untilFound } from './support/lintFindings';
import { scratchFolder } from './support/scratchFolder';
import type { ScratchFolder } from './support/scratchFolder';
import { testAccess } from './support/testAccess';

const growth = 'high-cardinality-label';
const bad = `from prometheus_client import Counter

logins = Counter("logins_total", "Logins", ["method", "user_id"])


def login(user):
    logins.labels(method="form", user_id=user.id).inc()
`;

const atLabel = async (document: vscode.TextDocument): Promise<vscode.Range> => {
  const [diagnostic] = await untilFound(document.uri, growth, 1);
  assert.ok(diagnostic);
  return diagnostic.range;
};

/** As a key binding does it. VS Code's command for extensions does not hand on the contents of a new file. */
async function chooseByKind(document: vscode.TextDocument, kind: string): Promise<void> {
  const { start } = await atLabel(document);
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(start, start);
  await vscode.commands.executeCommand('editor.action.codeAction', {
    kind: `quickfix.taskMonitor.${kind}`,
    apply: 'first',
  });
}

const aboutGrowth = (actions: readonly vscode.CodeAction[]): readonly vscode.CodeAction[] =>
  actions.filter(({ title }) => title.includes(growth));

describe('quick fixes of the lint', () => {
  let scratch: ScratchFolder;
  let projectConfig: string;

  before(async () => {
    await testAccess();
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    projectConfig = join(folder.uri.fsPath, 'taskmonitor.json');
  });

  beforeEach(async () => {
    scratch = await scratchFolder();
  });

  afterEach(async () => {
    await scratch.remove();
    rmSync(projectConfig, { force: true });
  });

  it('offer what can be done about a finding, the best first, and the page of its rule', async () => {
    const { document } = await scratch.edit('logins.py', bad);
    const actions = await lintActionsAt(document, await atLabel(document));
    const titles = actions.map(({ title }) => title);
    for (const wanted of [
      `Ignore ${growth} here`,
      `Ignore ${growth} in this project`,
      "Allow label 'user_id' in this project",
      `Open the page of ${growth}`,
    ]) {
      assert.ok(titles.includes(wanted), `${wanted} is not among ${titles.join('; ')}`);
    }
    const fix = actions.findIndex(({ edit, title }) => edit !== undefined && /user_id/.test(title));
    assert.equal(fix, 0, titles.join('; '));
    const page = actions.find(({ title }) => title.startsWith('Open the page'));
    assert.match(JSON.stringify(page?.command?.arguments), /docs\/rules\/high-cardinality-label\.md/);
  });

  it('drop a label and every use of it in one step, which undo takes back', async () => {
    const { document } = await scratch.edit('logins.py', bad);
    await choose(await lintActionsAt(document, await atLabel(document)), /Drop label 'user_id'/);
    assert.equal(document.getText(), bad.replace(', "user_id"', '').replace(', user_id=user.id', ''));
    await untilFound(document.uri, growth, 0);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), bad);
    await untilFound(document.uri, growth, 1);
  });

  it('ignore a finding here', async () => {
    const { document } = await scratch.edit('logins.py', bad);
    await choose(await lintActionsAt(document, await atLabel(document)), `Ignore ${growth} here`);
    assert.match(document.getText(), /# taskmonitor: ignore\[high-cardinality-label\]/);
    await untilFound(document.uri, growth, 0);
  });

  it('ignore a rule in the project, in a new file', async () => {
    const { document } = await scratch.edit('logins.py', bad);
    await chooseByKind(document, 'ignoreInProject');
    const written = await eventually(() =>
      existsSync(projectConfig) ? readFileSync(projectConfig, 'utf8') : undefined,
    );
    assert.deepEqual(JSON.parse(written), { rules: { [growth]: 'off' } });
    await untilFound(document.uri, growth, 0);
    rmSync(projectConfig);
    await untilFound(document.uri, growth, 1);
  });

  it('allow a label in the project, in the file that is there, as it is written', async () => {
    const config = join(scratch.path, 'taskmonitor.json');
    writeFileSync(config, '{\n\t"rules": { "missing-help": "off" }\n}\n');
    const { document } = await scratch.edit('logins.py', bad);
    await choose(await lintActionsAt(document, await atLabel(document)), "Allow label 'user_id' in this project");
    await untilFound(document.uri, growth, 0);
    const opened = await vscode.workspace.openTextDocument(config);
    assert.equal(
      opened.getText(),
      '{\n\t"rules": { "missing-help": "off" },\n\t"labels": {\n\t\t"allowed": [\n\t\t\t"user_id"\n\t\t]\n\t}\n}\n',
    );
    assert.ok(!existsSync(projectConfig), 'a second file was created');
    // Not saved: it counts all the same, and so does its undo.
    await vscode.window.showTextDocument(opened);
    await vscode.commands.executeCommand('undo');
    await untilFound(document.uri, growth, 1);
  });

  it('work on the document as it is when they are chosen', async () => {
    const editor = await scratch.edit('logins.py', bad);
    const { document } = editor;
    const range = await atLabel(document);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), '# A line that was not there.\n\n');
    });
    const moved = new vscode.Range(range.start.translate(2), range.end.translate(2));
    await choose(await lintActionsAt(document, moved), `Ignore ${growth} here`);
    await untilFound(document.uri, growth, 0);
    assert.ok(document.getText().startsWith('# A line that was not there.\n\nfrom prometheus_client'));
  });

  it("'fix all' makes every safe fix, until there is none, in one step", async () => {
    const scrape = `scrape_configs:
  - job_name: pushgateway
    static_configs:
      - targets: ['pushgateway:9091']
  - job_name: pushgateway-eu
    static_configs:
      - targets: ['pushgateway-eu:9091']
`;
    const { document } = await scratch.edit('prometheus.yml', scrape);
    await untilFound(document.uri, 'scrape-honor-labels', 2);
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const actions = await lintActionsAt(document, whole, vscode.CodeActionKind.SourceFixAll);
    const ours = actions.filter(({ title }) => title.includes('TaskMonitor'));
    assert.equal(ours.length, 1);
    await choose(ours, /TaskMonitor/);
    assert.equal(document.getText().match(/honor_labels: true/g)?.length, 2);
    await untilFound(document.uri, 'scrape-honor-labels', 0);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), scrape);
  });

  it("'fix all' runs on save when the person wants it", async () => {
    const settings = vscode.workspace.getConfiguration('editor');
    const { document } = await scratch.edit(
      'prometheus.yml',
      "scrape_configs:\n  - job_name: pushgateway\n    static_configs:\n      - targets: ['pushgateway:9091']\n",
    );
    await untilFound(document.uri, 'scrape-honor-labels', 1);
    const onSave = { 'source.fixAll.taskMonitor': 'explicit' };
    await settings.update('codeActionsOnSave', onSave, vscode.ConfigurationTarget.Global);
    try {
      // Only a changed document is saved, and its fixes are those of the text as it is then.
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, new vscode.Position(0, 0), '# Ours\n');
      await vscode.workspace.applyEdit(edit);
      await vscode.commands.executeCommand('workbench.action.files.save');
      await eventually(() =>
        readFileSync(document.uri.fsPath, 'utf8').includes('honor_labels: true') ? true : undefined,
      );
      await untilFound(document.uri, 'scrape-honor-labels', 0);
    } finally {
      await settings.update('codeActionsOnSave', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('are none where nothing was found, and none when the lint is off', async () => {
    const { document } = await scratch.edit('logins.py', bad);
    const range = await atLabel(document);
    assert.deepEqual(aboutGrowth(await lintActionsAt(document, new vscode.Range(0, 0, 0, 0))), []);
    const configuration = vscode.workspace.getConfiguration('taskMonitor');
    await configuration.update('lint.enabled', false, vscode.ConfigurationTarget.Global);
    try {
      await eventually(() => (findingsIn(document.uri).length === 0 ? true : undefined));
      assert.deepEqual(aboutGrowth(await lintActionsAt(document, range)), []);
    } finally {
      await configuration.update('lint.enabled', undefined, vscode.ConfigurationTarget.Global);
    }
  });
});
