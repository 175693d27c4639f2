import * as l10n from '@vscode/l10n';
import type { Rule } from '../../lint/rule';
import { rules } from '../../lint/rules';
import { UsageError } from '../command';

/** @throws UsageError that names the rules there are */
export function ruleNamed(id: string): Rule {
  const rule = rules.find((each) => each.id === id);
  if (rule === undefined) {
    throw new UsageError(l10n.t('There is no rule {0}. There are: {1}.', id, rules.map((each) => each.id).join(', ')));
  }
  return rule;
}
