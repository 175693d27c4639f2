import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** An interpreter that can import prometheus_client. */
export interface Python {
  /** For the titles of tests: `Python 3.11 (Debian)`, `Python 3.8`. */
  readonly name: string;
  readonly executable: string;
  /** The Y of Python 3.Y. */
  readonly minor: number;
  /** What the environment must hold for prometheus_client to be found. */
  readonly environment: Readonly<Record<string, string>>;
}

const DEBIAN_PYTHON = '/usr/bin/python3';
const MINOR_VERSIONS = [8, 9, 10, 11, 12, 13];

/** Debian's Python, whose prometheus_client all tests use. Throws, with the way to install them, when either is missing. */
export function debianPython(): Python {
  const minor = minorVersion(DEBIAN_PYTHON);
  if (minor === undefined || modulePath('prometheus_client') === undefined) {
    throw new Error(
      `${DEBIAN_PYTHON} cannot import prometheus_client; install it: apt-get install python3-prometheus-client`,
    );
  }
  return { name: `Python 3.${minor} (Debian)`, executable: DEBIAN_PYTHON, minor, environment: {} };
}

/**
 * Debian's Python and one of each other version from 3.8 to 3.13 that is on PATH or under ~/.pyenv. The others use Debian's
 * prometheus_client, which is pure Python, by way of a folder with links to it: nothing is installed into them.
 */
export function allPythons(): readonly Python[] {
  const debian = debianPython();
  const environment = { PYTHONPATH: linkedPackages() };
  const found = new Map<number, Python>();
  for (const executable of [...pathCandidates(), ...pyenvCandidates()].filter((path) => existsSync(path))) {
    const minor = minorVersion(executable);
    if (minor !== undefined && MINOR_VERSIONS.includes(minor) && !found.has(minor)) {
      found.set(minor, { name: `Python 3.${minor}`, executable, minor, environment });
    }
  }
  return [debian, ...[...found.values()].toSorted((a, b) => a.minor - b.minor)];
}

function pathCandidates(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return MINOR_VERSIONS.flatMap((minor) => folders.map((folder) => join(folder, `python3.${minor}`)));
}

function pyenvCandidates(): string[] {
  const versions = join(homedir(), '.pyenv', 'versions');
  return existsSync(versions) ? readdirSync(versions).map((name) => join(versions, name, 'bin', 'python3')) : [];
}

/** Undefined where there is no Python 3. */
function minorVersion(executable: string): number | undefined {
  const [, minor] = output(executable, 'import sys; print(*sys.version_info[:2])')?.match(/^3 (\d+)$/) ?? [];
  return minor === undefined ? undefined : Number(minor);
}

function modulePath(name: string): string | undefined {
  return output(DEBIAN_PYTHON, `import ${name}; print(${name}.__file__)`);
}

function output(executable: string, program: string): string | undefined {
  const run = spawnSync(executable, ['-c', program], { encoding: 'utf8', timeout: 20_000 });
  return run.status === 0 ? run.stdout.trim() : undefined;
}

function linkedPackages(): string {
  const folder = mkdtempSync(join(tmpdir(), 'python-packages-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  const client = modulePath('prometheus_client');
  if (client !== undefined) symlinkSync(dirname(client), join(folder, 'prometheus_client'));
  // Debian's prometheus_client imports the module `decorator`; upstream's has a copy inside.
  const decorator = modulePath('decorator');
  if (decorator !== undefined) symlinkSync(decorator, join(folder, 'decorator.py'));
  return folder;
}
