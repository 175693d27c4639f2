import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionStates } from '../../../src/instrument/bash/functionAt';
import { planInstrument } from '../../../src/instrument/bash/planInstrument';
import type { FunctionOutcome } from '../../../src/instrument/plan';
import { applyEdits } from '../../../src/text/textEdit';
import { testParsers } from '../../support/parsers';
import { runProcess } from '../runProcess';
import type { GoldenScript } from './goldenScripts';

/** What of a run someone else can see. */
export interface Seen {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  /** Without our own lines, and without the numbers of lines, which the new ones move. */
  readonly stderr: string;
}

export interface SeenWithWarnings extends Seen {
  readonly warnings: readonly string[];
}

const runtime = join(import.meta.dirname, '../../../src/runtime/monitoring.sh');

/** The script with every function instrumented. Throws when one is refused. */
export async function instrumented(text: string): Promise<string> {
  return instrument(text, (outcomes) => outcomes.every(({ kind }) => kind === 'instrumented'));
}

/** The script with every function instrumented that has a body. */
export async function instrumentedWhole(text: string): Promise<string> {
  return instrument(text, () => true);
}

function instrument(text: string, isRight: (outcomes: readonly FunctionOutcome[]) => boolean): Promise<string> {
  return testParsers().use('bash', text, (tree) => {
    const targets = functionStates(tree).map(({ functionName }) => functionName);
    const { edits, outcomes } = planInstrument(tree, { targets, path: '/jobs/job.sh', importModule: 'monitoring.sh' });
    if (outcomes.length === 0 || !isRight(outcomes)) {
      throw new Error(`not all is instrumented: ${JSON.stringify(outcomes)}`);
    }
    return applyEdits(text, edits);
  });
}

/** Runs a script as job.sh in a folder of its own, with the runtime beside it unless it is to be `missing`. */
export async function see(
  text: string,
  script: Omit<GoldenScript, 'source' | 'name'>,
  environment: Readonly<Record<string, string>>,
  missing?: 'missing',
): Promise<SeenWithWarnings> {
  const root = await mkdtemp(join(tmpdir(), 'golden-'));
  const folder = join(root, 'job');
  try {
    await mkdir(folder);
    await writeFile(join(folder, 'job.sh'), text);
    if (missing === undefined) {
      await copyFile(runtime, join(folder, 'monitoring.sh'));
    }
    const args = [...(script.flags ?? []), 'job.sh', ...(script.args ?? [])];
    // The runtime keeps what subshells tell each other in the folder for temporary files.
    const run = await runProcess('bash', args, {
      folder,
      environment: { TMPDIR: root, ...script.environment, ...environment },
    });
    const stderr = run.stderr
      .split('\n')
      .filter((line) => !line.startsWith('TaskMonitor: ') && !/monitoring\.sh: No such file/.test(line))
      .map((line) => line.replace(/ line \d+: /, ' line N: '))
      .join('\n');
    return { exitCode: run.exitCode, stdout: run.stdout, stderr, warnings: run.warnings };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
