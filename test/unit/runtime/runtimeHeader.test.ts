import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../../package.json';

const ROOT = join(import.meta.dirname, '..', '..', '..');

describe('the first line of monitoring.py', () => {
  const text = readFileSync(join(ROOT, 'src', 'runtime', 'monitoring.py'), 'utf8');
  const [firstLine = ''] = text.split('\n', 1);

  it('has the version of the package and the hash of what follows', () => {
    const hash = createHash('sha256')
      .update(text.slice(firstLine.length + 1))
      .digest('hex');
    assert.equal(
      firstLine,
      `# TaskMonitor runtime ${manifest.version} sha256:${hash}`,
      'run: node scripts/stampRuntime.mjs',
    );
  });

  it('is followed by text with LF line ends, which ends with one', () => {
    assert.equal(text.includes('\r'), false);
    assert.equal(text.endsWith('\n'), true);
  });

  it('passes the check of the script that writes it', () => {
    execFileSync(process.execPath, [join(ROOT, 'scripts', 'stampRuntime.mjs'), '--check'], { stdio: 'pipe' });
  });
});
