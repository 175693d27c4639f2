import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** U has no bound, D grows with the size of a deployment, B is bounded. */
export type Verdict = 'U' | 'D' | 'B';

/** A declaration in a public repository, read and judged by a person. */
export interface JudgedDeclaration {
  /** `owner/name` */
  readonly repo: string;
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly language: string;
  /** In `<…>`, `cat:…`, `tpl:…` or with `*` where only running code says it. */
  readonly name: string;
  /** `<…>` for a part that the file does not say. */
  readonly labels: readonly string[];
  /** How the labels are written: `kw:labelNames`, `list`, `multi-line` … */
  readonly forms: readonly string[];
  readonly verdicts: ReadonlyMap<string, Verdict>;
}

/** Reads `declarations.tsv` of a folder. */
export async function judgedDeclarations(folder: string): Promise<readonly JudgedDeclaration[]> {
  const text = await readFile(join(folder, 'declarations.tsv'), 'utf8');
  const [header, ...rows] = text.trimEnd().split(/\r?\n/);
  assert.equal(header, 'repo\tcommit\tpath\tline\tlang\tmetric_type\tmetric_name\tlabels\tform\tverdict');
  return rows.map((row) => {
    const [repo = '', , path = '', line = '', language = '', , name = '', labels = '', form = '', verdict = ''] =
      row.split('\t');
    return {
      repo,
      path,
      line: Number(line),
      language,
      name,
      labels: partsOf(labels),
      forms: form.split('+'),
      // What no file says cannot be judged: `?`.
      verdicts: new Map(
        partsOf(verdict)
          .filter((part) => /=[UDB]$/.test(part))
          .map(verdictOf),
      ),
    };
  });
}

function partsOf(text: string): readonly string[] {
  return text.split(',').filter((part) => part !== '');
}

function verdictOf(part: string): readonly [string, Verdict] {
  const equals = part.lastIndexOf('=');
  const verdict = part.slice(equals + 1);
  assert.ok(verdict === 'U' || verdict === 'D' || verdict === 'B', `verdict of: ${part}`);
  return [part.slice(0, equals), verdict];
}
