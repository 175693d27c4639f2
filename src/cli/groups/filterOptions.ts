import * as l10n from '@vscode/l10n';
import type { GroupFilter } from '../../pushgateway/groupFilter';
import { parseDuration } from '../../text/duration';
import { UsageError } from '../command';
import { keyValues, wholeValueExpression } from '../keyValues';

/** The options that narrow a list of groups. */
export const filterOptions = {
  job: { type: 'string' },
  label: { type: 'string', multiple: true },
  'older-than': { type: 'string' },
  failed: { type: 'boolean' },
} as const;

export interface FilterValues {
  readonly job?: string | undefined;
  readonly label?: readonly string[] | undefined;
  readonly 'older-than'?: string | undefined;
  readonly failed?: boolean | undefined;
}

export function narrows(values: FilterValues): boolean {
  return (
    values.job !== undefined ||
    (values.label ?? []).length > 0 ||
    values['older-than'] !== undefined ||
    values.failed === true
  );
}

/** @throws UsageError */
export function filterOf(values: FilterValues): GroupFilter {
  const labels = new Map<string, RegExp>();
  if (values.job !== undefined) {
    labels.set('job', wholeValueExpression('job', values.job));
  }
  for (const [label, pattern] of keyValues(values.label ?? [])) {
    labels.set(label, wholeValueExpression('label', pattern));
  }
  const age = values['older-than'];
  const olderThanMs = age === undefined ? undefined : parseDuration(age);
  if (age !== undefined && olderThanMs === undefined) {
    throw new UsageError(l10n.t('--older-than takes a time such as 24h or 7d, not "{0}".', age));
  }
  return {
    labels,
    ...(olderThanMs === undefined ? {} : { olderThanMs }),
    ...(values.failed === true ? { failedOnly: true } : {}),
  };
}
