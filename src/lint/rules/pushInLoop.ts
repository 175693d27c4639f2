import * as l10n from '@vscode/l10n';
import type { LintedLanguage } from '../../syntax/lintedLanguage';
import { isOwnClient } from '../pushes/isOwnClient';
import { docsUrlOf, type Rule } from '../rule';

const id = 'push-in-loop';

/** What TaskMonitor's runtime modules call the block that pushes once. */
const batches: Readonly<Partial<Record<LintedLanguage, string>>> = {
  javascript: 'batchPush()',
  typescript: 'batchPush()',
  tsx: 'batchPush()',
  bash: 'task_monitor_batch_begin … task_monitor_batch_end',
};

/** A push for each item in place of one for all. Documented in `docs/rules/push-in-loop.md`. */
export const pushInLoop: Rule = {
  id,
  severity: 'info',
  summary: () => l10n.t('A push inside a loop: each one waits for the gateway and replaces the one before.'),
  docsUrl: docsUrlOf(id),
  *check({ facts, language }) {
    const batch = batches[language] ?? 'batch_push()';
    for (const push of facts.pushes) {
      if (push.inLoop && push.method !== 'DELETE') {
        yield {
          span: push.calleeSpan,
          message: isOwnClient(push)
            ? l10n.t(
                'This pushes once for each turn of the loop. Put the loop into {0}: it pushes once, at its end.',
                batch,
              )
            : l10n.t(
                'This pushes once for each turn of the loop, and Prometheus sees only the last one. Set the metrics in the loop and push once behind it, as {0} of TaskMonitor does.',
                batch,
              ),
        };
      }
    }
  },
};
