import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import * as client from 'prom-client';
import { repoRoot } from '../../scripts/support/repoRoot';
import { TaskMonitor } from '../../src/runtime/monitoring';
import { listenLocally } from '../support/localServer';

const ROUNDS = 41;
const CALLS = 20_000;

/**
 * Measures what a task costs a call, without the push, beside prom-client's own timer of a gauge: the same function in both, in turns in
 * one process. Prints the figures and keeps them in test/bench/nodeTask.json.
 */
export async function main(): Promise<number> {
  const gauge = new client.Gauge({ name: 'load_seconds', help: 'Time.', registers: [new client.Registry()] });
  // In a block none is pushed; what is there at its end goes to this server.
  const server = createServer((_request, response) => response.end());
  const local = await listenLocally(server);
  const monitor = new TaskMonitor('bench', `http://127.0.0.1:${local.port}`);
  let sum = 0;
  const load = (): void => {
    sum += 1;
  };
  const timer = (): void => {
    const end = gauge.startTimer();
    load();
    end();
  };
  const task = (): void => {
    monitor.task('load', load);
  };
  const times = { plain: [] as number[], timer: [] as number[], task: [] as number[] };
  monitor.batchPush(() => {
    for (let round = 0; round < ROUNDS; round += 1) {
      times.plain.push(measure(load));
      times.timer.push(measure(timer));
      times.task.push(measure(task));
    }
  });
  await monitor.flush();
  await local.close();
  const figures = {
    processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    node: process.version,
    nanosecondsPerCall: {
      function: median(times.plain),
      'gauge.startTimer()': median(times.timer),
      'monitor.task()': median(times.task),
    },
    taskToTimer: Math.round((median(times.task) / median(times.timer)) * 100) / 100,
  };
  await writeFile(join(repoRoot, 'test/bench/nodeTask.json'), `${JSON.stringify(figures, null, 2)}\n`);
  console.log(JSON.stringify(figures, null, 2));
  return sum > 0 ? 0 : 1;
}

/** Nanoseconds of a call. */
function measure(call: () => void): number {
  const begun = performance.now();
  for (let count = 0; count < CALLS; count += 1) call();
  return ((performance.now() - begun) / CALLS) * 1e6;
}

function median(values: readonly number[]): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN);
}
