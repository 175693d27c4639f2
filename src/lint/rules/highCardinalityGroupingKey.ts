import * as l10n from '@vscode/l10n';
import type { KeyPart } from '../../syntax/metrics/push';
import { labelPolicy } from '../config/labelPolicy';
import { labelTokens } from '../labelNames/labelTokens';
import { unboundedName } from '../labelNames/unboundedName';
import { judgeValue } from '../labelValues/judgeValue';
import { docsUrlOf, type Rule } from '../rule';

const id = 'high-cardinality-grouping-key';

/** Names of keys that a new value comes for with each start of the same job, whatever it is made of. */
const shortLived: ReadonlySet<string> = new Set(['pod', 'container', 'pod name', 'container name']);

/** A group of the Pushgateway that is a new one with each run. Documented in `docs/rules/high-cardinality-grouping-key.md`. */
export const highCardinalityGroupingKey: Rule = {
  id,
  severity: 'warning',
  summary: () => l10n.t('A job or grouping key that is a new one with each run: groups that nobody deletes.'),
  docsUrl: docsUrlOf(id),
  *check({ facts, config }) {
    // Several pushes can go by one key: that of a TaskMonitor, or of a variable.
    const reported = new Set<number>();
    for (const { job, groupingKey, method } of facts.pushes) {
      for (const part of [...(job === undefined ? [] : [{ ...job, name: 'job' }]), ...groupingKey]) {
        const source = method === 'DELETE' || reported.has(part.span.start) ? undefined : endlessSource(part);
        if (source !== undefined && (part.name === undefined || labelPolicy(config, part.name) !== 'allowed')) {
          reported.add(part.span.start);
          yield {
            span: part.span,
            ...(part.name === undefined ? {} : { label: part.name }),
            message:
              part.name === 'job'
                ? l10n.t(
                    'The job is a new one each time ({0}), and a Pushgateway keeps each group until somebody deletes it. Name the job by what it does; put what tells runs apart into the log.',
                    source,
                  )
                : l10n.t(
                    "Grouping key '{0}' is a new one each time ({1}), and a Pushgateway keeps each group until somebody deletes it. Use a key that stays the same from run to run, such as the task's name.",
                    part.name ?? '',
                    source,
                  ),
          };
        }
      }
    }
  },
};

/** What makes a part of the key new with each run; undefined for one that may well stay the same. */
function endlessSource({ name, value }: KeyPart): string | undefined {
  const judgement = judgeValue(value, name);
  if (judgement.kind !== 'unknown') {
    return judgement.kind === 'unbounded' ? judgement.source : undefined;
  }
  const isEndless =
    name !== undefined && (unboundedName(name) !== undefined || shortLived.has(labelTokens(name).join(' ')));
  return isEndless ? name : undefined;
}
