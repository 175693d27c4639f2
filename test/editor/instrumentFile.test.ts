import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { scratchFolder } from './support/scratchFolder';
import type { ScratchFolder } from './support/scratchFolder';
import { testAccess } from './support/testAccess';

const jobs = `def load(path):
    with open(path) as file:
        return file.readlines()


def stub(): ...


class Report:
    def write(self, rows):
        print(rows)
`;

describe('a whole file', () => {
  let scratch: ScratchFolder;

  before(async () => {
    await testAccess();
  });

  beforeEach(async () => {
    scratch = await scratchFolder();
  });

  afterEach(async () => {
    const configuration = vscode.workspace.getConfiguration('taskMonitor');
    await configuration.update('instrument.taskName', undefined, vscode.ConfigurationTarget.Workspace);
    await scratch.remove();
  });

  it('is instrumented in one step, which one undo takes back', async () => {
    const { document } = await scratch.edit('jobs.py', jobs);
    await vscode.commands.executeCommand('taskMonitor.instrumentFile');
    assert.deepEqual(
      [...document.getText().matchAll(/\.task\("([^"]+)"/g)].map(([, name]) => name),
      ['jobs.load', 'jobs.Report.write'],
    );
    assert.equal(existsSync(join(scratch.path, 'monitoring.py')), true);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), jobs);
    assert.equal(existsSync(join(scratch.path, 'monitoring.py')), false);
  });

  it('gives back the very text when its instrumentation is removed', async () => {
    const { document } = await scratch.edit('jobs.py', jobs);
    await vscode.commands.executeCommand('taskMonitor.instrumentFile');
    assert.notEqual(document.getText(), jobs);
    await vscode.commands.executeCommand('taskMonitor.uninstrumentFile');
    assert.equal(document.getText(), jobs);
  });

  it('is opened when the explorer names it', async () => {
    const { document } = await scratch.edit('jobs.py', jobs);
    await scratch.edit('other.py', 'import csv\n');
    await vscode.commands.executeCommand('taskMonitor.instrumentFile', document.uri);
    assert.equal(vscode.window.activeTextEditor?.document, document);
    assert.match(document.getText(), /\.task\(/);
  });

  it('names its tasks by the template of the settings', async () => {
    const configuration = vscode.workspace.getConfiguration('taskMonitor');
    await configuration.update('instrument.taskName', 'nightly {function}', vscode.ConfigurationTarget.Workspace);
    const { document } = await scratch.edit('jobs.py', jobs);
    await vscode.commands.executeCommand('taskMonitor.instrumentFile');
    assert.match(document.getText(), /\.task\("nightly load"/);
  });

  it('stays as it is in a language that TaskMonitor does not know', async () => {
    const { document } = await scratch.edit('jobs.rb', 'def load\nend\n');
    for (const command of ['instrumentFile', 'uninstrumentFile', 'instrumentFunction', 'upgradeModule']) {
      await vscode.commands.executeCommand(`taskMonitor.${command}`);
    }
    assert.equal(document.getText(), 'def load\nend\n');
    assert.equal(document.isDirty, false);
  });

  it('stays as it is when there is nothing to do or to remove', async () => {
    const text = 'import csv\n';
    const { document } = await scratch.edit('imports.py', text);
    await vscode.commands.executeCommand('taskMonitor.instrumentFile');
    await vscode.commands.executeCommand('taskMonitor.uninstrumentFile');
    assert.equal(document.getText(), text);
    assert.equal(document.isDirty, false);
  });
});
