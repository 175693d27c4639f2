import * as l10n from '@vscode/l10n';
import type { Push } from '../../syntax/metrics/push';
import type { Found } from '../finding';
import { addInsteadOfReplace } from '../fixes/addInsteadOfReplace';
import { isOwnClient } from '../pushes/isOwnClient';
import { keyText, literalKey } from '../pushes/literalKey';
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
    for (const push of context.facts.pushes) {
      if (push.method === 'PUT' && !isOwnClient(push)) {
        const problem = erasedSuccess(context, push) ?? wipedTask(context, push);
        const fix = problem && addInsteadOfReplace(context.text, push);
        if (problem !== undefined) {
          yield { ...problem, span: push.calleeSpan, fixes: fix === undefined ? [] : [fix] };
        }
      }
    }
  },
};

/** The push of a failure into the group that holds the last success. */
function erasedSuccess(
  { facts: { pushes, declarations }, text }: RuleContext,
  push: Push,
): Pick<Found, 'message' | 'related'> | undefined {
  if (push.inHandler === 'catch') {
    const success = pushes.find(
      (other) =>
        other.inHandler === undefined &&
        other.method !== 'DELETE' &&
        other.inFunction === push.inFunction &&
        keyAsWritten(other, text) === keyAsWritten(push, text),
    );
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
function wipedTask({ facts, workspace }: RuleContext, push: Push): Pick<Found, 'message' | 'related'> | undefined {
  const key = literalKey(push);
  if (key === undefined) {
    return undefined;
  }
  const here = facts.pushes.find(
    (other) => other.inFunction !== push.inFunction && isSameKey(other, push) && !isSameContent(other, push),
  );
  const there = here === undefined ? workspace?.pushes().find(({ value }) => isSameKey(value, push)) : undefined;
  const [other, path] = here === undefined ? [there?.value, there?.path] : [here, undefined];
  return (
    other && {
      message: l10n.t(
        'This push replaces the whole group {0}, and with it what another task pushes there. Push with POST (pushadd), or give each task a grouping key of its own.',
        keyText(key),
      ),
      related: [{ message: l10n.t('This pushes to the same group.'), span: other.calleeSpan, path }],
    }
  );
}

function isSameKey(a: Push, b: Push): boolean {
  const [keyOfA, keyOfB] = [literalKey(a), literalKey(b)];
  return (
    a.method !== 'DELETE' &&
    keyOfA !== undefined &&
    keyOfB !== undefined &&
    keyText(keyOfA) === keyText(keyOfB) &&
    (a.gateway === undefined || b.gateway === undefined || a.gateway === b.gateway)
  );
}

/** Within one function the same words mean the same key, whatever they stand for. */
function keyAsWritten({ job, groupingKey }: Push, text: string): string {
  return [...(job === undefined ? [] : [job]), ...groupingKey]
    .map(({ name, span }) => `${name ?? ''}=${text.slice(span.start, span.end)}`)
    .join();
}

/** Two pushes of one registry in one process send the same families: neither loses any. */
function isSameContent(a: Push, b: Push): boolean {
  return (
    (a.registry === 'default' && b.registry === 'default') ||
    (a.metrics !== undefined && b.metrics !== undefined && a.metrics.join() === b.metrics.join())
  );
}
