import * as l10n from '@vscode/l10n';
import { isOwnClient } from '../pushes/isOwnClient';
import { docsUrlOf, type Rule } from '../rule';

const id = 'push-can-mask-error';

/** A push that can put an error of its own in the place of the job's. Documented in `docs/rules/push-can-mask-error.md`. */
export const pushCanMaskError: Rule = {
  id,
  severity: 'warning',
  summary: () => l10n.t("A push in an error handler whose own failure takes the place of the job's error."),
  docsUrl: docsUrlOf(id),
  *check({ facts }) {
    for (const push of facts.pushes) {
      if (push.inHandler !== undefined && !push.guarded && !isOwnClient(push)) {
        yield {
          span: push.calleeSpan,
          message:
            push.inHandler === 'catch'
              ? l10n.t(
                  "When the gateway cannot be reached, this push fails in the middle of handling the job's error and takes its place. Catch what the push throws, and log it.",
                )
              : l10n.t(
                  "When the gateway cannot be reached, this push fails while the job's error is on its way and takes its place; a job that went well fails too. Catch what the push throws, and log it.",
                ),
        };
      }
    }
  },
};
