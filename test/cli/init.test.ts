import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runCli } from '../support/cli';
import type { CliResult } from '../support/cli';

const run = promisify(execFile);

/** The module as an older release had it: with the hash of its own content. */
function olderRelease(shipped: string): string {
  const [mark = '#'] = shipped.split(' ', 1);
  const rest = `${shipped.slice(shipped.indexOf('\n') + 1)}${mark} as it was\n`;
  return `${mark} TaskMonitor runtime 0.0.9 sha256:${createHash('sha256').update(rest).digest('hex')}\n${rest}`;
}

for (const [language, extension, foreign] of [
  ['python', 'py', 'answer = 42\n'],
  ['typescript', 'ts', 'export const answer = 42;\n'],
  ['javascript', 'mjs', 'export const answer = 42;\n'],
  ['commonjs', 'cjs', 'module.exports = 42;\n'],
  ['bash', 'sh', 'answer=42\n'],
] as const) {
  describe(`taskmonitor init --language ${language}`, () => {
    let folder: string;
    const file = `monitoring.${extension}`;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'taskmonitor-init-'));
    });

    afterEach(() => rm(folder, { recursive: true, force: true }));

    const init = (...args: readonly string[]): Promise<CliResult> =>
      runCli(['init', '--language', language, ...args], { cwd: folder });
    const read = (name = file): Promise<string> => readFile(join(folder, name), 'utf8');
    const write = (text: string, name = file): Promise<void> => writeFile(join(folder, name), text);

    it('writes the module, and is content with it', async () => {
      assert.deepEqual(await init(), { code: 0, stdout: `Wrote ${file}\n`, stderr: '' });
      assert.deepEqual(await readdir(folder), [file]);
      assert.match(await read(), /^(?:#|\/\/) TaskMonitor runtime \d+\.\d+\.\d+ sha256:[0-9a-f]{64}\n/);
      const again = await init();
      assert.deepEqual([again.code, again.stderr], [0, '']);
      assert.match(again.stdout, /there already, version/);
      await write((await read()).replaceAll('\n', '\r\n'));
      assert.equal((await init('--upgrade')).code, 0, 'line ends that git has converted are no edit');
    });

    it('upgrades an older one that nobody edited, when asked', async () => {
      await init();
      const shipped = await read();
      await write(olderRelease(shipped));
      const asked = await init();
      assert.deepEqual([asked.code, asked.stdout], [1, '']);
      assert.match(asked.stderr, /is version 0\.0\.9; --upgrade replaces it/);
      assert.equal(await read(), olderRelease(shipped));
      const upgraded = await init('--upgrade');
      assert.equal(upgraded.code, 0, upgraded.stderr);
      assert.match(upgraded.stdout, /^Upgraded .* from version 0\.0\.9 to /);
      assert.equal(await read(), shipped);
    });

    it('leaves a newer one alone, and one that was edited', async () => {
      await init();
      const shipped = await read();
      const newer = olderRelease(shipped).replace(' 0.0.9 ', ' 99.0.0 ');
      await write(newer);
      assert.equal((await init('--upgrade')).code, 0);
      assert.equal(await read(), newer);

      const edited = `${olderRelease(shipped)}mine\n`;
      await write(edited);
      for (const args of [[], ['--upgrade']]) {
        const { code, stdout, stderr } = await init(...args);
        assert.equal(code, 1);
        assert.match(stderr, /was edited and is left alone/);
        assert.equal(/^-mine$/m.test(stdout), args.length > 0);
        assert.equal(await read(), edited);
      }
    });

    it('prints a difference that git applies', async () => {
      await init();
      const shipped = await read();
      await write(`${shipped}mine\n`);
      const { stdout } = await init('--upgrade');
      await writeFile(join(folder, 'change.diff'), stdout);
      await run('git', ['apply', 'change.diff'], { cwd: folder });
      assert.equal(await read(), shipped);
    });

    it('gives way to a module of the user’s own', async () => {
      await write(foreign);
      const { code, stdout } = await init();
      assert.equal(code, 0);
      const [, written = ''] = /^Wrote (.*)\n$/.exec(stdout) ?? [];
      assert.match(written, /^task_?-?monitoring/i);
      assert.match(await read(written), /TaskMonitor runtime/);
      assert.equal(await read(), foreign);
      assert.equal((await init()).code, 0);
      assert.deepEqual((await readdir(folder)).toSorted(), [file, written].toSorted());
    });

    it('writes to a folder that is given, whatever stands around it', async () => {
      await init();
      for (const other of ['monitoring.py', 'monitoring.ts', 'monitoring.mjs', 'monitoring.cjs', 'monitoring.sh']) {
        await mkdir(join(folder, 'jobs'), { recursive: true });
        if (other !== file) {
          await write('', join('jobs', other));
        }
      }
      const { code, stdout } = await init('--dir', 'jobs');
      assert.deepEqual([code, stdout], [0, `Wrote jobs/${file}\n`]);
    });
  });
}

describe('taskmonitor init', () => {
  it('gives way to a folder of that name, and wants the one that is given', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'taskmonitor-init-'));
    try {
      await mkdir(join(folder, 'monitoring.sh'));
      const { code, stdout, stderr } = await runCli(['init', '--language', 'bash'], { cwd: folder });
      assert.deepEqual([code, stderr], [0, '']);
      assert.match(stdout, /^Wrote task.*monitoring\.sh\n$/);
      const missing = await runCli(['init', '--dir', 'gone'], { cwd: folder });
      assert.equal(missing.code, 2);
      assert.match(missing.stderr, /There is no folder gone/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
