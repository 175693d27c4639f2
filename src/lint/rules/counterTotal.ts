import * as l10n from '@vscode/l10n';
import { namedMetrics } from '../naming/namedMetrics';
import { renameFix } from '../naming/renameFix';
import { docsUrlOf, type Rule } from '../rule';

const id = 'counter-total';

/** A counter that does not end in `_total`, or another type that does. Documented in `docs/rules/counter-total.md`. */
export const counterTotal: Rule = {
  id,
  severity: 'warning',
  summary: () => l10n.t('A counter whose name does not end in _total, or another metric whose name does.'),
  docsUrl: docsUrlOf(id),
  *check(context) {
    for (const metric of namedMetrics(context)) {
      const { name, type, span } = metric;
      const isTotal = name.endsWith('_total');
      if (type === 'counter' && !isTotal) {
        yield {
          message: l10n.t(
            "The counter '{0}' should end in _total: by its name one knows to put rate() around it.",
            name,
          ),
          span,
          metric: name,
          fixes: renameFix(
            context,
            metric,
            (written) => `${written.replace(/_?(?:[cC]ounter|[cC]ount)$/, '').replace(/_+$/, '') || written}_total`,
            (exposed) => exposed.endsWith('_total'),
          ),
        };
      } else if (type !== 'counter' && type !== 'untyped' && isTotal) {
        yield {
          message: l10n.t(
            "'{0}' ends in _total, which is kept for counters, but is a {1}: who reads it would put rate() around it.",
            name,
            type,
          ),
          span,
          metric: name,
          fixes: renameFix(
            context,
            metric,
            (written) => written.replace(/_total$/, ''),
            (exposed) => !exposed.endsWith('_total'),
          ),
        };
      }
    }
  },
};
