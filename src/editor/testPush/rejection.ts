import * as vscode from 'vscode';
import { formatGroupingKey } from '../../pushgateway/groupingKey';
import type { TestPush } from './testPush';

/** What a gateway said to a push that it refused, ready to be shown. */
export interface Rejection {
  readonly title: string;
  /** The gateway's answer whole, then what it means. */
  readonly text: string;
}

export function rejectionOf(push: TestPush, status: number, body: string): Rejection {
  const hint = hintFor(body);
  return {
    title: vscode.l10n.t('The gateway refused the push to {0} ({1}).', formatGroupingKey(push.key), String(status)),
    text: [body.trimEnd(), ...(hint === undefined ? [] : ['', hint])].join('\n'),
  };
}

/** The refusals that people meet, by the words of the Pushgateway and of client_golang, in plain language. */
function hintFor(body: string): string | undefined {
  if (/has type .* but should have|is not a (GAUGE|COUNTER|UNTYPED|SUMMARY|HISTOGRAM)/.test(body)) {
    return vscode.l10n.t(
      'Another group, or the gateway itself, has a metric of this name with another type. Choose another name, push the same type, or delete the group that holds the other one.',
    );
  }
  if (body.includes('was collected before with the same name and label values')) {
    return vscode.l10n.t(
      'Another group holds the same series already. Delete that group, or give the metric or the grouping key another label.',
    );
  }
  return undefined;
}
