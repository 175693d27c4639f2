import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { onSignals } from '../../scripts/support/onSignals';
import { repoRoot } from '../../scripts/support/repoRoot';
import { pythonFiles } from '../corpus/pythonFiles';

const run = promisify(execFile);

const python = '/usr/bin/python3';

/** Prints, at the end of the process, what it has used to file descriptor 3: kilobytes at most, microseconds of processors. */
const memoryHook = `data:text/javascript,${encodeURIComponent(
  "import { writeSync } from 'node:fs'; process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())));",
)}`;

interface Run {
  readonly files: number;
  readonly filesPerSecond: number;
  /** What the processors worked for it, whatever else kept them busy. */
  readonly processorSeconds: number;
  readonly peakMegabytes: number;
}

/**
 * Measures the command line over the standard library of Debian's Python: time and peak memory, for ever more files
 * of the same mean size, the largest of all always among them. Beside it, Python's own parser over the same files. Prints the
 * figures and keeps them in test/bench/instrumentFolder.json.
 */
export async function main(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'taskmonitor-bench-'));
  onSignals(() => rm(folder, { recursive: true, force: true }));
  try {
    const { stdout } = await run(python, ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))']);
    const library = stdout.trim();
    const files = await largestFirst(await pythonFiles(library));
    const diff: Run[] = [];
    for (const count of [200, 800, files.length]) {
      diff.push(await measure(await copyOf(library, spread(files, count), folder), ['instrument', '--all'], count));
    }
    const all = await copyOf(library, files, folder);
    const write = await measure(all, ['instrument', '--all', '--write'], files.length);
    const again = await measure(all, ['instrument', '--all', '--write'], files.length);
    const back = await measure(all, ['uninstrument', '--all', '--write'], files.length);
    const parse = await parseWithPython(all);
    const figures = {
      processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
      instrumentDiff: diff,
      instrumentWrite: write,
      instrumentAgain: again,
      uninstrumentWrite: back,
      pythonAstParse: { processorSeconds: parse },
      timesAstParse: Math.round((write.processorSeconds / parse) * 10) / 10,
    };
    await writeFile(join(repoRoot, 'test/bench/instrumentFolder.json'), `${JSON.stringify(figures, null, 2)}\n`);
    console.log(JSON.stringify(figures, null, 2));
    return 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function largestFirst(files: readonly string[]): Promise<readonly string[]> {
  const sized = await Promise.all(files.map(async (file) => ({ file, size: (await stat(file)).size })));
  return sized.toSorted((a, b) => b.size - a.size).map(({ file }) => file);
}

/** `count` of the files at even steps, the first among them. */
function spread(files: readonly string[], count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => files[Math.floor((index * files.length) / count)] ?? '');
}

async function copyOf(library: string, files: readonly string[], folder: string): Promise<string> {
  const copy = await mkdtemp(join(folder, 'library-'));
  for (const file of files) {
    const target = join(copy, relative(library, file));
    await mkdir(dirname(target), { recursive: true });
    await copyFile(file, target);
  }
  return copy;
}

async function measure(folder: string, words: readonly string[], files: number): Promise<Run> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['--import', memoryHook, join(repoRoot, 'dist/cli.js'), ...words, folder], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  let used = '';
  child.stdio[3]?.on('data', (text: Buffer) => (used += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  // 1: functions that are refused, with the reason.
  if (code !== 0 && code !== 1) {
    throw new Error(`taskmonitor ${words.join(' ')} ended with ${code ?? 'a signal'}; has npm run build been run?`);
  }
  const seconds = (performance.now() - begun) / 1_000;
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(used) as NodeJS.ResourceUsage;
  const result = {
    files,
    filesPerSecond: Math.round(files / seconds),
    processorSeconds: Math.round((userCPUTime + systemCPUTime) / 100_000) / 10,
    peakMegabytes: Math.round(maxRSS / 1_000),
  };
  console.log(`${words.join(' ')}: ${JSON.stringify(result)}`);
  return result;
}

/** Seconds of processors. */
async function parseWithPython(folder: string): Promise<number> {
  const code = [
    'import ast, pathlib, sys, time, warnings',
    'warnings.simplefilter("ignore")',
    'begun = time.process_time()',
    'for path in pathlib.Path(sys.argv[1]).rglob("*.py"):',
    '    try:',
    '        ast.parse(path.read_bytes())',
    '    except (SyntaxError, ValueError):',
    '        pass',
    'print(time.process_time() - begun)',
  ].join('\n');
  const { stdout } = await run(python, ['-c', code, folder]);
  return Math.round(Number(stdout) * 10) / 10;
}
