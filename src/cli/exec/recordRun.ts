import { TaskMonitor } from '../../runtime/monitoring';
import type { ProcessEnd } from './runProcess';

/** A command that has ended. */
export interface RecordedRun {
  readonly end: ProcessEnd;
  readonly durationSeconds: number;
  /** How many records it processed, when that is known. */
  readonly records: number | undefined;
}

/** Pushes the outcome of a command, as a script's own would be: within the runtime's deadline, and never with an error. */
export async function recordRun(jobName: string, taskName: string, run: RecordedRun): Promise<void> {
  const monitor = new TaskMonitor(jobName, { client: await import('prom-client') });
  const errorCode = errorCodeOf(run.end);
  if (errorCode === undefined) {
    monitor.recordSuccess(taskName, run.durationSeconds, run.records);
  } else {
    monitor.recordFailure(taskName, errorCode, run.durationSeconds, run.records);
  }
  await monitor.flush();
}

/** `exit_3`, or the name of the signal, as in Bash; undefined for a success. */
function errorCodeOf(end: ProcessEnd): string | undefined {
  if (end.kind === 'killed') {
    return end.signal;
  }
  return end.code === 0 ? undefined : `exit_${end.code}`;
}
