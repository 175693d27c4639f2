import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runProcess } from '../runProcess';
import type { ScriptRun } from '../runProcess';

/** The forms in which the runtime ships for Node.js. */
export type NodeForm = 'mjs' | 'cjs' | 'ts';

export const nodeForms: readonly NodeForm[] = ['mjs', 'cjs', 'ts'];

/** A package that prints metrics, which a project has installed. */
export type MetricsClient = 'prom-client' | '@prometheus-io/client';

export interface NodeOptions {
  /** Added to an environment without any PUSHGATEWAY_… and TASK_MONITOR_… variable. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Arguments of node, before the script. */
  readonly flags?: readonly string[];
  /** Further files beside the script, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Those installed; prom-client unless told. */
  readonly clients?: readonly MetricsClient[];
  /** A line of a shell that starts "$@". */
  readonly shell?: string;
}

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** The Node.js that runs the programs: another than the tests' own, where one is given. */
const NODE = process.env['TEST_NODE'] ?? process.execPath;
const TSX = pathToFileURL(join(ROOT, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;

/**
 * Runs the source of a program, which has `monitor` of the job 'job', as job.mjs, job.cjs or job.ts (by tsx) in a folder of its own, with
 * the runtime beside it. In all three forms it is to be the same source: without imports and without `await` outside functions.
 */
export function runNode(form: NodeForm, source: string, options: NodeOptions = {}): Promise<ScriptRun> {
  return runPlainNode(
    form,
    `${header(form)}\nconst monitor = new TaskMonitor('job', { timeout: 2 });\n${source}`,
    options,
  );
}

/** The import of TaskMonitor, and `require` of what Node.js has. */
export function header(form: NodeForm): string {
  if (form === 'cjs') return "const { TaskMonitor } = require('./monitoring.cjs');";
  return `import { TaskMonitor } from './monitoring.${form}';\nimport { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);`;
}

/** Runs any source in the same way. */
export async function runPlainNode(form: NodeForm, source: string, options: NodeOptions = {}): Promise<ScriptRun> {
  const folder = await mkdtemp(join(tmpdir(), 'runtime-node-'));
  try {
    await copyFile(join(ROOT, 'src', 'runtime', `monitoring.${form}`), join(folder, `monitoring.${form}`));
    for (const client of options.clients ?? ['prom-client']) {
      const link = join(folder, 'node_modules', client);
      await mkdir(dirname(link), { recursive: true });
      await symlink(join(ROOT, 'node_modules', client), link);
    }
    const script = `job.${form}`;
    const files = { 'package.json': '{ "type": "module" }', ...options.files, [script]: source };
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    const loader = form === 'ts' ? [`--import=${TSX}`] : [];
    const command = [NODE, ...loader, ...(options.flags ?? []), script];
    const inShell = options.shell === undefined ? command : ['/bin/sh', '-c', options.shell, 'sh', ...command];
    const [executable = '', ...args] = inShell;
    return await runProcess(executable, args, { folder, environment: options.environment ?? {} });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
