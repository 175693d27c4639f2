import { metricFacts as inBash } from './bash/metricFacts';
import { metricFacts as inEcmascript } from './ecmascript/metricFacts';
import { metricFacts as inGo } from './go/metricFacts';
import { metricFacts as inJava } from './java/metricFacts';
import type { LanguageId } from './language';
import { noFacts } from './metrics/metricFacts';
import type { MetricFacts } from './metrics/metricFacts';
import type { SyntaxTree } from './parsers';
import { metricFacts as inPython } from './python/metricFacts';
import { WorkBudget } from './workBudget';

/** Reads a tree. @throws ReadTimeout */
type ReadFacts = (tree: SyntaxTree, budget: WorkBudget) => MetricFacts;

const readers: Readonly<Partial<Record<LanguageId, ReadFacts>>> = {
  bash: inBash,
  go: inGo,
  java: inJava,
  javascript: inEcmascript,
  python: inPython,
  tsx: inEcmascript,
  typescript: inEcmascript,
};

/** What a parsed file says about metrics, whatever its language. @throws ReadTimeout */
export function metricFactsOf(tree: SyntaxTree, budget = new WorkBudget()): MetricFacts {
  const facts = readers[tree.language]?.(tree, budget) ?? noFacts;
  const { language } = tree;
  return facts.declarations.some(({ client }) => client === 'taskmonitor')
    ? { ...facts, declarations: facts.declarations.map((each) => ({ ...each, language })) }
    : facts;
}
