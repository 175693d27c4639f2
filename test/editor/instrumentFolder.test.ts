import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { planFolder } from '../../src/editor/instrument/folderPlan';
import type { FolderPlan } from '../../src/editor/instrument/folderPlan';
import type { TestAccess } from '../../src/extension';
import { eventually } from './support/eventually';
import { scratchFolder } from './support/scratchFolder';
import type { ScratchFolder } from './support/scratchFolder';
import { testAccess } from './support/testAccess';

const job = 'def load(path):\n    return open(path).read()\n';
const stub = 'def stub(): ...\n\n\ndef generate():\n    yield from ()\n\n\nasync def a():\n    await b()\n';

describe('a whole folder', () => {
  let access: TestAccess;
  let scratch: ScratchFolder;

  before(async () => {
    access = await testAccess();
  });

  beforeEach(async () => {
    scratch = await scratchFolder();
  });

  afterEach(async () => {
    const configuration = vscode.workspace.getConfiguration('files');
    await configuration.update('exclude', undefined, vscode.ConfigurationTarget.Workspace);
    await scratch.remove();
  });

  const file = (name: string): string => join(scratch.path, name);
  /** Waits until VS Code has heard of the files: what it hears of after that has changed behind the preview's back. */
  const write = async (files: Readonly<Record<string, string | Uint8Array>>): Promise<void> => {
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(scratch.path, '**/*'));
    const heard = new Set<string>();
    watcher.onDidCreate(({ fsPath }) => heard.add(fsPath));
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(file(name)), { recursive: true });
      await writeFile(file(name), content);
    }
    // It does not listen in folders of libraries and of git, and may tell of a new folder without its files.
    const audible = Object.keys(files).filter((name) => !/node_modules|\.git\//.test(name));
    const isHeard = (name: string): boolean => heard.has(file(name)) || heard.has(dirname(file(name)));
    await eventually(() => (audible.every(isHeard) ? true : undefined));
    watcher.dispose();
  };
  const plan = (signal = new AbortController().signal): Promise<FolderPlan> =>
    planFolder(vscode.Uri.file(scratch.path), 'instrument', access.services, { signal, say: () => undefined });
  const names = (planned: FolderPlan): string[] =>
    planned.scripts.map(({ uri }) => uri.fsPath.slice(scratch.path.length + 1)).toSorted();

  it('is planned without what is hidden, is a library, or is a module of ours', async () => {
    await write({
      'load.py': job,
      'jobs/more.py': job,
      'stub.py': stub,
      'node_modules/lib/setup.py': job,
      'ignored/load.py': job,
      '.gitignore': 'ignored/\n',
      '.git/HEAD': 'ref: refs/heads/main\n',
      'hidden/load.py': job,
      'latin.py': Buffer.from(`# caf\xe9\n${job}`, 'latin1'),
      'notes.txt': job,
    });
    const configuration = vscode.workspace.getConfiguration('files');
    await configuration.update('exclude', { '**/hidden': true }, vscode.ConfigurationTarget.Workspace);
    const planned = await plan();
    assert.deepEqual(names(planned), ['jobs/more.py', 'load.py', 'stub.py']);
    assert.deepEqual(
      planned.skipped.map(({ uri }) => uri.fsPath),
      [file('latin.py')],
    );
    assert.deepEqual(planned.modules.map(({ runtime }) => runtime.path).toSorted(), [
      file('jobs/monitoring.py'),
      file('monitoring.py'),
    ]);
    assert.equal(existsSync(file('monitoring.py')), false);
    assert.equal(readFileSync(file('load.py'), 'utf8'), job);
  });

  it('can be given up while it is planned', async () => {
    await write({ 'load.py': job });
    const abort = new AbortController();
    abort.abort();
    await assert.rejects(plan(abort.signal), vscode.CancellationError);
  });

  it('is changed and saved when the preview is applied, and is as before when all is removed again', async () => {
    const crlf = job.replaceAll('\n', '\r\n');
    await write({ 'load.py': job, 'jobs/crlf.py': crlf, 'jobs/__init__.py': '' });
    const folder = vscode.Uri.file(scratch.path);
    const instrumenting = vscode.commands.executeCommand('taskMonitor.instrumentFolder', folder);
    await applyPreview(() => existsSync(file('monitoring.py')));
    await instrumenting;
    await eventually(() => (readFileSync(file('load.py'), 'utf8').includes('.task("load.load")') ? true : undefined));
    assert.match(readFileSync(file('jobs/crlf.py'), 'utf8'), /\.task\("crlf\.load"\)/);
    assert.doesNotMatch(readFileSync(file('jobs/crlf.py'), 'utf8'), /[^\r]\n/);

    const removing = vscode.commands.executeCommand('taskMonitor.uninstrumentFolder', folder);
    await applyPreview(() => readFileSync(file('load.py'), 'utf8') === job);
    await removing;
    await eventually(() => (readFileSync(file('jobs/crlf.py'), 'utf8') === crlf ? true : undefined));
  });

  it('stays untouched when the preview is discarded', async () => {
    await write({ 'load.py': job });
    const instrumenting = vscode.commands.executeCommand('taskMonitor.instrumentFolder', vscode.Uri.file(scratch.path));
    await eventually(async () => {
      await vscode.commands.executeCommand('refactorPreview.discard');
      return Promise.race([Promise.resolve(instrumenting).then(() => true), delay(100, undefined)]);
    });
    assert.equal(readFileSync(file('load.py'), 'utf8'), job);
    assert.equal(existsSync(file('monitoring.py')), false);
  });

  it('takes the text of an editor that has not been saved', async () => {
    const editor = await scratch.edit('load.py', '');
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), job);
    });
    assert.deepEqual(names(await plan()), ['load.py']);
  });

  it('keeps a byte order mark', async () => {
    await write({ 'bom.py': `\uFEFF${job}` });
    const instrumenting = vscode.commands.executeCommand('taskMonitor.instrumentFolder', vscode.Uri.file(scratch.path));
    await applyPreview(() => readFileSync(file('bom.py'), 'utf8').includes('.task('));
    await instrumenting;
    const text = readFileSync(file('bom.py'), 'utf8');
    assert.ok(text.startsWith('\uFEFFfrom monitoring import TaskMonitor'), JSON.stringify(text.slice(0, 60)));
  });
});

/** Presses Apply in the refactor preview until `done`: it has to be open for that. */
async function applyPreview(done: () => boolean): Promise<void> {
  await eventually(async () => {
    await vscode.commands.executeCommand('refactorPreview.apply');
    return done() ? true : undefined;
  });
}
