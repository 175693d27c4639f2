import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findingsIn, untilFound as untilRuleFound } from './support/lintFindings';
import { scratchFolder } from './support/scratchFolder';
import type { ScratchFolder } from './support/scratchFolder';
import { testAccess } from './support/testAccess';

const bad = `from prometheus_client import Counter

logins = Counter("logins_total", "Logins", ["user_id"])
`;
const good = bad.replace('user_id', 'method');

const rule = 'high-cardinality-label';

const untilFound = (uri: vscode.Uri, count: number): Promise<readonly vscode.Diagnostic[]> =>
  untilRuleFound(uri, rule, count);

describe('lint while typing', () => {
  let scratch: ScratchFolder;

  before(async () => {
    await testAccess();
  });

  beforeEach(async () => {
    scratch = await scratchFolder();
  });

  afterEach(async () => {
    for (const setting of ['lint.enabled', 'lint.workspace']) {
      await vscode.workspace
        .getConfiguration('taskMonitor')
        .update(setting, undefined, vscode.ConfigurationTarget.Global);
    }
    await scratch.remove();
  });

  it('warns about a label without bounds, with a link to the page of the rule', async () => {
    const { document } = await scratch.edit('logins.py', bad);
    const [diagnostic] = await untilFound(document.uri, 1);
    assert.ok(diagnostic);
    assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(diagnostic.message, /user_id/);
    assert.match(document.getText(diagnostic.range), /user_id/);
    assert.ok(typeof diagnostic.code === 'object', 'the code is no link');
    assert.equal(diagnostic.code.value, rule);
    assert.match(diagnostic.code.target.toString(), /high-cardinality-label/);
  });

  it('clears the warning when the label is mended, and brings it back', async () => {
    const editor = await scratch.edit('logins.py', bad);
    const { document } = editor;
    await untilFound(document.uri, 1);
    const replaceAll = (text: string): Thenable<boolean> =>
      editor.edit((edit) => {
        edit.replace(new vscode.Range(0, 0, document.lineCount, 0), text);
      });
    await replaceAll(good);
    await untilFound(document.uri, 0);
    await replaceAll(bad);
    await untilFound(document.uri, 1);
  });

  it('clears the warnings of a document that is closed, when only open ones are linted', async () => {
    const configuration = vscode.workspace.getConfiguration('taskMonitor');
    await configuration.update('lint.workspace', 'openFiles', vscode.ConfigurationTarget.Global);
    const { document } = await scratch.edit('logins.py', bad);
    await untilFound(document.uri, 1);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    // VS Code may keep a closed document in memory for a while: a change of language closes it at once.
    if (!document.isClosed) await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await untilFound(document.uri, 0);
  });

  it('clears the warnings of a document that is no longer Python', async () => {
    const { document } = await scratch.edit('logins.py', bad);
    await untilFound(document.uri, 1);
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await untilFound(document.uri, 0);
  });

  it('can be switched off and on', async () => {
    const configuration = vscode.workspace.getConfiguration('taskMonitor');
    const { document } = await scratch.edit('logins.py', bad);
    await untilFound(document.uri, 1);
    await configuration.update('lint.enabled', false, vscode.ConfigurationTarget.Global);
    await untilFound(document.uri, 0);
    await configuration.update('lint.enabled', true, vscode.ConfigurationTarget.Global);
    await untilFound(document.uri, 1);
  });

  it('warns in a document that has not been saved', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'python', content: bad });
    await vscode.window.showTextDocument(document);
    await untilFound(document.uri, 1);
  });

  it('finds the right place behind CRLF, tabs and characters beyond the BMP', async () => {
    const text = `# 📈 métrique\r\n${bad.replaceAll('\n', '\r\n')}`;
    const { document } = await scratch.edit('logins.py', text);
    const [diagnostic] = await untilFound(document.uri, 1);
    assert.ok(diagnostic);
    assert.match(document.getText(diagnostic.range), /^"?user_id"?$/);
  });

  it('keeps quiet about an empty file and text that is no Python', async () => {
    const empty = await scratch.edit('empty.py', '');
    const broken = await scratch.edit('broken.py', 'def (:\n  ]]\n');
    const sentinel = await scratch.edit('logins.py', bad);
    await untilFound(sentinel.document.uri, 1);
    assert.deepEqual([...findingsIn(empty.document.uri), ...findingsIn(broken.document.uri)], []);
  });

  it('leaves alone what no person wrote', async () => {
    const long = await scratch.edit('generated.py', `${bad}${'# filler\n'.repeat(120_000)}`);
    const sentinel = await scratch.edit('logins.py', bad);
    await untilFound(sentinel.document.uri, 1);
    assert.deepEqual(findingsIn(long.document.uri), []);
  });
});
