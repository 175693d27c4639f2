import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { runToEnd } from '../support/runToEnd';

export interface SamplePython {
  /** Folder that holds only `python3` and `python`, to be put first on PATH; undefined when no Python has prometheus_client. */
  readonly folder: string | undefined;
  /** What was found or done, for the person. */
  readonly message: string;
}

interface Interpreter {
  readonly executable: string;
  readonly hasClient: boolean;
}

const NAMES = ['python3', 'python', ...[13, 12, 11, 10, 9, 8].map((minor) => `python3.${minor}`)];

const PROBE = `
import sys
assert sys.version_info >= (3, 8)
try:
    from prometheus_client import CollectorRegistry
    print("has the client")
except Exception:
    print("has no client")
print(sys.executable)
`;

/**
 * Finds a Python 3.8 or newer that has prometheus_client, or makes one: a virtual environment below `folder`, filled from the package
 * index, or from Debian's package when that cannot be reached. Nothing outside `folder` is changed.
 */
export async function findSamplePython(folder: string): Promise<SamplePython> {
  const environment = join(folder, 'environment');
  const own = await probe(join(environment, 'bin/python'));
  const found: Interpreter[] = [];
  for (const path of own?.hasClient === true ? [] : interpretersOnPath()) {
    const interpreter = await probe(path);
    found.push(...(interpreter === undefined ? [] : [interpreter]));
    if (interpreter?.hasClient === true) {
      break;
    }
  }
  const ready = own?.hasClient === true ? own : found.find((interpreter) => interpreter.hasClient);
  if (ready !== undefined) {
    return { folder: await linkPython(folder, ready.executable), message: `Python of the sample: ${ready.executable}` };
  }
  const [base] = found;
  if (base !== undefined && (await makeEnvironment(base.executable, environment))) {
    const python = join(environment, 'bin/python');
    return {
      folder: await linkPython(folder, python),
      message: `Python of the sample: ${python} (made from ${base.executable}, with prometheus_client)`,
    };
  }
  const why =
    found.length === 0 ? 'There is no Python 3.8 or newer on PATH' : 'No Python on PATH has prometheus_client';
  return {
    folder: undefined,
    message: `${why}, and it could not be installed: the sample's scripts will run, but push nothing. Remedy: python3 -m pip install prometheus_client`,
  };
}

function interpretersOnPath(): readonly string[] {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'];
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...new Set(paths)].filter((path) => existsSync(path));
}

async function probe(path: string): Promise<Interpreter | undefined> {
  const { exitCode, output } = await runToEnd(path, ['-c', PROBE]);
  const [answer, executable] = output.trim().split('\n');
  return exitCode === 0 && executable !== undefined
    ? { executable, hasClient: answer === 'has the client' }
    : undefined;
}

/** A folder in which `python3` and `python` are this one. A virtual environment's Python must be called by its own path: so no links. */
async function linkPython(folder: string, executable: string): Promise<string> {
  const bin = join(folder, 'bin');
  await rm(bin, { recursive: true, force: true });
  await mkdir(bin, { recursive: true });
  for (const name of ['python3', 'python']) {
    const script = join(bin, name);
    await writeFile(script, `#!/bin/sh\nexec '${executable.replaceAll("'", String.raw`'\''`)}' "$@"\n`);
    await chmod(script, 0o755);
  }
  return bin;
}

/** True when `environment` holds a Python with prometheus_client afterwards. */
async function makeEnvironment(executable: string, environment: string): Promise<boolean> {
  await rm(environment, { recursive: true, force: true });
  console.log(`Installing prometheus_client for the sample, with ${executable} …`);
  const python = join(environment, 'bin/python');
  // Debian's Python has no ensurepip without python3-venv; its pip, or another one's, installs into the environment from outside.
  const made = await runToEnd(executable, ['-m', 'venv', '--without-pip', environment]);
  if (made.exitCode !== 0) {
    return false;
  }
  const pip = ['-m', 'pip', '--python', python, 'install', '--quiet', '--retries=1', '--timeout=15'];
  const installed = await runToEnd(executable, [...pip, 'prometheus_client']);
  if (installed.exitCode !== 0) {
    await unpackDebianPackages(environment);
  }
  return (await probe(python))?.hasClient === true;
}

/** Plain Python modules; the first needs the second. */
const DEBIAN_PACKAGES = ['python3-prometheus-client', 'python3-decorator'];

/** Puts the modules of Debian's packages into the environment. Needs no rights and changes nothing outside. */
async function unpackDebianPackages(environment: string): Promise<void> {
  const work = join(environment, 'debian');
  await mkdir(join(work, 'lists/partial'), { recursive: true });
  const apt = (...args: readonly string[]): ReturnType<typeof runToEnd> =>
    runToEnd('apt-get', ['-oAcquire::Retries=0', ...args], { cwd: work });
  const ownLists = [`-oDir::State::lists=${work}/lists`, `-oDir::Cache=${work}`];
  const withSystemLists = await apt('download', ...DEBIAN_PACKAGES);
  if (withSystemLists.exitCode !== 0) {
    await apt(...ownLists, 'update');
    await apt(...ownLists, 'download', ...DEBIAN_PACKAGES);
  }
  for (const archive of (await readdir(work)).filter((name) => name.endsWith('.deb'))) {
    await runToEnd('dpkg', ['-x', archive, 'unpacked'], { cwd: work });
  }
  const [library] = await readdir(join(environment, 'lib'));
  const modules = join(work, 'unpacked/usr/lib/python3/dist-packages');
  if (library !== undefined && existsSync(modules)) {
    await cp(modules, join(environment, 'lib', library, 'site-packages'), { recursive: true });
  }
  await rm(work, { recursive: true, force: true });
}
