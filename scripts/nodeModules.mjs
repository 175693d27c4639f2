import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const repoRoot = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE_MAJOR = 20;

/**
 * Brings node_modules to what package-lock.json says, through `npm ci`, when something is missing or stale.
 * Imports only Node's own modules: it runs before anything is installed.
 */
export function ensureNodeModules() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST_NODE_MAJOR) {
    throw new Error(`TaskMonitor is built with Node ${OLDEST_NODE_MAJOR} or newer; this is ${process.version}.`);
  }
  const reason = whyStale();
  if (reason === undefined) {
    return;
  }
  console.log(`Installing the npm packages (${reason}) …`);
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: repoRoot, stdio: 'inherit' });
  if (status !== 0) {
    throw new Error(`"npm ci" failed (${error?.message ?? `exit code ${status}`}): see its output above.`);
  }
}

/** What differs between package-lock.json and the installed packages; npm writes its own list last, so a broken install has none. */
function whyStale() {
  const wanted = packagesOf('package-lock.json');
  const installed = packagesOf('node_modules/.package-lock.json');
  if (wanted === undefined) {
    throw new Error('package-lock.json is missing: this is not a whole checkout.');
  }
  if (installed === undefined) {
    return 'none are installed';
  }
  for (const [path, { version, optional, link }] of Object.entries(wanted)) {
    const found = installed[path]?.version;
    // Optional packages are mostly for other platforms.
    if (path !== '' && !link && found !== version && !(optional && found === undefined)) {
      return `${path.slice('node_modules/'.length)} is ${found ?? 'missing'}, the lock file says ${version}`;
    }
  }
  return undefined;
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(repoRoot, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}
