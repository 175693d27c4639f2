import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../../package.json';
import { readRuntimeHeader } from '../../../src/instrument/runtimeHeader';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const RUNTIME = join(ROOT, 'src', 'runtime');

for (const name of readdirSync(RUNTIME)) {
  describe(`the first line of ${name}`, () => {
    const text = readFileSync(join(RUNTIME, name), 'utf8');
    const [firstLine = '', secondLine = ''] = text.split('\n', 2);
    const mark = /\.(py|sh)$/.test(name) ? '#' : '//';

    it('has the version of the package and the hash of what follows', () => {
      const hash = createHash('sha256')
        .update(text.slice(firstLine.length + 1))
        .digest('hex');
      assert.equal(
        firstLine,
        `${mark} TaskMonitor runtime ${manifest.version} sha256:${hash}`,
        'run: node scripts/stampRuntime.mjs',
      );
      assert.deepEqual(readRuntimeHeader(text), { version: manifest.version, hash, pristine: true });
      assert.equal(readRuntimeHeader(`${text}\n`)?.pristine, false);
      assert.equal(secondLine, `${mark} SPDX-License-Identifier: Apache-2.0`);
    });

    it('is followed by text with LF line ends, which ends with one', () => {
      assert.equal(text.includes('\r'), false);
      assert.equal(text.endsWith('\n'), true);
      assert.equal(readRuntimeHeader(text.replaceAll('\n', '\r\n'))?.pristine, true);
    });
  });
}

it('the runtime modules pass the check of the script that stamps them, and makes some', () => {
  assert.ok(readdirSync(RUNTIME).includes('monitoring.mjs'));
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'stampRuntime.mjs'), '--check'], { stdio: 'pipe' });
});
