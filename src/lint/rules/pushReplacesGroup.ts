import * as l10n from '@vscode/l10n';
import type { Push } from '../../syntax/metrics/push';
import type { Found } from '../finding';
import { addInsteadOfReplace } from '../fixes/addInsteadOfReplace';
import { isOwnClient } from '../pushes/isOwnClient';
import { keyText, literalKey } from '../pushes/literalKey';
import { PushedGroups } from '../pushes/pushedGroups';
import { docsUrlOf, type Rule, type RuleContext } from '../rule';

const id = 'push-replaces-group';

/** A `PUT` that wipes what another push left in the group. Documented in `docs/rules/push-replaces-group.md`. */
export const pushReplacesGroup: Rule = {
  id,
  severity: 'warning',
  summary: () =>
    l10n.t('A push that replaces the whole group, and with it what another task or the last success left there.'),
  docsUrl: docsUrlOf(id),
  *check(context) {
    const groups = new PushedGroups(context);
    for (const push of context.facts.pushes) {
      if (push.method === 'PUT' && !isOwnClient(push)) {
        const problem = erasedSuccess(context, groups, push) ?? wipedTask(groups, push);
        const fix = problem && addInsteadOfReplace(context.text, push);
        if (problem !== undefined) {
          yield { ...problem, span: push.calleeSpan, fixes: fix === undefined ? [] : [fix] };
        }
      }
    }
  },
};

type Problem = Pick<Found, 'message' | 'related'>;

/** The push of a failure into the group that holds the last success. */
function erasedSuccess(
  { facts: { declarations } }: RuleContext,
  groups: PushedGroups,
  push: Push,
): Problem | undefined {
  if (push.inHandler === 'catch') {
    const success = groups.successBeside(push);
    return (
      success && {
        message: l10n.t(
          'This push of a failure replaces the whole group: the time of the last success is gone, and an alert on its age goes silent. Push with POST (pushadd), with only the metrics of the failure.',
        ),
        related: [{ message: l10n.t('The success is pushed here.'), span: success.calleeSpan }],
      }
    );
  }
  // Behind a failure it goes along as it was registered, with 0.
  const isSuccessPushed =
    push.metrics?.some((index) => /last_?success/i.test(declarations[index]?.name ?? '')) === true;
  return push.inHandler === 'finally' && isSuccessPushed
    ? {
        message: l10n.t(
          'This push also runs behind a failure, and then replaces the time of the last success by what was registered: 0. Push with POST (pushadd), and register the last success only after a success.',
        ),
      }
    : undefined;
}

/** Another script or function that pushes to the same group. */
function wipedTask(groups: PushedGroups, push: Push): Problem | undefined {
  const key = literalKey(push);
  const other = key && groups.otherPush(push, keyText(key));
  return (
    other && {
      message: l10n.t(
        'This push replaces the whole group {0}, and with it what another task pushes there. Push with POST (pushadd), or give each task a grouping key of its own.',
        keyText(key),
      ),
      related: [{ message: l10n.t('This pushes to the same group.'), span: other.value.calleeSpan, path: other.path }],
    }
  );
}
