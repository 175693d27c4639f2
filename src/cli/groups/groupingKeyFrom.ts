import * as l10n from '@vscode/l10n';
import { checkGroupingKey } from '../../pushgateway/groupingKey';
import type { GroupingKey } from '../../pushgateway/groupingKey';
import { UsageError } from '../command';

/** A whole grouping key from its pairs. @throws UsageError when `job` is missing or a label name is invalid */
export function groupingKeyFrom(pairs: ReadonlyMap<string, string>): GroupingKey {
  if (!pairs.has('job')) {
    throw new UsageError(l10n.t('A grouping key needs job=NAME.'));
  }
  const key = Object.fromEntries(pairs);
  const verdict = checkGroupingKey(key);
  if (verdict.kind === 'invalid') {
    throw new UsageError(verdict.reason);
  }
  return key;
}
