import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestAccess } from '../../src/extension';
import { applyInstrumentation } from '../../src/editor/instrument/applyInstrumentation';
import { instrumentation, uninstrumentation } from '../../src/editor/instrument/instrumentation';
import type { InstrumentationParts } from '../../src/editor/instrument/instrumentation';
import type { InstrumentJob } from '../../src/editor/instrument/instrumentJob';
import { actionsAt, providedAt, run } from './support/codeActions';
import { scratchFolder } from './support/scratchFolder';
import type { ScratchFolder } from './support/scratchFolder';
import { testAccess } from './support/testAccess';

const plain = `import csv


def load_orders(path):
    with open(path) as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    load_orders("orders.csv")
`;

const abstract = `def rows(path):
    """Somebody else's work."""
    ...
`;

const loadOrders: InstrumentJob = { target: { kind: 'functions', names: ['load_orders'] } };

describe('instrumenting', () => {
  let access: TestAccess;
  let scratch: ScratchFolder;
  let parts: InstrumentationParts;

  before(async () => {
    access = await testAccess();
    parts = access.services;
  });

  beforeEach(async () => {
    scratch = await scratchFolder();
  });

  afterEach(async () => {
    await scratch.remove();
  });

  const runtimeModule = (): string => join(scratch.path, 'monitoring.py');

  describe('by code action', () => {
    it('instruments the function at the caret and creates the runtime module; one undo takes all of it back', async () => {
      const editor = await scratch.edit('load.py', plain, 'def load');
      const [action] = await actionsAt(editor);
      assert.equal(action?.title, 'Instrument with TaskMonitor');
      assert.equal(action.disabled, undefined);
      await run(action);

      const text = editor.document.getText();
      assert.match(text, /^from monitoring import TaskMonitor/m);
      assert.match(text, /^ {4}with \w+\.task\("/m);
      const shipped = vscode.Uri.joinPath(extensionUri(), 'dist/runtime/monitoring.py');
      assert.equal(readFileSync(runtimeModule(), 'utf8'), readFileSync(shipped.fsPath, 'utf8'));

      await vscode.commands.executeCommand('undo');
      assert.equal(editor.document.getText(), plain);
      assert.equal(existsSync(runtimeModule()), false, 'undo left the runtime module behind');
    });

    it('offers the removal on an instrumented function, which brings the text back', async () => {
      const editor = await scratch.edit('load.py', plain, 'def load');
      const [instrument] = await actionsAt(editor);
      assert.ok(instrument);
      await run(instrument);
      const [remove, ...others] = await actionsAt(editor);
      assert.deepEqual(others, []);
      assert.equal(remove?.title, 'Remove TaskMonitor instrumentation');
      await run(remove);
      assert.equal(editor.document.getText(), plain);
      assert.equal(existsSync(runtimeModule()), true, 'other scripts may import the module: it stays');
    });

    it('is disabled with the reason for a function that it refuses', async () => {
      const editor = await scratch.edit('rows.py', abstract, 'def rows');
      const [action] = await providedAt(editor, parts);
      assert.ok(action?.disabled, 'the action is not disabled');
      assert.notEqual(action.disabled.reason, '');
    });

    it('is not offered outside of functions, in an empty file, and to who asks for quick fixes', async () => {
      assert.deepEqual(await actionsAt(await scratch.edit('outside.py', plain, 'import csv')), []);
      assert.deepEqual(await actionsAt(await scratch.edit('empty.py', '')), []);
      const editor = await scratch.edit('load.py', plain, 'def load');
      assert.deepEqual(await actionsAt(editor, vscode.CodeActionKind.QuickFix), []);
    });

    it('is disabled in a document that has no folder yet', async () => {
      const document = await vscode.workspace.openTextDocument({ language: 'python', content: plain });
      const editor = await vscode.window.showTextDocument(document);
      editor.selection = new vscode.Selection(3, 5, 3, 5);
      const [action] = await providedAt(editor, parts);
      assert.match(action?.disabled?.reason ?? '', /Save the file first/);
    });

    it('works on the text of the moment when it is chosen', async () => {
      const editor = await scratch.edit('load.py', plain, 'def load');
      const [action] = await actionsAt(editor);
      assert.ok(action);
      await editor.edit((edit) => {
        edit.insert(new vscode.Position(0, 0), '# written in the meantime\n\n');
      });
      await run(action);
      const text = editor.document.getText();
      assert.match(text, /^# written in the meantime\n/);
      assert.match(text, /^ {4}with \w+\.task\("/m);
    });
  });

  describe('by command', () => {
    it('instruments the function at the caret', async () => {
      const editor = await scratch.edit('load.py', plain, 'csv.Dict');
      await vscode.commands.executeCommand('taskMonitor.instrumentFunction');
      assert.match(editor.document.getText(), /\.task\("/);
    });

    it('leaves an instrumented function as it is', async () => {
      const editor = await scratch.edit('load.py', plain, 'def load');
      await vscode.commands.executeCommand('taskMonitor.instrumentFunction');
      const once = editor.document.getText();
      await vscode.commands.executeCommand('taskMonitor.instrumentFunction');
      assert.equal(editor.document.getText(), once);
    });

    for (const [name, text, caret] of [
      ['a refused function', abstract, 'def rows'],
      ['no function at the caret', plain, 'import csv'],
      ['an empty file', '', undefined],
    ] as const) {
      it(`changes nothing for ${name}`, async () => {
        const editor = await scratch.edit('script.py', text, caret);
        await vscode.commands.executeCommand('taskMonitor.instrumentFunction');
        assert.equal(editor.document.getText(), text);
        assert.equal(existsSync(runtimeModule()), false);
      });
    }
  });

  it('keeps CRLF line ends', async () => {
    const crlf = plain.replaceAll('\n', '\r\n');
    const editor = await scratch.edit('load.py', crlf, 'def load');
    await vscode.commands.executeCommand('taskMonitor.instrumentFunction');
    const text = editor.document.getText();
    assert.match(text, /\.task\("/);
    assert.doesNotMatch(text, /[^\r]\n/);
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), crlf);
  });

  it('keeps tabs', async () => {
    const tabs = plain.replaceAll('    ', '\t');
    const editor = await scratch.edit('load.py', tabs, 'def load');
    await vscode.commands.executeCommand('taskMonitor.instrumentFunction');
    const text = editor.document.getText();
    assert.match(text, /^\twith \w+\.task\("/m);
    assert.match(text, /^\t\twith open/m);
    assert.doesNotMatch(text, /^ +\S/m);
  });

  it('refuses a function in a file with a syntax error near it, and says so', async () => {
    const broken = 'def load(path:\n    return [1,\n';
    const editor = await scratch.edit('broken.py', broken, 'return');
    const actions = await providedAt(editor, parts);
    assert.ok(
      actions.every(({ disabled }) => disabled !== undefined),
      'an action is offered for text that is no Python',
    );
    await vscode.commands.executeCommand('taskMonitor.instrumentFunction');
    assert.equal(editor.document.getText(), broken);
    assert.equal(existsSync(runtimeModule()), false);
  });

  it('uses a runtime module that is there', async () => {
    const mine = `# TaskMonitor runtime 0.0.1 sha256:${'0'.repeat(64)}\nclass TaskMonitor: ...\n`;
    await writeFile(runtimeModule(), mine);
    const editor = await scratch.edit('load.py', plain, 'def load');
    await vscode.commands.executeCommand('taskMonitor.instrumentFunction');
    assert.match(editor.document.getText(), /^from monitoring import TaskMonitor/m);
    assert.equal(readFileSync(runtimeModule(), 'utf8'), mine);
  });

  it('places ours beside a foreign module of that name, under another name', async () => {
    const foreign = 'def measure(): ...\n';
    await writeFile(runtimeModule(), foreign);
    const editor = await scratch.edit('load.py', plain, 'def load');
    await vscode.commands.executeCommand('taskMonitor.instrumentFunction');
    assert.match(editor.document.getText(), /^from task_monitoring import TaskMonitor/m);
    assert.equal(existsSync(join(scratch.path, 'task_monitoring.py')), true);
    assert.equal(readFileSync(runtimeModule(), 'utf8'), foreign);
  });

  it('changes nothing in a read-only folder, and says why', async () => {
    const editor = await scratch.edit('load.py', plain, 'def load');
    scratch.makeReadOnly();
    await assert.rejects(
      applyInstrumentation(editor.document, () => instrumentation(editor.document, loadOrders, parts)),
      (error: Error) => {
        assert.match(error.message, /monitoring\.py could not be created, so .*load\.py was not changed/);
        return true;
      },
    );
    assert.equal(editor.document.getText(), plain);
    assert.equal(editor.document.isDirty, false);
    assert.equal(existsSync(runtimeModule()), false);
    // The command says it in a message: it does not fail for who called it.
    await vscode.commands.executeCommand('taskMonitor.instrumentFunction');
    assert.equal(editor.document.getText(), plain);
  });

  it('changes nothing when the runtime module appears in the meantime', async () => {
    const editor = await scratch.edit('load.py', plain, 'def load');
    const plan = async () => {
      const planned = await instrumentation(editor.document, loadOrders, parts);
      await writeFile(runtimeModule(), 'TAKEN = True\n');
      return planned;
    };
    await assert.rejects(applyInstrumentation(editor.document, plan), /was created by something else/);
    assert.equal(editor.document.getText(), plain);
    assert.equal(readFileSync(runtimeModule(), 'utf8'), 'TAKEN = True\n');
  });

  it('makes its plan anew when the document changed while it was made', async () => {
    const editor = await scratch.edit('load.py', plain, 'def load');
    let plans = 0;
    const outcome = await applyInstrumentation(editor.document, async () => {
      const planned = await instrumentation(editor.document, loadOrders, parts);
      plans += 1;
      if (plans === 1) {
        await editor.edit((edit) => {
          edit.insert(new vscode.Position(0, 0), '# typed\n');
        });
      }
      return planned;
    });
    assert.equal(outcome.kind, 'applied');
    assert.equal(plans, 2);
    assert.match(editor.document.getText(), /^# typed\n/);
  });

  it('gives up on a document that never rests', async () => {
    const editor = await scratch.edit('load.py', plain, 'def load');
    const restless = async () => {
      const planned = await instrumentation(editor.document, loadOrders, parts);
      await editor.edit((edit) => {
        edit.insert(new vscode.Position(0, 0), '#\n');
      });
      return planned;
    };
    await assert.rejects(applyInstrumentation(editor.document, restless), /kept changing/);
    assert.equal(editor.document.getText(), `#\n#\n#\n${plain}`);
    assert.equal(existsSync(runtimeModule()), false);
  });

  it('says that there is nothing to remove', async () => {
    const editor = await scratch.edit('load.py', plain, 'def load');
    assert.deepEqual(await uninstrumentation(editor.document, loadOrders, parts), { kind: 'unchanged' });
  });

  it('finds a module in a package of the script', async () => {
    await mkdir(join(scratch.path, 'jobs'));
    await writeFile(join(scratch.path, 'jobs/__init__.py'), '');
    const editor = await scratch.edit('jobs/load.py', `from . import settings\n\n${plain}`, 'def load');
    await vscode.commands.executeCommand('taskMonitor.instrumentFunction');
    assert.match(editor.document.getText(), /^from \.monitoring import TaskMonitor/m);
    assert.equal(existsSync(join(scratch.path, 'jobs/monitoring.py')), true);
  });
});

function extensionUri(): vscode.Uri {
  const extension = vscode.extensions.getExtension('taskmonitor.taskmonitor');
  assert.ok(extension);
  return extension.extensionUri;
}
