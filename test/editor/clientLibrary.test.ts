import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { commandText } from '../../src/editor/scriptCare/commandLine';
import { missingNodeClient } from '../../src/editor/scriptCare/nodeClient';
import { pythonLacks } from '../../src/editor/scriptCare/pythonClient';
import { pythonInterpreter } from '../../src/editor/scriptCare/pythonInterpreter';
import type { TestAccess } from '../../src/extension';
import { debianPython } from '../runtime/pythons';
import { scratchFolder } from './support/scratchFolder';
import type { ScratchFolder } from './support/scratchFolder';
import { testAccess } from './support/testAccess';

describe('the client library of a script', () => {
  let access: TestAccess;
  let scratch: ScratchFolder;

  before(async () => {
    access = await testAccess();
  });

  beforeEach(async () => {
    scratch = await scratchFolder();
  });

  afterEach(async () => {
    await scratch.remove();
  });

  const { executable } = debianPython();
  const script = (): string => join(scratch.path, 'load.py');
  const signal = new AbortController().signal;
  const interpreterOf = (path: string): Promise<string | undefined> =>
    pythonInterpreter(vscode.Uri.file(join(scratch.path, path)), access.services.log);
  const makeEnvironment = (name: string): string => {
    const folder = join(scratch.path, name);
    execFileSync(executable, ['-m', 'venv', '--without-pip', folder]);
    return join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  };

  it('is asked for at the interpreter itself', async () => {
    assert.deepEqual(await pythonLacks(executable, 'prometheus_client', script(), signal), { kind: 'has' });
    const bare = makeEnvironment('bare');
    assert.deepEqual(await pythonLacks(bare, 'prometheus_client', script(), signal), { kind: 'lacks' });
  });

  it('may lie beside the script', async () => {
    const bare = makeEnvironment('bare');
    await writeFile(join(scratch.path, 'prometheus_client.py'), '');
    assert.deepEqual(await pythonLacks(bare, 'prometheus_client', script(), signal), { kind: 'has' });
  });

  it('stays unknown where the interpreter does not answer', async () => {
    const none = await pythonLacks(join(scratch.path, 'none'), 'prometheus_client', script(), signal);
    assert.equal(none.kind, 'unknown');
    const broken = join(scratch.path, 'broken');
    await writeFile(broken, '#!/bin/sh\necho no such thing >&2\nexit 1\n');
    await chmod(broken, 0o755);
    const answer = await pythonLacks(broken, 'prometheus_client', script(), signal);
    assert.deepEqual(answer, { kind: 'unknown', reason: 'no such thing' });
  });

  it('is no longer asked for once that is given up', async () => {
    const endless = join(scratch.path, 'endless');
    await writeFile(endless, '#!/bin/sh\nexec sleep 600\n');
    await chmod(endless, 0o755);
    const abort = new AbortController();
    const asking = pythonLacks(endless, 'prometheus_client', script(), abort.signal);
    abort.abort();
    assert.equal((await asking).kind, 'unknown');
  });

  it('is looked for with the environment nearest to the script', async () => {
    const outer = makeEnvironment('.venv');
    assert.equal(await interpreterOf('jobs/nightly/load.py'), outer);
    const inner = makeEnvironment('jobs/venv');
    assert.equal(await interpreterOf('jobs/nightly/load.py'), inner);
    assert.equal(await interpreterOf('load.py'), outer);
  });

  it('is looked for in the folders of Node, and installed by the manager of the lock file', async () => {
    const write = async (path: string): Promise<void> => {
      await mkdir(join(scratch.path, path, '..'), { recursive: true });
      await writeFile(join(scratch.path, path), '{}');
    };
    const missing = (path: string): unknown => missingNodeClient(join(scratch.path, path))?.install;
    await write('package.json');
    await write('jobs/package.json');
    const jobs = join(scratch.path, 'jobs');
    assert.deepEqual(missing('jobs/src/etl.mjs'), { program: 'npm', args: ['install', 'prom-client'], folder: jobs });
    await write('pnpm-lock.yaml');
    assert.deepEqual(missing('jobs/src/etl.mjs'), { program: 'pnpm', args: ['add', 'prom-client'], folder: jobs });
    await write('jobs/node_modules/@prometheus-io/client/package.json');
    assert.equal(missing('jobs/src/etl.mjs'), undefined);
    assert.notEqual(missing('etl.mjs'), undefined);
    await write('node_modules/prom-client/package.json');
    assert.equal(missing('etl.mjs'), undefined);
  });

  it('is installed by a line that the shell takes word by word', async () => {
    const folder = join(scratch.path, `it's a "dir" $HOME`);
    const program = join(folder, 'python');
    await mkdir(folder);
    await writeFile(program, '#!/bin/sh\nprintf "<%s>" "$@"\n');
    await chmod(program, 0o755);
    const line = { program, args: ['-m', 'pip', 'a b'], folder: undefined };
    for (const shell of ['bash', 'sh']) {
      assert.equal(execFileSync(shell, ['-c', commandText(line, shell)], { encoding: 'utf8' }), '<-m><pip><a b>');
    }
    const plain = { program: '/usr/bin/python3', args: ['-m', 'pip'], folder: undefined };
    assert.equal(commandText(plain, 'zsh'), '/usr/bin/python3 -m pip');
    const windows = { program: String.raw`C:\My Python\python.exe`, args: ['-m', 'pip'], folder: undefined };
    assert.equal(commandText(windows, 'pwsh.exe'), String.raw`& 'C:\My Python\python.exe' -m pip`);
    assert.equal(commandText(windows, 'cmd.exe'), String.raw`"C:\My Python\python.exe" -m pip`);
    assert.equal(commandText({ ...windows, program: "/it's" }, 'fish'), String.raw`'/it\'s' -m pip`);
  });
});
