/*
 * Scores the lint on the declarations of public repositories, which a person has judged (declarations.tsv):
 *
 *   CORPUS_SOURCES=<folder> npm run corpus:lint [-- --list]
 *
 * CORPUS_SOURCES holds one folder a repository, called <owner>+<name>, at the commit that declarations.tsv names:
 *   tail -n +2 test/corpus/declarations.tsv | cut -f 1,2 | sort -u | while read -r repo commit; do
 *     git clone "https://github.com/$repo" "$CORPUS_SOURCES/${repo/\//+}" && git -C "$CORPUS_SOURCES/${repo/\//+}" checkout "$commit"
 *   done
 * Repositories that are not there are named and left out. `--list` shows each miss and each finding. CORPUS_DIR names another
 * folder of a declarations.tsv. `--unjudged` lints all folders of CORPUS_SOURCES, and lists what is found for reading.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { groupedBy } from '../support/groupedBy';
import { testParsers } from '../support/parsers';
import { judgedDeclarations, type JudgedDeclaration } from './judgedDeclarations';
import { labelScore, type JudgedFinding, type UnboundedLabel } from './labelScore';
import { lintedRepository, type LintedFile } from './lintedRepository';
import { readingsOf, type Reading } from './readingScore';

const sources = process.env['CORPUS_SOURCES'];
const corpus = process.argv.includes('--unjudged') ? undefined : (process.env['CORPUS_DIR'] ?? import.meta.dirname);
const isListed = process.argv.includes('--list') || corpus === undefined;

const readings: Reading[] = [];
const findings: JudgedFinding[] = [];
const unbounded: UnboundedLabel[] = [];

void main();

async function main(): Promise<void> {
  if (sources === undefined) {
    throw new Error('CORPUS_SOURCES is not set: the folder with the repositories, each as <owner>+<name>.');
  }
  const judged = corpus === undefined ? [] : await judgedDeclarations(corpus);
  const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
  const repositories = (
    corpus === undefined
      ? readdirSync(sources).filter((name) => name.includes('+'))
      : [...new Set(judged.map(folderOf))]
  ).filter((folder) => wanted.length === 0 || wanted.includes(folder));
  const parsers = testParsers();
  for (const repository of repositories) {
    const folder = join(sources, repository);
    if (!existsSync(folder)) {
      print(`not there: ${repository}`);
      continue;
    }
    const files = await lintedRepository(folder, parsers);
    const ofRepository = judged.filter((each) => folderOf(each) === repository);
    const read = [...groupedBy(ofRepository, ({ path }) => path)].flatMap(([path, each]) =>
      readingsOf(each, files.get(path)),
    );
    const score = labelScore(files, read);
    readings.push(...read);
    findings.push(...score.findings);
    unbounded.push(...score.unbounded);
    if (isListed) {
      list(repository, files, read, score.findings, score.unbounded);
    }
  }
  summary();
}

function folderOf({ repo }: JudgedDeclaration): string {
  return repo.replace('/', '+');
}

function list(
  repository: string,
  files: ReadonlyMap<string, LintedFile>,
  read: readonly Reading[],
  judgedFindings: readonly JudgedFinding[],
  unboundedLabels: readonly UnboundedLabel[],
): void {
  print(`\n== ${repository}`);
  for (const {
    judged: { path, line, name, labels, forms },
    declaration,
    isNameRight,
    areLabelsRight,
  } of read) {
    if (!isNameRight || !areLabelsRight) {
      const got = declaration && `${declaration.name} [${declaration.labels.map((each) => each.name).join()}]`;
      print(`  misread ${path}:${line} ${name} [${labels.join()}] as ${got ?? 'nothing'} (${forms.join('+')})`);
    }
  }
  for (const {
    judged: { path, line, name },
    label,
    isFound,
  } of unboundedLabels) {
    if (!isFound) {
      print(`  U missed ${path}:${line} ${name} ${label}`);
    }
  }
  const verdicts = new Map(judgedFindings.map(({ finding, verdict }) => [finding, verdict ?? '-']));
  for (const { path, findings: found, lineAt, text } of files.values()) {
    for (const finding of found) {
      const { rule, span, metric = '?', label = '' } = finding;
      const source = text.slice(span.start, span.end).replaceAll(/\s+/g, ' ').slice(0, 100);
      print(`  ${verdicts.get(finding) ?? ' '} ${rule} ${path}:${lineAt(span.start)} ${metric} ${label} «${source}»`);
    }
  }
}

function summary(): void {
  if (readings.length > 0) {
    print('\nDeclarations whose name and labels are read right');
    table(readings, ({ judged: { language } }) => [language, 'all languages']);
    print('by form');
    table(readings, ({ judged: { forms } }) => [...new Set(forms.map((form) => form.replace(/:.*/, '')))]);
    print('\nLabels judged U that are found, by declaration and by label of a repository');
    print(`  ${share(unbounded.filter(({ isFound }) => isFound).length, unbounded.length)}`);
    const pairs = [...groupedBy(unbounded, ({ judged: { repo }, label }) => `${repo} ${label}`)];
    print(`  ${share(pairs.filter(([, each]) => each.some(({ isFound }) => isFound)).length, pairs.length)}`);
    print(
      `  missed: ${pairs.flatMap(([pair, each]) => (each.some(({ isFound }) => isFound) ? [] : [pair])).join(', ')}`,
    );
  }
  print('\nFindings about labels: U or D, of those on declarations of the corpus');
  for (const [rule, each] of [...groupedBy(findings, ({ finding }) => finding.rule), ['all', findings] as const]) {
    const known = each.filter(({ verdict }) => verdict !== undefined);
    const good = known.filter(({ verdict }) => verdict !== 'B');
    print(`  ${rule}: ${share(good.length, known.length)}; ${each.length - known.length} on other declarations`);
  }
}

function table(all: readonly Reading[], keysOf: (reading: Reading) => readonly string[]): void {
  const byKey = groupedBy(
    all.flatMap((reading) => keysOf(reading).map((key) => ({ key, reading }))),
    ({ key }) => key,
  );
  for (const [key, each] of [...byKey].toSorted((a, b) => b[1].length - a[1].length)) {
    const right = each.filter(({ reading }) => reading.isNameRight && reading.areLabelsRight);
    print(`  ${key}: ${share(right.length, each.length)}`);
  }
}

function share(part: number, whole: number): string {
  return `${part} of ${whole}${whole === 0 ? '' : ` (${((100 * part) / whole).toFixed(1)} %)`}`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
