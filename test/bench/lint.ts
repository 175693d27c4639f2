import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { repoRoot } from '../../scripts/support/repoRoot';
import { lintFacts } from '../../src/lint/lint';
import { EditedSource } from '../../src/syntax/editedSource';
import { factsOfTree } from '../../src/syntax/sourceFacts';
import { lintText } from '../../src/workspace/lint/lintWorkspace';
import { ProjectConfigs } from '../../src/workspace/lint/projectConfigs';
import { testParsers } from '../support/parsers';
import { installPeer } from './benchPeers';
import { withMetrics } from './lintedPython';
import { lintProcesses } from './lintProcess';

/** The standard library's longest well-known module: some 6,400 lines. */
const modulePath = '/usr/lib/python3.11/_pydecimal.py';

const rounds = 40;

/** What of ruff's WASM build is used here. */
interface Ruff {
  readonly Workspace: new (options: unknown, positions: number) => { check(text: string): readonly unknown[] };
}

interface Times {
  readonly ruff: number[];
  readonly fresh: number[];
  readonly keyStroke: number[];
}

/**
 * Measures the lint of one long Python file beside ruff's WASM build with one rule: as whole processes, and in one process that is
 * warm, in turns, read anew and after each key stroke. Prints the figures and keeps them in test/bench/lint.json.
 */
export async function main(): Promise<number> {
  const peer = await installPeer('ruff');
  const ruff: Ruff = createRequire(join(peer, 'package.json'))('@astral-sh/ruff-wasm-nodejs');
  const module = await readFile(modulePath, 'utf8');
  const figures = {
    loadAverage: Math.round((loadavg()[0] ?? Number.NaN) * 10) / 10,
    processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    withMetrics: await measure(withMetrics(module), ruff, peer),
    withoutMetrics: await measure(module, ruff, peer),
  };
  await writeFile(join(repoRoot, 'test/bench/lint.json'), `${JSON.stringify(figures, null, 2)}\n`);
  console.log(JSON.stringify(figures, null, 2));
  return 0;
}

async function measure(text: string, ruff: Ruff, peer: string): Promise<Record<string, unknown>> {
  const workspace = new ruff.Workspace({ lint: { select: ['B006'] } }, 1);
  const parsers = testParsers();
  const edited = new EditedSource(parsers, 'python');
  const times: Times = { ruff: [], fresh: [], keyStroke: [] };
  // Somebody types in a method in the middle: a statement, letter by letter.
  const middle = text.indexOf('\n        ', text.length / 2) + 9;
  const language = 'python';
  const configs = new ProjectConfigs();
  let findings = 0;
  for (let round = 0; round < rounds; round++) {
    const typed = `${text.slice(0, middle)}${'value = 1'.slice(0, 1 + (round % 9))}\n        ${text.slice(middle)}`;
    await timed(times.ruff, async () => workspace.check(typed));
    await timed(times.fresh, async () => {
      const linted = await lintText('module.py', { text: typed, encode: () => undefined }, { parsers, configs });
      findings = linted.kind === 'linted' ? linted.findings.length : 0;
    });
    await timed(times.keyStroke, async () => {
      const facts = await edited.read(typed, factsOfTree);
      lintFacts({ language, text: typed, facts });
    });
  }
  edited.dispose();
  const [check, fresh, keyStroke] = [times.ruff, times.fresh, times.keyStroke].map(median);
  const processSeconds = await lintProcesses(text, peer);
  return {
    lines: text.split('\n').length,
    findings,
    processSeconds,
    processToRuff: ratio(processSeconds.lint, processSeconds.ruff),
    milliseconds: { ruff: check, fresh, keyStroke },
    freshToRuff: ratio(fresh, check),
    keyStrokeToRuff: ratio(keyStroke, check),
  };
}

async function timed(times: number[], work: () => Promise<unknown>): Promise<void> {
  const begun = performance.now();
  await work();
  times.push(performance.now() - begun);
}

function median(times: readonly number[]): number {
  const time = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
  return Math.round(time * 100) / 100;
}

function ratio(ours = Number.NaN, theirs = Number.NaN): string {
  return `${(ours / theirs).toFixed(2)} ×`;
}
