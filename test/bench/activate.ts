import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { onSignals } from '../../scripts/support/onSignals';
import { packageExtension } from '../../scripts/support/packageExtension';
import { repoRoot } from '../../scripts/support/repoRoot';
import { bundleForHost } from '../../scripts/testing/bundleForHost';
import { newestRelease, oldestRelease, type VscodeRelease } from '../../scripts/vscode/releases';
import { runInExtensionHost } from '../support/extensionHost';

const STARTS = 7;

/**
 * Measures how long VS Code takes to load and activate the extension as it is packaged, each time in a fresh VS Code with an empty folder,
 * and the size of the .vsix. Prints the figures and keeps them in test/bench/activate.json.
 */
export async function main(): Promise<number> {
  onSignals();
  const vsix = await packageExtension();
  const bundles = await bundleForHost('test/editor', (file) => file === 'timeActivation.ts');
  const figures = {
    vsixKilobytes: Math.round((await stat(vsix)).size / 1_000),
    processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    activationMilliseconds: {
      [oldestRelease.vscode]: await measure(oldestRelease, bundles),
      [newestRelease.vscode]: await measure(newestRelease, bundles),
    },
  };
  await writeFile(join(repoRoot, 'test/bench/activate.json'), `${JSON.stringify(figures, null, 2)}\n`);
  console.log(JSON.stringify(figures, null, 2));
  return 0;
}

async function measure(
  release: VscodeRelease,
  bundles: string,
): Promise<{ median: number; fastest: number; slowest: number; starts: number }> {
  const times: number[] = [];
  for (let start = 1; start <= STARTS; start += 1) {
    const time = await activateOnce(release, bundles);
    console.log(`VS Code ${release.vscode}, start ${start} of ${STARTS}: ${time.toFixed(1)} ms`);
    times.push(time);
  }
  const sorted = times.toSorted((a, b) => a - b).map((time) => Math.round(time * 10) / 10);
  const at = (index: number): number => sorted.at(index) ?? Number.NaN;
  return { median: at(Math.floor(STARTS / 2)), fastest: at(0), slowest: at(-1), starts: STARTS };
}

async function activateOnce(release: VscodeRelease, bundles: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'taskmonitor-bench-'));
  const result = join(folder, 'milliseconds');
  const complaints: string[] = [];
  try {
    await runInExtensionHost({
      release,
      module: join(bundles, 'timeActivation'),
      folder,
      env: { TASKMONITOR_BENCH_RESULT: result },
      onConsole: (line, type) => {
        if (type === 'error') {
          complaints.push(line);
        }
      },
    });
    return Number(await readFile(result, 'utf8'));
  } catch (error) {
    throw new Error(`the extension was not measured: ${complaints.join('\n')}`, { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
