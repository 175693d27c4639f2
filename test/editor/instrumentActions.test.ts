import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TestAccess } from '../../src/extension';
import { actionsAt, providedAt, run } from './support/codeActions';
import { eventually } from './support/eventually';
import { placeCaret, scratchFolder } from './support/scratchFolder';
import type { ScratchFolder } from './support/scratchFolder';
import { testAccess } from './support/testAccess';

const jobs = `def load(path):
    with open(path) as file:
        return file.readlines()


class Report:
    def write(self, rows):
        def line(row):
            return str(row)
        print(*map(line, rows))


def stub(): ...


def clean(rows):
    kept = [row for row in rows if row]
    print(len(kept))
    return kept
`;

const titles = (actions: readonly vscode.CodeAction[]): string[] => actions.map(({ title }) => title);

const select = (editor: vscode.TextEditor, from: string, to: string): void => {
  const text = editor.document.getText();
  const [start, end] = [text.indexOf(from), text.indexOf(to) + to.length];
  assert.ok(start >= 0 && end > start);
  editor.selection = new vscode.Selection(editor.document.positionAt(start), editor.document.positionAt(end));
};

describe('code actions', () => {
  let access: TestAccess;
  let scratch: ScratchFolder;

  before(async () => {
    access = await testAccess();
  });

  beforeEach(async () => {
    scratch = await scratchFolder();
  });

  afterEach(async () => {
    await setStyle(undefined);
    await scratch.remove();
  });

  async function setStyle(style: string | undefined): Promise<void> {
    const configuration = vscode.workspace.getConfiguration('taskMonitor');
    await configuration.update('instrument.style', style, vscode.ConfigurationTarget.Global);
    await eventually(() =>
      access.services.settings.instrumentOf(vscode.Uri.file('/x.py')).style === (style ?? 'with') ? true : undefined,
    );
  }

  it('name the preferred style first, the others by their names, and a kind for each', async () => {
    const editor = await scratch.edit('jobs.py', jobs, 'def load');
    const byWith = await actionsAt(editor);
    assert.deepEqual(
      byWith.map(({ title, kind }) => [title, kind?.value]),
      [
        ['Instrument with TaskMonitor', 'refactor.rewrite.taskMonitor.with'],
        ['Instrument with TaskMonitor (decorator)', 'refactor.rewrite.taskMonitor.decorator'],
        ['Instrument with TaskMonitor (try)', 'refactor.rewrite.taskMonitor.try'],
      ],
    );
    assert.ok(byWith.every(({ isPreferred }) => isPreferred !== true));
    await setStyle('decorator');
    // VS Code gives up a request of its own while settings change.
    const byDecorator = await providedAt(editor, access.services);
    assert.deepEqual(titles(byDecorator), [
      'Instrument with TaskMonitor',
      'Instrument with TaskMonitor (with)',
      'Instrument with TaskMonitor (try)',
    ]);
    assert.ok(byDecorator[0]);
    await run(byDecorator[0]);
    assert.match(editor.document.getText(), /^@\w+\.task\("jobs\.load"\)/m);
  });

  it('can be asked for by kind, as keys are bound', async () => {
    const editor = await scratch.edit('jobs.py', jobs, 'def load');
    const kind = vscode.CodeActionKind.RefactorRewrite.append('taskMonitor.try');
    const [action, ...others] = await actionsAt(editor, kind);
    assert.deepEqual([action?.title, others], ['Instrument with TaskMonitor (try)', []]);
    assert.ok(action);
    await run(action);
    assert.match(editor.document.getText(), /\.record_failure\(/);
    assert.deepEqual(titles(await actionsAt(editor)), ['Remove TaskMonitor instrumentation']);
  });

  it('stand in one row for several functions, without those inside others and those that are done', async () => {
    const editor = await scratch.edit('jobs.py', jobs);
    select(editor, 'def load', 'return kept');
    const [instrument, ...others] = await actionsAt(editor);
    assert.deepEqual([instrument?.title, others], ['Instrument 3 functions with TaskMonitor', []]);
    assert.ok(instrument);
    await run(instrument);
    const text = editor.document.getText();
    assert.deepEqual(
      [...text.matchAll(/\.task\("([^"]+)"/g)].map(([, name]) => name),
      ['jobs.load', 'jobs.Report.write', 'jobs.clean'],
    );

    select(editor, 'def load', 'return kept');
    const [remove, ...none] = await actionsAt(editor);
    assert.deepEqual([remove?.title, none], ['Remove TaskMonitor instrumentation from 3 functions', []]);
    assert.ok(remove);
    await run(remove);
    assert.equal(editor.document.getText(), jobs);
  });

  it('say by name what is left of several functions', async () => {
    const editor = await scratch.edit('jobs.py', jobs, 'def load');
    const [first] = await actionsAt(editor);
    assert.ok(first);
    await run(first);
    select(editor, 'def load', 'def stub');
    assert.deepEqual(titles(await actionsAt(editor)), [
      'Instrument Report.write with TaskMonitor',
      'Remove TaskMonitor instrumentation from load',
    ]);
  });

  it('are those of the function for a name that is selected', async () => {
    const editor = await scratch.edit('jobs.py', jobs);
    select(editor, 'clean', 'clean');
    const [action] = await actionsAt(editor);
    assert.equal(action?.title, 'Instrument with TaskMonitor');
  });

  it('are disabled with a reason where nothing that is selected can be instrumented', async () => {
    const editor = await scratch.edit('stubs.py', 'def a(): ...\n\n\ndef b(): ...\n');
    select(editor, 'def a', 'def b');
    const [action, ...others] = await providedAt(editor, access.services);
    assert.equal(action?.title, 'Instrument 2 functions with TaskMonitor');
    assert.match(action.disabled?.reason ?? '', /no body/);
    assert.deepEqual(others, []);
  });

  const script = `import sys

path = sys.argv[1]
rows = open(path).readlines()
print(len(rows))


def clean(rows):
    kept = [row for row in rows if row]
    print(len(kept))
    return kept


if __name__ == "__main__":
    clean(rows)
`;

  it('are for the main block at a caret in it, and take it out again', async () => {
    const editor = await scratch.edit('script.py', script, '    clean(ro');
    const [action, ...others] = await actionsAt(editor);
    assert.deepEqual([action?.title, others], ['Instrument the main block with TaskMonitor', []]);
    assert.ok(action);
    await run(action);
    assert.match(editor.document.getText(), /"__main__":\n {4}with \w+\.task\(/);
    placeCaret(editor, '    clean(ro');
    const [remove] = await actionsAt(editor);
    assert.equal(remove?.title, 'Remove TaskMonitor instrumentation');
    await run(remove);
    assert.equal(editor.document.getText(), script);
  });

  it('are for the statements that are selected, at the top of a file and in a function', async () => {
    const editor = await scratch.edit('script.py', script);
    select(editor, 'rows = open', 'print(len(rows))');
    const [statements] = await actionsAt(editor);
    assert.equal(statements?.title, 'Instrument the selected statements with TaskMonitor');
    await run(statements);
    assert.match(editor.document.getText(), /^with \w+\.task\(.*\n {4}rows = open/m);

    select(editor, 'kept = [', 'print(len(kept))');
    assert.deepEqual(titles(await actionsAt(editor)), [
      'Instrument the selected statements with TaskMonitor',
      'Instrument with TaskMonitor',
    ]);
    select(editor, 'row for', 'rows if');
    assert.equal((await actionsAt(editor))[0]?.title, 'Instrument with TaskMonitor');
  });

  it('do not take statements for others when the text changed since', async () => {
    const editor = await scratch.edit('script.py', script);
    select(editor, 'rows = open', 'print(len(rows))');
    const [statements] = await actionsAt(editor);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), '# written in the meantime\n');
    });
    const text = editor.document.getText();
    assert.ok(statements);
    await run(statements);
    assert.equal(editor.document.getText(), text);
  });

  it('follow the text while it is typed', async () => {
    const editor = await scratch.edit('typed.py', '');
    for (const character of 'def typed(rows):\n    return len(rows)\n') {
      await editor.edit((edit) => {
        edit.insert(editor.document.positionAt(editor.document.getText().length), character);
      });
      await providedAt(editor, access.services);
    }
    editor.selection = new vscode.Selection(0, 5, 0, 5);
    assert.equal((await providedAt(editor, access.services))[0]?.disabled, undefined);
  });

  it('come from the language that the document has now', async () => {
    const editor = await scratch.edit('jobs.py', jobs, 'def load');
    assert.notDeepEqual(await actionsAt(editor), []);
    await vscode.languages.setTextDocumentLanguage(editor.document, 'plaintext');
    assert.deepEqual(await actionsAt(editor), []);
  });
});
