import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repoRoot } from '../../scripts/support/repoRoot';

const rounds = 5;

/** Seconds of whole processes that lint one file, as CI and pre-commit wait for them: start, loading, lint, end. */
export interface ProcessTimes {
  readonly ruff: number;
  readonly lint: number;
}

/** Medians of processes in turns. @param peer folder where ruff's WASM build is installed */
export async function lintProcesses(text: string, peer: string): Promise<ProcessTimes> {
  const folder = await mkdtemp(join(tmpdir(), 'taskmonitor-bench-'));
  try {
    const file = join(folder, 'module.py');
    const ruff = join(folder, 'ruff.cjs');
    await writeFile(file, text);
    await writeFile(
      ruff,
      `const { Workspace } = require(${JSON.stringify(join(peer, 'node_modules/@astral-sh/ruff-wasm-nodejs'))});
const { readFileSync } = require('node:fs');
const found = new Workspace({ lint: { select: ['B006'] } }, 1).check(readFileSync(process.argv[2], 'utf8'));
process.stdout.write(JSON.stringify(found));
`,
    );
    const times = { ruff: [] as number[], lint: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      times.ruff.push(secondsOf([ruff, file]));
      times.lint.push(secondsOf([join(repoRoot, 'dist/cli.js'), 'lint', '--format', 'json', file]));
    }
    return { ruff: median(times.ruff), lint: median(times.lint) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function secondsOf(words: readonly string[]): number {
  const begun = performance.now();
  const { status } = spawnSync(process.execPath, words, { stdio: ['ignore', 'ignore', 'inherit'] });
  // 1: something was found.
  if (status !== 0 && status !== 1) {
    throw new Error(`${words.join(' ')} ended with ${status ?? 'a signal'}; has npm run build been run?`);
  }
  return (performance.now() - begun) / 1_000;
}

function median(seconds: readonly number[]): number {
  return Math.round((seconds.toSorted((a, b) => a - b)[Math.floor(seconds.length / 2)] ?? Number.NaN) * 1_000) / 1_000;
}
