import * as l10n from '@vscode/l10n';
import type { Push } from '../../syntax/metrics/push';
import type { TextEdit } from '../../text/textEdit';
import type { Fix } from '../finding';

/** Long enough for a gateway that lives, short enough for a job that is done. In seconds. */
const seconds = 5;

/** Gives a push a time after which it ends. undefined where the call does not show where that is said. */
export function statedTimeout(text: string, push: Push): Fix | undefined {
  const edit = push.timeoutInsertion ?? optionOfCurl(text, push);
  return edit && { title: l10n.t('Give up after {0} s', seconds), edits: [edit], safe: true };
}

function optionOfCurl(text: string, { client, calleeSpan: { start, end } }: Push): TextEdit | undefined {
  return client === 'curl' && text.slice(start, end) === 'curl'
    ? { start: end, end, newText: ` --max-time ${seconds}` }
    : undefined;
}
