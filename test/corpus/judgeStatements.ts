import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askPython } from './corpusPython';

/** A file before and after, in its own encoding, and how many tasks were written into it. */
export interface StatementsEntry {
  readonly name: string;
  readonly original: Uint8Array;
  readonly instrumented: Uint8Array;
  readonly wrapped: number;
}

export interface StatementsJudgement {
  readonly problems: readonly string[];
  /** How many tasks are right. */
  readonly wrapped: number;
  /** Originals that this Python does not compile. */
  readonly skipped: number;
}

/** Asks Python whether the statements are the same ones, inside tasks. The files are written into `folder`. */
export async function judgeStatements(
  folder: string,
  entries: readonly StatementsEntry[],
): Promise<StatementsJudgement> {
  const manifest = join(folder, 'manifest.json');
  const listed = await Promise.all(
    entries.map(async ({ name, wrapped, ...bytes }, index) => {
      const [original, instrumented] = [join(folder, `${index}.before.py`), join(folder, `${index}.after.py`)];
      await writeFile(original, bytes.original);
      await writeFile(instrumented, bytes.instrumented);
      return { name, original, instrumented, wrapped };
    }),
  );
  await writeFile(manifest, JSON.stringify(listed));
  const output = await askPython([join(import.meta.dirname, 'checkStatements.py'), manifest]);
  const lines = output.trim().split('\n');
  const { wrapped, skipped } = JSON.parse(lines.at(-1) ?? '{}') as StatementsJudgement;
  return { problems: lines.slice(0, -1), wrapped, skipped };
}
