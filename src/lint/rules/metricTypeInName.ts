import * as l10n from '@vscode/l10n';
import { namedMetrics } from '../naming/namedMetrics';
import { renameFix } from '../naming/renameFix';
import { docsUrlOf, type Rule } from '../rule';

const id = 'metric-type-in-name';

/** A type's name as a word of a metric's name. Documented in `docs/rules/metric-type-in-name.md`. */
export const metricTypeInName: Rule = {
  id,
  severity: 'warning',
  summary: () => l10n.t('A metric whose name says its type: gauge, counter, summary, histogram.'),
  docsUrl: docsUrlOf(id),
  *check(context) {
    for (const metric of namedMetrics(context)) {
      const word = typeWord(metric.name);
      if (word !== undefined) {
        yield {
          message: l10n.t(
            "'{0}' has the type '{1}' in its name: the type is known without it, and the name outlives it. Name what is measured.",
            metric.name,
            word,
          ),
          span: metric.span,
          metric: metric.name,
          fixes: renameFix(context, metric, withoutTypes, (exposed) => typeWord(exposed) === undefined),
        };
      }
    }
  },
};

/** The first type's name in a metric's, behind its first word, as promlint has it. */
function typeWord(name: string): string | undefined {
  return /_(counter|gauge|summary|histogram)(?=_|$)/i.exec(name)?.[1];
}

function withoutTypes(written: string): string | undefined {
  const rest = `_${written}`.replaceAll(/_(?:counter|gauge|summary|histogram)(?=_|$)/gi, '').slice(1);
  return rest === '' || rest === written ? undefined : rest;
}
