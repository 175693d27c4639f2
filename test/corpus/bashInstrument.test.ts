import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readSource } from '../../src/workspace/sourceText';
import { testParsers } from '../support/parsers';
import { bashFiles } from './bashFiles';
import { instrumentBashFile, type BashFileResult } from './bashInstrumentFile';

const full = process.env['CORPUS'] === 'full';
/** In the fast sample: every this many files. */
const sampleStep = 2;

/** Functions of real scripts, instrumented and judged by Bash itself. */
describe('instrumenting Bash, judged by Bash', function () {
  this.timeout(full ? 3_600_000 : 300_000);

  it('parses every script, keeps every command, and comes back to the same bytes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'taskmonitor-corpus-'));
    try {
      const all = await bashFiles(full ? 'all' : 'sample');
      const paths = full ? all : all.filter((_, index) => index % sampleStep === 0);
      const tally = new Tally();
      for (const path of paths) {
        await check(path, folder, tally);
      }
      tally.report();
      assert.deepEqual(tally.problems, []);
      assert.ok(tally.instrumented > (full ? 1_000 : 100), `only ${tally.instrumented} functions were instrumented`);
      assert.ok(tally.judged >= tally.changed * 0.98, 'Bash prints nearly every script that it can read');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

class Tally {
  readonly problems: string[] = [];
  private readonly reasons = new Map<string, number>();
  files = 0;
  changed = 0;
  judged = 0;
  instrumented = 0;
  refused = 0;
  invalid = 0;

  add(path: string, { outcomes, problems }: BashFileResult): void {
    this.files++;
    this.problems.push(...problems.map((problem) => `${path}: ${problem}`));
    for (const outcome of outcomes) {
      if (outcome.kind === 'instrumented') {
        this.instrumented++;
      } else if (outcome.kind === 'refused') {
        const reason = outcome.reason.replace(/\d+/g, 'N');
        this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
        this.refused += reason.includes('no body') ? 0 : 1;
      }
    }
  }

  report(): void {
    const considered = this.instrumented + this.refused;
    const share = ((100 * this.refused) / considered).toFixed(2);
    console.log(
      `      ${this.instrumented} functions in ${this.changed} of ${this.files} files; refused ${this.refused} (${share} %)`,
    );
    for (const [reason, count] of [...this.reasons].toSorted((a, b) => b[1] - a[1])) {
      console.log(`      ${count} × ${reason}`);
    }
    console.log(
      `      Bash prints ${this.judged} of ${this.changed} scripts as before; it does not parse ${this.invalid} files itself`,
    );
  }
}

async function check(path: string, folder: string, tally: Tally): Promise<void> {
  const source = await readSource(path);
  if (!('text' in source)) {
    return;
  }
  const original = join(folder, 'before.sh');
  const written = join(folder, 'after.sh');
  // Most scripts of the system are for any shell; that they are refused as such is a matter of its own.
  const text = source.text.replace(/^#![^\r\n]*/, '#!/bin/bash');
  const result = await instrumentBashFile(testParsers(), path, text.startsWith('#!') ? text : `#!/bin/bash\n${text}`);
  tally.add(path, result);
  const before = text.startsWith('#!') ? text : `#!/bin/bash\n${text}`;
  await writeFile(original, source.encode(before) ?? '');
  if (!(await parses(original))) {
    tally.invalid++;
    return;
  }
  if (result.instrumented === before) {
    return;
  }
  tally.changed++;
  await writeFile(written, source.encode(result.instrumented) ?? '');
  if (!(await parses(written))) {
    tally.problems.push(`${path}: Bash does not parse it any more`);
    return;
  }
  const printed = await printedBy(original);
  if (printed === undefined) {
    return;
  }
  tally.judged++;
  if (withoutTasks((await printedBy(written)) ?? '') !== printed.replaceAll(/\n+/g, '\n')) {
    tally.problems.push(`${path}: Bash reads other commands`);
  }
}

async function parses(path: string): Promise<boolean> {
  return promisify(execFile)('bash', ['-n', path]).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
        throw new Error('bash is missing: install it (Debian: apt-get install bash)');
      }
      return false;
    },
  );
}

/** The script as Bash prints what it has read, without running it; undefined where it cannot. */
async function printedBy(path: string): Promise<string | undefined> {
  return promisify(execFile)('bash', ['--pretty-print', path], { encoding: 'latin1', maxBuffer: 1 << 26 }).then(
    ({ stdout }) => stdout,
    () => undefined,
  );
}

/** What Bash prints of an instrumented script, without what `instrument` put in. */
function withoutTasks(printed: string): string {
  return printed
    .replaceAll(/\n+/g, '\n')
    .replace(
      /^command source "[^\n]*\/monitoring\.sh" \|\| task_monitor \(\) \n(?:[{} ].*\n)+?\}\ntask_monitor '[^\n]*\n/m,
      '',
    )
    .replaceAll(
      /(\S+) \(\) \n[ \t]*\{ \n[ \t]*task_monitor_task '(?:[^']|'\\'')*' (\S+) "\$@"\n[ \t]*\}(?: && |;? ?\n?[ \t]*)((?:function )?)\2 \(\)/g,
      '$3$1 ()',
    );
}
