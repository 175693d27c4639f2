import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { taskMonitorFamilies } from '../../../src/lint/taskMonitorFamilies';

function runtime(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../../src/runtime', name), 'utf8');
}

/** The families that a pattern finds in a runtime, with their types in lower case. */
function families(name: string, pattern: RegExp): ReadonlyMap<string, string> {
  return new Map([...runtime(name).matchAll(pattern)].map((match) => [match[1] ?? '', (match[2] ?? '').toLowerCase()]));
}

describe('families of TaskMonitor', () => {
  it('are those that the runtimes of Python and Node.js push', () => {
    for (const [name, pattern] of [
      ['monitoring.py', /^ {4}"(task_\w+)": \("(counter|gauge)"/gm],
      ['monitoring.ts', /^ {2}\['(task_\w+)', '(Counter|Gauge)'/gm],
      ['monitoring.mjs', /^ {2}\['(task_\w+)', '(Counter|Gauge)'/gm],
    ] as const) {
      // Maps are compared whatever their order.
      assert.deepEqual(families(name, pattern), taskMonitorFamilies, name);
    }
  });
});
