import { exposedName } from '../../src/lint/exposedName';
import type { MetricDeclaration } from '../../src/syntax/metrics/metricDeclaration';
import type { JudgedDeclaration } from './judgedDeclarations';
import type { LintedFile } from './lintedRepository';

/** How well a declaration of the corpus was read. */
export interface Reading {
  readonly judged: JudgedDeclaration;
  /** undefined when no declaration was seen there. */
  readonly declaration: MetricDeclaration | undefined;
  readonly isNameRight: boolean;
  readonly areLabelsRight: boolean;
}

/** Compares the declarations that a person found in a file with those that were read in it, each with one. */
export function readingsOf(judged: readonly JudgedDeclaration[], file: LintedFile | undefined): readonly Reading[] {
  const free = new Set(file?.declarations ?? []);
  return judged.map((each) => {
    const declaration = file && nearest(each, [...free], file);
    if (declaration !== undefined) {
      free.delete(declaration);
    }
    return {
      judged: each,
      declaration,
      isNameRight: declaration !== undefined && isNameRight(each, declaration),
      areLabelsRight: declaration !== undefined && areLabelsRight(each, declaration),
    };
  });
}

/** One of the same name, wherever sources of another commit have it; of those, and else of all near by, the nearest. */
function nearest(
  judged: JudgedDeclaration,
  declarations: readonly MetricDeclaration[],
  { lineAt }: LintedFile,
): MetricDeclaration | undefined {
  const distance = ({ span }: MetricDeclaration): number => {
    const [start, end] = [lineAt(span.start), lineAt(span.end)];
    return judged.line < start ? start - judged.line : Math.max(0, judged.line - end);
  };
  const named = declarations.filter((each) => isNamed(each, judged.name));
  const [best] = (named.length > 0 ? named : declarations.filter((each) => distance(each) <= 2)).toSorted(
    (a, b) => distance(a) - distance(b),
  );
  return best;
}

function isNamed(declaration: MetricDeclaration, name: string): boolean {
  return declaration.name === name || exposedName(declaration) === name;
}

/** Where the judge left a name open (`<…>`), a reading that follows it further is not held against the reader. */
function isNameRight({ name }: JudgedDeclaration, declaration: MetricDeclaration): boolean {
  return !/^[a-zA-Z_:][\w:.]*$/.test(name) || isNamed(declaration, name);
}

/** All labels that the judge read, and no others unless he left a part open. */
function areLabelsRight({ labels }: JudgedDeclaration, declaration: MetricDeclaration): boolean {
  const stated = new Set(labels.filter((label) => !label.startsWith('<')));
  const isOpen = labels.some((label) => label.startsWith('<'));
  const read = new Set(declaration.labels.map(({ name }) => name));
  return (
    [...stated].every((label) => read.has(label)) &&
    (isOpen || (read.size === stated.size && declaration.labelsComplete))
  );
}
