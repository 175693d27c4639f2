import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repoRoot } from '../../scripts/support/repoRoot';

const run = promisify(execFile);

/**
 * Measures a call as a task, without the push, beside prometheus_client's `Gauge.time()`: see taskOverhead.py, which needs
 * Debian's python3-prometheus-client. Prints the figures and keeps them in test/bench/taskOverhead.json.
 */
export async function main(): Promise<number> {
  const { stdout } = await run('/usr/bin/python3', [join(repoRoot, 'test/bench/taskOverhead.py')]);
  const figures = {
    processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    ...(JSON.parse(stdout) as Readonly<Record<string, unknown>>),
  };
  await writeFile(join(repoRoot, 'test/bench/taskOverhead.json'), `${JSON.stringify(figures, null, 2)}\n`);
  console.log(JSON.stringify(figures, null, 2));
  return 0;
}
