import type { LanguageId } from './language';
import type { MetricDeclaration } from './metricDeclaration';
import type { SyntaxTree } from './parsers';
import { metricDeclarations as inPython } from './python/metricDeclarations';

const readers: Readonly<Partial<Record<LanguageId, (tree: SyntaxTree) => readonly MetricDeclaration[]>>> = {
  python: inPython,
};

/** Whether metrics are found in files of a language. */
export function readsMetrics(language: LanguageId): boolean {
  return readers[language] !== undefined;
}

/** The metrics that a file declares, in the order of the text, whatever its language. */
export function metricDeclarations(tree: SyntaxTree): readonly MetricDeclaration[] {
  return readers[tree.language]?.(tree) ?? [];
}
