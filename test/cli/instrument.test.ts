import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runCli } from '../support/cli';
import type { CliResult } from '../support/cli';

const run = promisify(execFile);

const script = [
  '#!/usr/bin/env python3',
  '"""Loads the orders."""',
  'import csv',
  '',
  '',
  'def load(path):',
  '    """Reads one file."""',
  '    with open(path) as file:',
  '        return list(csv.reader(file))',
  '',
  '',
  'class Report:',
  '    def write(self):',
  '        return 1',
  '',
].join('\n');

describe('taskmonitor init, instrument and uninstrument', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'taskmonitor-instrument-'));
    await writeFile(join(folder, 'orders.py'), script);
  });

  afterEach(async () => {
    await chmod(folder, 0o755);
    await rm(folder, { recursive: true, force: true });
  });

  const cli = (...args: readonly string[]): Promise<CliResult> => runCli(args, { cwd: folder });
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

  it('prints a diff that git applies, and changes nothing', async () => {
    const { code, stdout, stderr } = await cli('instrument', 'orders.py', '--function', 'load');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^\+from monitoring import TaskMonitor {2}# taskmonitor$/m);
    assert.match(stderr, /load would be instrumented: task orders\.load, job orders/);
    assert.equal(await read('orders.py'), script);
    assert.deepEqual(await readdir(folder), ['orders.py']);

    await writeFile(join(folder, 'change.diff'), stdout);
    await run('git', ['apply', 'change.diff'], { cwd: folder });
    const applied = await read('orders.py');
    await writeFile(join(folder, 'orders.py'), script);
    await rm(join(folder, 'monitoring.py'));
    assert.equal((await cli('instrument', 'orders.py', '--function', 'load', '--write')).code, 0);
    assert.equal(await read('orders.py'), applied);
  });

  it('writes, does nothing the second time, and restores the very bytes', async () => {
    await chmod(join(folder, 'orders.py'), 0o755);
    const first = await cli('instrument', 'orders.py', '--all', '--write');
    assert.equal(first.code, 0, first.stderr);
    const instrumented = await read('orders.py');
    assert.notEqual(instrumented, script);
    assert.equal((await stat(join(folder, 'orders.py'))).mode & 0o777, 0o755);
    await run('/usr/bin/python3', [
      '-c',
      'import ast,sys; ast.parse(open(sys.argv[1]).read())',
      join(folder, 'orders.py'),
    ]);

    const second = await cli('instrument', 'orders.py', '--all', '--write');
    assert.equal(second.code, 0);
    assert.match(second.stderr, /load is instrumented already/);
    assert.equal(await read('orders.py'), instrumented);

    const back = await cli('uninstrument', 'orders.py', '--all', '--write');
    assert.equal(back.code, 0, back.stderr);
    assert.equal(await read('orders.py'), script);
    assert.equal((await stat(join(folder, 'orders.py'))).mode & 0o777, 0o755);
  });

  it('takes a method by its dotted name, a line, and names of one’s own', async () => {
    const method = await cli(
      'instrument',
      'orders.py',
      '--function',
      'Report.write',
      '--job',
      'etl',
      '--task',
      'report',
    );
    assert.equal(method.code, 0, method.stderr);
    assert.match(method.stdout, /^\+monitor = TaskMonitor\("etl"\)/m);
    assert.match(method.stdout, /^\+ +with monitor\.task\("report"\)/m);
    const byLine = await cli('instrument', 'orders.py', '--line', '8');
    assert.match(byLine.stderr, /load would be instrumented/);
    const nowhere = await cli('instrument', 'orders.py', '--line', '3');
    assert.equal(nowhere.code, 2);
    assert.match(nowhere.stderr, /line 3 is in no function/);
  });

  it('refuses with exit 1 and the reason, and writes nothing', async () => {
    const unknown = await cli('instrument', 'orders.py', '--function', 'nothing', '--write');
    assert.equal(unknown.code, 1);
    assert.match(unknown.stderr, /nothing/);
    await writeFile(join(folder, 'broken.py'), 'def f(:\n    pass\n');
    const broken = await cli('instrument', 'broken.py', '--all', '--write');
    assert.equal(broken.code, 1);
    assert.equal(await read('broken.py'), 'def f(:\n    pass\n');
    assert.deepEqual((await readdir(folder)).toSorted(), ['broken.py', 'orders.py']);
  });

  it('leaves nothing half-written in a folder that cannot be written', async function () {
    // Root writes everywhere: an immutable place stands in for the missing right, a folder where the module must go.
    await mkdir(join(folder, 'monitoring.py'));
    const { code, stderr } = await cli('instrument', 'orders.py', '--all', '--write');
    assert.notEqual(code, 0);
    assert.match(stderr, /monitoring\.py/);
    assert.equal(await read('orders.py'), script);
  });

  it('keeps CRLF, and the bytes of other encodings', async () => {
    const crlf = script.replaceAll('\n', '\r\n');
    await writeFile(join(folder, 'crlf.py'), crlf);
    assert.equal((await cli('instrument', 'crlf.py', '--all', '--write')).code, 0);
    assert.doesNotMatch(await read('crlf.py'), /[^\r]\n/);
    assert.equal((await cli('uninstrument', 'crlf.py', '--all', '--write')).code, 0);
    assert.equal(await read('crlf.py'), crlf);

    const latin1 = Buffer.concat([
      Buffer.from('# -*- coding: latin-1 -*-\ndef f():\n    return "'),
      Buffer.from([0xe9, 0xff]),
      Buffer.from('"\n'),
    ]);
    await writeFile(join(folder, 'latin1.py'), latin1);
    const written = await cli('instrument', 'latin1.py', '--all', '--write');
    assert.equal(written.code, 0, written.stderr);
    assert.equal((await cli('uninstrument', 'latin1.py', '--all', '--write')).code, 0);
    assert.deepEqual(await readFile(join(folder, 'latin1.py')), latin1);
  });

  it('imports from where init put the module, beside a monitoring of the user’s own', async () => {
    await writeFile(join(folder, 'monitoring.py'), 'answer = 42\n');
    assert.equal((await cli('init')).code, 0);
    assert.equal(await read('monitoring.py'), 'answer = 42\n');
    assert.match(await read('task_monitoring.py'), /^# TaskMonitor runtime /);
    const { stdout } = await cli('instrument', 'orders.py', '--all');
    assert.match(stdout, /^\+from task_monitoring import TaskMonitor/m);
  });
});
