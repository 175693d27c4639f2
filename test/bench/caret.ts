import { execFileSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { onSignals } from '../../scripts/support/onSignals';
import { packageExtension } from '../../scripts/support/packageExtension';
import { repoRoot } from '../../scripts/support/repoRoot';
import { bundleForHost } from '../../scripts/testing/bundleForHost';
import { newestRelease, oldestRelease, type VscodeRelease } from '../../scripts/vscode/releases';
import { debianPython } from '../runtime/pythons';
import { runInExtensionHost } from '../support/extensionHost';

/** What test/editor/timeCaret.ts leaves: milliseconds, apart from `lines`. */
interface Times {
  readonly lines: number;
  /** A whole parse and the state of every function: what a code action would cost without a kept tree. */
  readonly wholeFile: readonly number[];
  readonly caretMoves: readonly number[];
  /** The code actions right after an edit of two characters. */
  readonly typing: readonly number[];
  /** Asked through VS Code, which asks all other providers, too. */
  readonly throughVscode: readonly number[];
}

/**
 * Measures code actions for a caret in the standard library's longest well-known module, in the extension host of both VS Codes.
 * Prints the figures and keeps them in test/bench/caret.json.
 */
export async function main(): Promise<number> {
  onSignals();
  await packageExtension();
  const bundles = await bundleForHost('test/editor', (file) => file === 'timeCaret.ts');
  // What else the machine was doing: the times below grow with it.
  const loadAverage = Math.round((loadavg()[0] ?? Number.NaN) * 10) / 10;
  const figures = {
    loadAverage,
    processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    milliseconds: {
      [oldestRelease.vscode]: await measure(oldestRelease, bundles),
      [newestRelease.vscode]: await measure(newestRelease, bundles),
    },
  };
  await writeFile(join(repoRoot, 'test/bench/caret.json'), `${JSON.stringify(figures, null, 2)}\n`);
  console.log(JSON.stringify(figures, null, 2));
  return 0;
}

async function measure(release: VscodeRelease, bundles: string): Promise<Record<string, unknown>> {
  const folder = await mkdtemp(join(tmpdir(), 'taskmonitor-bench-'));
  const [result, file] = [join(folder, 'times.json'), join(folder, '_pydecimal.py')];
  const complaints: string[] = [];
  try {
    await copyFile(moduleFile('_pydecimal'), file);
    await runInExtensionHost({
      release,
      module: join(bundles, 'timeCaret'),
      folder,
      env: { TASKMONITOR_BENCH_RESULT: result, TASKMONITOR_BENCH_FILE: file },
      onConsole: (line, type) => {
        if (type === 'error') complaints.push(line);
      },
    });
    const times: Times = JSON.parse(await readFile(result, 'utf8'));
    const { lines, ...measured } = times;
    const [whole, typing, caret] = [times.wholeFile, times.typing, times.caretMoves].map((each) => quantile(each, 0.5));
    return {
      lines,
      ...Object.fromEntries(Object.entries(measured).map(([name, each]) => [name, summary(each)])),
      wholeFileToCaretMove: ratio(whole, caret),
      wholeFileToTyping: ratio(whole, typing),
    };
  } catch (error) {
    throw new Error(`nothing was measured: ${complaints.join('\n')}`, { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function moduleFile(module: string): string {
  const code = `import ${module}; print(${module}.__file__)`;
  return execFileSync(debianPython().executable, ['-c', code], { encoding: 'utf8' }).trim();
}

function summary(times: readonly number[]): Record<string, number> {
  return { median: quantile(times, 0.5), p95: quantile(times, 0.95), slowest: quantile(times, 1), count: times.length };
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  const time = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return Math.round(time * 100) / 100;
}

function ratio(slow = Number.NaN, quick = Number.NaN): string {
  return `${(slow / quick).toFixed(1)} ×`;
}
