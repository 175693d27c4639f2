import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { instrumentedWhole, see } from './goldenRun';

/** Programs of a usual system that are shell scripts, with arguments that change nothing. No system has them all. */
const usual = [
  ['/usr/bin/ldd', '--version'],
  ['/usr/bin/ldd', '/nowhere'],
  ['/usr/bin/tzselect', '--help'],
  ['/usr/bin/tzselect', '--version'],
  ['/usr/bin/tzselect', '--wrong'],
  ['/usr/bin/which.debianutils', 'ls', 'nosuchcommand'],
  ['/usr/bin/savelog', '-h'],
  ['/usr/bin/sensible-editor', '--version'],
  ['/usr/bin/gettext.sh', '--help'],
  ['/usr/bin/gettextize', '--version'],
  ['/usr/bin/memusage', '--help'],
  ['/usr/bin/sotruss', '--usage'],
  ['/usr/bin/pg_virtualenv', '--help'],
  ['/usr/bin/ucf', '--help'],
  ['/usr/bin/xdg-mime', '--help'],
  ['/usr/bin/xdg-mime', 'query', 'filetype', '/nowhere'],
  ['/usr/bin/xdg-settings', '--list'],
  ['/usr/bin/gpgrt-config', '--version'],
  ['/usr/bin/dpkg-realpath', '--version'],
  ['/usr/bin/dpkg-maintscript-helper', '--help'],
  ['/usr/bin/strace-log-merge', '--help'],
  ['/usr/sbin/service', '--help'],
  ['/usr/sbin/e2scrub', '-V'],
  ['/usr/sbin/blkdeactivate', '--help'],
] as const;
const programs = usual.filter(([path]) => existsSync(path));

describe('programs of the system that are shell scripts run the same when they are instrumented', function () {
  this.timeout(120_000);

  for (const [path, ...args] of programs) {
    it([path, ...args].join(' '), async () => {
      const source = await readFile(path, 'utf8');
      // Most are written for any shell; here it is Bash that runs them.
      const text = source.replace(/^#![^\n]*/, '#!/bin/bash');
      const after = await instrumentedWhole(text);
      assert.notEqual(after, text);
      const environment = { EDITOR: 'true' };
      const plain = await see(text, { args, environment }, {});
      assert.deepEqual(await see(after, { args, environment }, { TASK_MONITOR_DISABLED: '1' }), plain);
      const { warnings, ...silent } = await see(after, { args, environment }, {});
      assert.deepEqual({ ...silent, warnings: [] }, plain);
      assert.ok(warnings.length <= 1, warnings.join('\n'));
    });
  }

  it('of which there are enough here', () => {
    assert.ok(programs.length >= 5, `only ${programs.length} of these programs are here`);
  });
});
