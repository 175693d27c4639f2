import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from '../../test/support/chromium';
import type { Need } from '../testing/suites';

interface DebianPackage {
  /** In Debian 12, where it depends on the version. */
  readonly name: string;
  readonly need: Need;
  /** Whether what we need of it is there, wherever it came from. */
  present(): boolean;
}

const debianPackages: readonly DebianPackage[] = [
  { name: 'prometheus-pushgateway', need: 'pushgateway', present: () => existsSync('/usr/bin/prometheus-pushgateway') },
  { name: 'prometheus', need: 'prometheus', present: () => existsSync('/usr/bin/promtool') },
  { name: 'python3', need: 'python', present: () => existsSync('/usr/bin/python3') },
  {
    name: 'python3-prometheus-client',
    need: 'python',
    present: () => spawnSync('/usr/bin/python3', ['-c', 'import prometheus_client']).status === 0,
  },
  // CPython's own tests, for Debian's Python.
  {
    name: 'libpython3.11-testsuite',
    need: 'pythonTests',
    present: () => spawnSync('/usr/bin/python3', ['-c', 'import test.test_json']).status === 0,
  },
  { name: 'chromium', need: 'chromium', present: () => findChromium() !== undefined },
  // Chinese text of the screenshots.
  {
    name: 'fonts-noto-cjk',
    need: 'fonts',
    present: () => existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'),
  },
  { name: 'curl', need: 'tools', present: () => existsSync('/usr/bin/curl') },
  { name: 'openssl', need: 'tools', present: () => existsSync('/usr/bin/openssl') },
  { name: 'shellcheck', need: 'shellcheck', present: () => existsSync('/usr/bin/shellcheck') },
];

/**
 * Installs the Debian packages that are missing, as root or through a sudo that asks for no password.
 *
 * @returns what a person has to do when that is not possible, or undefined when all is there
 */
export function installDebianPackages(needs: ReadonlySet<Need>): string | undefined {
  const missing = (): string[] =>
    debianPackages.filter((it) => needs.has(it.need) && !it.present()).map((it) => it.name);
  const names = missing();
  if (names.length === 0) {
    return undefined;
  }
  const advice = `Please install these Debian packages: sudo apt-get install ${names.join(' ')}`;
  const apt = aptGet();
  if (apt === undefined) {
    return `Missing: ${names.join(', ')}. ${advice}`;
  }
  console.log(`Installing ${names.join(', ')} …`);
  const install = ['install', '--yes', '--no-install-recommends', ...names];
  // The package lists may be missing or too old; fetching them takes a while, so only then.
  const installed = apt(install) || (apt(['update']) && apt(install));
  const still = missing();
  return installed && still.length === 0 ? undefined : `apt-get could not install ${still.join(', ')}. ${advice}`;
}

function aptGet(): ((args: readonly string[]) => boolean) | undefined {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '--non-interactive'];
  const run = (args: readonly string[], stdio: 'ignore' | 'inherit'): boolean => {
    const [command = '', ...rest] = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    return spawnSync(command, rest, { stdio: ['ignore', stdio, stdio] }).status === 0;
  };
  return run(['--version'], 'ignore') ? (args) => run(['-q', ...args], 'inherit') : undefined;
}
