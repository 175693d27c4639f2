import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';

/** Runs in the extension host of a VS Code that has just started: loads and activates the extension, and leaves the milliseconds. */
export async function run(): Promise<void> {
  const file = process.env['TASKMONITOR_BENCH_RESULT'];
  const extension = vscode.extensions.getExtension('taskmonitor.taskmonitor');
  if (file === undefined || extension === undefined || extension.isActive) {
    throw new Error('nothing to measure: no result file, no extension, or it is active already');
  }
  const start = performance.now();
  await extension.activate();
  writeFileSync(file, String(performance.now() - start));
}
