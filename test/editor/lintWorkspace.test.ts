import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { eventually } from './support/eventually';
import { findingsIn, untilFound } from './support/lintFindings';
import { scratchFolder } from './support/scratchFolder';
import type { ScratchFolder } from './support/scratchFolder';
import { testAccess } from './support/testAccess';

const growth = 'high-cardinality-label';
const bad = 'from prometheus_client import Counter\n\nlogins = Counter("logins_total", "Logins", ["user_id"])\n';
const good = bad.replace('user_id', 'method');

const declaring = `from prometheus_client import Counter

REQUESTS = Counter("requests_total", "Requests.", ["method", "outcome"])
`;
const using = `import uuid

from metrics import REQUESTS

REQUESTS.labels("GET", uuid.uuid4()).inc()
`;

const setting = (key: string, value: unknown): Thenable<void> =>
  vscode.workspace.getConfiguration('taskMonitor').update(key, value, vscode.ConfigurationTarget.Global);

describe('lint of the workspace', () => {
  let scratch: ScratchFolder;
  const write = (name: string, text: string): vscode.Uri => {
    const path = join(scratch.path, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, text);
    return vscode.Uri.file(path);
  };

  before(async () => {
    await testAccess();
  });

  beforeEach(async () => {
    scratch = await scratchFolder();
  });

  afterEach(async () => {
    for (const key of ['lint.enabled', 'lint.workspace', 'lint.rules', 'lint.maxLabelValues'])
      await setting(key, undefined);
    await scratch.remove();
  });

  it('finds what is wrong in files that are not open, on request', async () => {
    const uri = write('closed/logins.py', bad);
    write('closed/logins.go', 'package main\n');
    await vscode.commands.executeCommand('taskMonitor.lintWorkspace');
    const [diagnostic] = await untilFound(uri, growth, 1);
    assert.ok(diagnostic);
    assert.deepEqual(diagnostic.range.start.line, 2);
    assert.ok(!vscode.workspace.textDocuments.some((document) => document.uri.fsPath === uri.fsPath));
  });

  it('follows files that are created, changed, moved and deleted on the disk', async () => {
    const uri = write('changing/logins.py', bad);
    await untilFound(uri, growth, 1);
    writeFileSync(uri.fsPath, good);
    await untilFound(uri, growth, 0);
    writeFileSync(uri.fsPath, bad);
    await untilFound(uri, growth, 1);
    const moved = vscode.Uri.file(join(scratch.path, 'changing/sessions.py'));
    renameSync(uri.fsPath, moved.fsPath);
    await untilFound(moved, growth, 1);
    await untilFound(uri, growth, 0);
    rmSync(join(scratch.path, 'changing'), { recursive: true });
    await untilFound(moved, growth, 0);
  });

  it('keeps the findings of a file that is closed as those of the disk', async () => {
    const editor = await scratch.edit('logins.py', bad);
    const { uri } = editor.document;
    await untilFound(uri, growth, 1);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), '\n');
    });
    await eventually(() => (findingsIn(uri, growth)[0]?.range.start.line === 3 ? true : undefined));
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await eventually(() => (findingsIn(uri, growth)[0]?.range.start.line === 2 ? true : undefined));
  });

  it('leaves closed files alone when only open ones are asked for', async () => {
    const closed = write('closed.py', bad);
    await untilFound(closed, growth, 1);
    await setting('lint.workspace', 'openFiles');
    await untilFound(closed, growth, 0);
    const { document } = await scratch.edit('open.py', bad);
    await untilFound(document.uri, growth, 1);
    assert.deepEqual(findingsIn(closed), []);
    await setting('lint.workspace', undefined);
    await untilFound(closed, growth, 1);
  });

  it('shows closed files on request when only open ones are linted', async () => {
    await setting('lint.workspace', 'openFiles');
    const closed = write('closed.py', bad);
    await vscode.commands.executeCommand('taskMonitor.lintWorkspace');
    await untilFound(closed, growth, 1);
    await setting('lint.maxLabelValues', 50);
    await untilFound(closed, growth, 0);
  });

  it('ends when the lint is switched off, and begins anew when it is switched on', async () => {
    const closed = write('closed.py', bad);
    const { document } = await scratch.edit('open.py', bad);
    for (const each of [closed, document.uri]) await untilFound(each, growth, 1);
    await setting('lint.enabled', false);
    for (const each of [closed, document.uri]) await untilFound(each, growth, 0);
    await setting('lint.enabled', undefined);
    for (const each of [closed, document.uri]) await untilFound(each, growth, 1);
  });

  it('finds a value in one file for a label of another, with the place where it is declared', async () => {
    const declared = write('shop/metrics.py', declaring);
    const used = write('shop/jobs.py', using);
    const [diagnostic] = await untilFound(used, 'unbounded-label-value', 1);
    const [related] = diagnostic?.relatedInformation ?? [];
    assert.equal(related?.location.uri.fsPath, declared.fsPath);
    assert.equal(related?.location.range.start.line, 2);
  });

  it('finds in one file what a change of another makes wrong in it, saved or not', async () => {
    const other = write('billing.py', good);
    const editor = await scratch.edit('shop.py', good);
    const change = async (from: string, to: string): Promise<void> => {
      const { document } = editor;
      const start = document.positionAt(document.getText().indexOf(from));
      await editor.edit((edit) => {
        edit.replace(new vscode.Range(start, start.translate(0, from.length)), to);
      });
    };
    await change('"method"', '"method", "region"');
    const [diagnostic] = await untilFound(other, 'duplicate-metric', 1);
    const [related] = diagnostic?.relatedInformation ?? [];
    assert.equal(related?.location.uri.fsPath, editor.document.uri.fsPath);
    assert.equal(related?.location.range.start.line, 2);
    assert.ok(editor.document.isDirty);
    assert.ok(
      diagnostic?.message.includes(` ${vscode.workspace.asRelativePath(editor.document.uri)}`),
      diagnostic?.message,
    );
    await change(', "region"', '');
    await untilFound(other, 'duplicate-metric', 0);
  });

  it('looks again at the file that uses a metric when its declaration is typed anew', async () => {
    write('shop/jobs.py', using);
    const used = vscode.Uri.file(join(scratch.path, 'shop/jobs.py'));
    const editor = await scratch.edit('shop/metrics.py', declaring);
    const untilNamed = (label: RegExp): Promise<true> =>
      eventually(() => (label.test(findingsIn(used, 'unbounded-label-value')[0]?.message ?? '') ? true : undefined));
    await untilNamed(/'outcome'/);
    await editor.edit((edit) => {
      edit.replace(new vscode.Range(0, 0, editor.document.lineCount, 0), declaring.replace('outcome', 'verdict'));
    });
    await untilNamed(/'verdict'/);
  });

  it('follows taskmonitor.json, and says in it what is wrong with it', async () => {
    const { document } = await scratch.edit('logins.py', bad);
    const other = write('sub/logins.py', bad);
    await untilFound(document.uri, growth, 1);
    await untilFound(other, growth, 1);
    const config = write('taskmonitor.json', `{ "rules": { "${growth}": "error" } }`);
    await eventually(() =>
      [document.uri, other].every((uri) => findingsIn(uri, growth)[0]?.severity === vscode.DiagnosticSeverity.Error)
        ? true
        : undefined,
    );
    const text = `{ "rules": { "${growth}": "loud" } }`;
    writeFileSync(config.fsPath, text);
    const [problem] = await eventually(() => {
      const found = findingsIn(config);
      return found.length === 1 ? found : undefined;
    });
    assert.equal(problem?.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(problem.range.start.character, text.indexOf('"loud"'));
    // The lint goes on with what was right last.
    await untilFound(document.uri, growth, 1);
    assert.equal(findingsIn(document.uri, growth)[0]?.severity, vscode.DiagnosticSeverity.Error);
    rmSync(config.fsPath);
    await eventually(() =>
      findingsIn(config).length === 0 &&
      findingsIn(document.uri, growth)[0]?.severity === vscode.DiagnosticSeverity.Warning
        ? true
        : undefined,
    );
  });

  it('takes severities from the settings, and those of the project before them', async () => {
    const { document } = await scratch.edit('logins.py', bad);
    await untilFound(document.uri, growth, 1);
    await setting('lint.rules', { [growth]: 'off' });
    await untilFound(document.uri, growth, 0);
    write('taskmonitor.json', `{ "rules": { "${growth}": "info" } }`);
    const [diagnostic] = await untilFound(document.uri, growth, 1);
    assert.equal(diagnostic?.severity, vscode.DiagnosticSeverity.Information);
  });

  it('leaves out what the project ignores', async () => {
    const closed = write('generated/closed.py', bad);
    const uri = write('generated/logins.py', bad);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    const { document } = await scratch.edit('logins.py', bad);
    for (const each of [closed, uri, document.uri]) await untilFound(each, growth, 1);
    write('taskmonitor.json', '{ "ignore": ["generated/"] }');
    for (const each of [closed, uri]) await untilFound(each, growth, 0);
    await untilFound(document.uri, growth, 1);
  });
});
