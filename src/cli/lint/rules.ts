import * as l10n from '@vscode/l10n';
import type { Command } from '../command';

/** `rules`: the list of the lint's rules, or one of them with its page. */
export const rules: Command = {
  name: 'rules',
  summary: () => l10n.t('Lists the rules of the lint, or explains one.'),
  usage: () =>
    [
      'taskmonitor rules [ID]',
      '',
      l10n.t('Severities are those without a configuration: taskmonitor.json or --rule ID=SEVERITY sets others.'),
    ].join('\n'),
  async run(args, context) {
    const { explainRules } = await import('./explainRules');
    return explainRules(args, context);
  },
};
