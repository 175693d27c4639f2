import * as l10n from '@vscode/l10n';
import { isOwnClient } from '../pushes/isOwnClient';
import { docsUrlOf, type Rule } from '../rule';

const id = 'push-in-loop';

/** A push for each item in place of one for all. Documented in `docs/rules/push-in-loop.md`. */
export const pushInLoop: Rule = {
  id,
  severity: 'info',
  summary: () => l10n.t('A push inside a loop: each one waits for the gateway and replaces the one before.'),
  docsUrl: docsUrlOf(id),
  *check({ facts }) {
    for (const push of facts.pushes) {
      if (push.inLoop && push.method !== 'DELETE') {
        yield {
          span: push.calleeSpan,
          message: isOwnClient(push)
            ? l10n.t(
                'This pushes once for each turn of the loop. Put the loop into `batch_push()`: it pushes once, at its end.',
              )
            : l10n.t(
                'This pushes once for each turn of the loop, and Prometheus sees only the last one. Set the metrics in the loop and push once behind it, as batch_push() of TaskMonitor does.',
              ),
        };
      }
    }
  },
};
