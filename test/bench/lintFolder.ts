import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { onSignals } from '../../scripts/support/onSignals';
import { repoRoot } from '../../scripts/support/repoRoot';
import { pythonFiles } from '../corpus/pythonFiles';
import { installPeer } from './benchPeers';
import { withMetrics } from './lintedPython';

const library = '/usr/lib/python3.11';

/** One module in three hundred declares metrics, the same ones in each copy: more than in most code bases of that size. */
const metricsEvery = 300;

const rounds = 3;

interface Run {
  /** Of the quickest round: the others were held up by something else. */
  readonly seconds: number;
  /** What the processors worked for it, whatever else kept them busy. */
  readonly processorSeconds: number;
  readonly peakMegabytes?: number;
}

/** Prints, at the end of the process, the most memory that it had, to file descriptor 3. */
const memoryHook = `data:text/javascript,${encodeURIComponent(
  "import { writeSync } from 'node:fs'; process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));",
)}`;

/**
 * Measures `taskmonitor lint` over a folder of 13,000 Python files (copies of the standard library, metrics in one of three hundred)
 * beside `ast-grep scan` with one rule, and its memory for a tenth of them and for all. Prints the figures and keeps them in
 * test/bench/lintFolder.json. Argument: a folder of sources of your own.
 */
export async function main([own]: readonly string[] = []): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'taskmonitor-bench-'));
  onSignals(() => rm(folder, { recursive: true, force: true }));
  try {
    const peer = await installPeer('astGrep');
    const program = join(peer, `node_modules/@ast-grep/cli-${process.platform}-${process.arch}-gnu/ast-grep`);
    const rule = join(folder, 'rule.yml');
    await writeFile(rule, 'id: counter\nlanguage: python\nmessage: a counter\nrule:\n  pattern: Counter($$$ARGS)\n');
    const all = own ?? (await copies(folder, 'all', 8));
    const few = own === undefined ? await copies(folder, 'few', 0.8) : undefined;
    const files = (await pythonFiles(all)).length;
    const astGrep = await measure(program, ['scan', '--rule', rule, '--json=stream', all], false);
    const lint = await measure(process.execPath, lintOf(all), true);
    const figures = {
      loadAverage: Math.round((loadavg()[0] ?? Number.NaN) * 10) / 10,
      processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
      files,
      lint,
      astGrepScan: astGrep,
      lintToAstGrep: {
        seconds: ratio(lint.seconds, astGrep.seconds),
        processorSeconds: ratio(lint.processorSeconds, astGrep.processorSeconds),
      },
      ...(few === undefined
        ? {}
        : {
            tenth: { files: (await pythonFiles(few)).length, ...(await measure(process.execPath, lintOf(few), true)) },
          }),
    };
    await writeFile(join(repoRoot, 'test/bench/lintFolder.json'), `${JSON.stringify(figures, null, 2)}\n`);
    console.log(JSON.stringify(figures, null, 2));
    return 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function lintOf(folder: string): readonly string[] {
  return ['--import', memoryHook, join(repoRoot, 'dist/cli.js'), 'lint', '--format', 'json', folder];
}

/** The standard library so many times, or a part of it. */
async function copies(folder: string, name: string, times: number): Promise<string> {
  const target = join(folder, name);
  const files = await pythonFiles(library);
  for (let copy = 0; copy < times; copy++) {
    const share = Math.min(1, times - copy);
    for (const [index, file] of files.slice(0, Math.round(share * files.length)).entries()) {
      const to = join(target, `copy${copy}`, relative(library, file));
      await cp(file, to, { dereference: true });
      if (index % metricsEvery === 0) {
        await writeFile(to, withMetrics(await readFile(file, 'latin1')), 'latin1');
      }
    }
  }
  return target;
}

async function measure(program: string, words: readonly string[], isOurs: boolean): Promise<Run> {
  const runs: Run[] = [];
  for (let round = 0; round < rounds; round++) {
    const script = `TIMEFORMAT='%R %U %S'; time "$@" >/dev/null 2>/dev/null`;
    const child = spawn('bash', ['-c', script, 'bash', program, ...words], {
      stdio: ['ignore', 'ignore', 'pipe', isOurs ? 'pipe' : 'ignore'],
    });
    let [times, memory] = ['', ''];
    child.stderr?.on('data', (text: Buffer) => (times += text.toString()));
    child.stdio[3]?.on('data', (text: Buffer) => (memory += text.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    // 1: something was found.
    if (code !== 0 && code !== 1) {
      throw new Error(`${program} ended with ${code ?? 'a signal'}; has npm run build been run?`);
    }
    const [seconds = Number.NaN, user = Number.NaN, system = Number.NaN] = times.trim().split(' ').map(Number);
    runs.push({
      seconds,
      processorSeconds: Math.round((user + system) * 100) / 100,
      ...(isOurs ? { peakMegabytes: Math.round(Number(memory) / 1_000) } : {}),
    });
  }
  return runs.toSorted((a, b) => a.seconds - b.seconds)[0] ?? { seconds: Number.NaN, processorSeconds: Number.NaN };
}

function ratio(ours: number, theirs: number): string {
  return `${(ours / theirs).toFixed(2)} ×`;
}
