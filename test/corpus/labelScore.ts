import type { Finding } from '../../src/lint/finding';
import type { DeclaredLabel, MetricDeclaration } from '../../src/syntax/metrics/metricDeclaration';
import type { JudgedDeclaration, Verdict } from './judgedDeclarations';
import type { LintedFile } from './lintedRepository';
import type { Reading } from './readingScore';

/** The rules whose findings are about a label of a metric, and can be judged by the corpus. */
const labelRules: ReadonlySet<string> = new Set(['high-cardinality-label', 'unbounded-label-value']);

/** A finding about a label, with what the corpus says of that label. */
export interface JudgedFinding {
  readonly file: LintedFile;
  readonly finding: Finding;
  /** undefined where the metric is none of the corpus: a test's, one of an example. */
  readonly verdict: Verdict | undefined;
}

/** One label of one declaration of the corpus that is judged U. */
export interface UnboundedLabel {
  readonly judged: JudgedDeclaration;
  readonly label: string;
  readonly isFound: boolean;
}

export interface LabelScore {
  readonly findings: readonly JudgedFinding[];
  readonly unbounded: readonly UnboundedLabel[];
}

/** Sets the findings of a repository beside the verdicts on its declarations: by file, place of the declaration and label. */
export function labelScore(files: ReadonlyMap<string, LintedFile>, readings: readonly Reading[]): LabelScore {
  const reported = new Set<DeclaredLabel>();
  const byDeclaration = new Map(readings.map(({ declaration, judged }) => [declaration, judged]));
  const findings = [...files.values()].flatMap((file) =>
    file.findings
      .filter(({ rule }) => labelRules.has(rule))
      .map((finding) => {
        const about = declarationsOf(files, file, finding);
        about
          .flatMap(({ labels }) => labels.filter(({ name }) => name === finding.label))
          .forEach((label) => reported.add(label));
        return { file, finding, verdict: verdictOf(finding, about, byDeclaration) };
      }),
  );
  const unbounded = readings.flatMap(({ judged, declaration }) =>
    [...judged.verdicts]
      .filter(([, verdict]) => verdict === 'U')
      .map(([label]) => ({
        judged,
        label,
        isFound: declaration?.labels.some((each) => each.name === label && reported.has(each)) === true,
      })),
  );
  return { findings, unbounded };
}

/** The declarations that a finding is about: all that share the label's place, or the one that its value is given to. */
function declarationsOf(
  files: ReadonlyMap<string, LintedFile>,
  file: LintedFile,
  { rule, span, related, label }: Finding,
): readonly MetricDeclaration[] {
  const [declared] = related;
  const [at, home] =
    rule === 'high-cardinality-label'
      ? [span, file]
      : [declared?.span, files.get(relativePath(files, declared?.path) ?? file.path)];
  return (home?.declarations ?? []).filter(({ labels }) =>
    labels.some((each) => each.name === label && each.span.start === at?.start),
  );
}

/** The path of a repository's file by the name that a finding has for it. */
function relativePath(files: ReadonlyMap<string, LintedFile>, name: string | undefined): string | undefined {
  return name === undefined ? undefined : [...files.keys()].find((path) => name === path || name.endsWith(`/${path}`));
}

/** The worst that the corpus says of the label. */
function verdictOf(
  { label = '' }: Finding,
  about: readonly MetricDeclaration[],
  judged: ReadonlyMap<MetricDeclaration | undefined, JudgedDeclaration>,
): Verdict | undefined {
  const verdicts = about.map((declaration) => judged.get(declaration)?.verdicts.get(label));
  return (['U', 'D', 'B'] as const).find((verdict) => verdicts.includes(verdict));
}
