import * as l10n from '@vscode/l10n';
import { statedTimeout } from '../fixes/statedTimeout';
import { isOwnClient } from '../pushes/isOwnClient';
import { docsUrlOf, type Rule } from '../rule';

const id = 'push-without-timeout';

/** A push that waits for ever. Documented in `docs/rules/push-without-timeout.md`. */
export const pushWithoutTimeout: Rule = {
  id,
  severity: 'info',
  summary: () => l10n.t('A push that waits for ever on a gateway that does not answer.'),
  docsUrl: docsUrlOf(id),
  *check({ facts, text }) {
    for (const push of facts.pushes) {
      if (push.timeout === 'endless' && !isOwnClient(push)) {
        const fix = statedTimeout(text, push);
        yield {
          span: push.calleeSpan,
          message: l10n.t(
            'This waits for ever when the gateway takes the connection and does not answer, and the job hangs with it. Give it a time-out of a few seconds.',
          ),
          fixes: fix === undefined ? [] : [fix],
        };
      }
    }
  },
};
