import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unboundedName } from '../../src/lint/labelNames/unboundedName';

/**
 * The label names of real projects, judged one by one: U has no bound, D grows with the size of a deployment, B is bounded.
 * They lie beside this file; CORPUS_DIR names a folder with another `labels.tsv` to measure with.
 */
const corpusFolder = process.env['CORPUS_DIR'] ?? import.meta.dirname;

interface JudgedLabel {
  readonly repo: string;
  readonly label: string;
  /** How many declarations of the project have it. */
  readonly declarations: number;
  readonly verdict: 'U' | 'D' | 'B';
}

async function judgedLabels(): Promise<readonly JudgedLabel[]> {
  const path = join(corpusFolder, 'labels.tsv');
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(`The judged labels are missing: expected ${path}, or set CORPUS_DIR to the folder of labels.tsv.`, {
      cause,
    });
  });
  const [header, ...lines] = text.trimEnd().split(/\r?\n/);
  assert.match(header ?? '', /^repo\tlabel\tdeclarations\tverdict/);
  return lines.map((row) => {
    const [repo = '', label = '', count = '', verdict = ''] = row.split('\t');
    assert.ok(verdict === 'U' || verdict === 'D' || verdict === 'B', `verdict of: ${row}`);
    return { repo, label, declarations: Number(count), verdict };
  });
}

function share(part: readonly JudgedLabel[], whole: readonly JudgedLabel[]): number {
  return whole.length === 0 ? 1 : part.length / whole.length;
}

function declarations(labels: readonly JudgedLabel[]): number {
  return labels.reduce((sum, label) => sum + label.declarations, 0);
}

function line(title: string, part: readonly JudgedLabel[], whole: readonly JudgedLabel[]): string {
  const percent = (100 * share(part, whole)).toFixed(0);
  const weighted = `${declarations(part)} of ${declarations(whole)} by declarations`;
  return `${title}: ${part.length} of ${whole.length} labels (${percent} %), ${weighted}`;
}

describe('label names of real projects, by their names alone', () => {
  let labels: readonly JudgedLabel[] = [];

  before(async () => {
    labels = await judgedLabels();
    const found = labels.filter(({ label }) => unboundedName(label) !== undefined);
    const unbounded = labels.filter(({ verdict }) => verdict === 'U');
    const missed = unbounded.filter((label) => !found.includes(label)).map(({ label }) => label);
    const wrong = found.filter(({ verdict }) => verdict === 'B').map(({ repo, label }) => `${repo} ${label}`);
    process.stdout.write(
      [
        line(
          'U found',
          found.filter(({ verdict }) => verdict === 'U'),
          unbounded,
        ),
        line(
          'findings that are U or D',
          found.filter(({ verdict }) => verdict !== 'B'),
          found,
        ),
        `U missed: ${missed.join(', ') || 'none'}`,
        `B found: ${wrong.join(', ') || 'none'}`,
        '',
      ].join('\n'),
    );
  });

  it('at least nineteen in twenty findings are unbounded, or grow with the deployment', () => {
    const found = labels.filter(({ label }) => unboundedName(label) !== undefined);
    assert.ok(found.length > 0);
    assert.ok(
      share(
        found.filter(({ verdict }) => verdict !== 'B'),
        found,
      ) >= 0.95,
    );
  });

  it('at least half of the unbounded labels are found by their names', () => {
    // The others have names that say nothing (`error`, `identifier`, `space`): only the value can tell (lintCorpus.ts).
    const unbounded = labels.filter(({ verdict }) => verdict === 'U');
    assert.ok(unbounded.length > 0);
    assert.ok(
      share(
        unbounded.filter(({ label }) => unboundedName(label) !== undefined),
        unbounded,
      ) >= 0.5,
    );
  });
});
