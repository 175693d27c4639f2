import * as l10n from '@vscode/l10n';
import { formatGroupingKey } from '../groupingKey';
import type { Answer } from './answer';
import { PUSH_TIME, gaugeValue, lastPushSuccessful } from './pushTimes';
import type { StoredGroup } from './storedGroup';

const MAX_GROUPS = 500;

const STYLE =
  'body{font-family:sans-serif;margin:2em;max-width:70em}table{border-collapse:collapse}td,th{border:1px solid #8888;padding:.3em .6em;text-align:left;vertical-align:top}';

/** `GET /`: what this is, and its groups. Everything that was pushed is text here, never markup. */
export function landingPageAnswer(groups: Iterable<StoredGroup>, count: number): Answer {
  const title = l10n.t("TaskMonitor's development gateway");
  const rows: string[] = [];
  for (const group of groups) {
    if (rows.length === MAX_GROUPS) break;
    rows.push(rowOf(group));
  }
  const rest = count - rows.length;
  const body = `<!DOCTYPE html>
<html>
<head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(l10n.t('It behaves like a Prometheus Pushgateway and is for trying things out on this machine. Do not use it in production.'))}</p>
<p><a href="metrics">/metrics</a> · <a href="api/v1/metrics">/api/v1/metrics</a> · <a href="api/v1/status">/api/v1/status</a></p>
<h2>${escapeHtml(l10n.t('Groups: {0}', count))}</h2>
${rows.length === 0 ? '' : tableOf(rows)}
${rest > 0 ? `<p>${escapeHtml(l10n.t('{0} more are not shown.', rest))}</p>` : ''}
</body>
</html>
`;
  return {
    status: 200,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
      'X-Content-Type-Options': 'nosniff',
    },
    body,
  };
}

function tableOf(rows: readonly string[]): string {
  const heads = [l10n.t('Group'), l10n.t('Last push'), l10n.t('Metrics')].map((head) => `<th>${escapeHtml(head)}</th>`);
  return `<table>\n<tr>${heads.join('')}</tr>\n${rows.join('\n')}\n</table>`;
}

function rowOf(group: StoredGroup): string {
  const seconds = gaugeValue(group, PUSH_TIME);
  const pushed = seconds === 0 ? l10n.t('never') : new Date(seconds * 1000).toISOString();
  const failed = lastPushSuccessful(group) ? '' : ` – ${l10n.t('last push failed')}`;
  const names = [...group.families.keys()].toSorted().join(', ');
  const cells = [formatGroupingKey(group.key), pushed + failed, names];
  return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
