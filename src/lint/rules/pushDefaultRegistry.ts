import * as l10n from '@vscode/l10n';
import { isOwnClient } from '../pushes/isOwnClient';
import { docsUrlOf, type Rule } from '../rule';

const id = 'push-default-registry';

/** A push of everything that the process knows of itself. Documented in `docs/rules/push-default-registry.md`. */
export const pushDefaultRegistry: Rule = {
  id,
  severity: 'info',
  summary: () => l10n.t('A push of the default registry, with the metrics of the process and the runtime.'),
  docsUrl: docsUrlOf(id),
  *check({ facts }) {
    for (const push of facts.pushes) {
      if (push.registry === 'default' && push.method !== 'DELETE' && !isOwnClient(push)) {
        yield {
          span: push.calleeSpan,
          message: l10n.t(
            'The default registry is pushed: the metrics of a process that is gone (memory, CPU, garbage collection) stay on the gateway, beside those of every other job. Push a registry of its own, with the metrics of the job.',
          ),
        };
      }
    }
  },
};
