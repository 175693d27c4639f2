import * as l10n from '@vscode/l10n';
import { displayWidth, padToWidth } from '../text/displayWidth';
import { rules as allRules } from '../lint/rules';
import { UsageError, exitCode } from './command';
import type { Command } from './command';
import { severityWord } from './lint/textReport';
import { parseOptions } from './options';

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
    const { positionals } = parseOptions(args, {});
    const [id, ...more] = positionals;
    if (more.length > 0) {
      throw new UsageError(l10n.t('rules explains one rule at a time.'));
    }
    if (id === undefined) {
      printList((line) => context.print(line));
      return exitCode.done;
    }
    const rule = ruleNamed(id);
    const page = new TextDecoder().decode(await context.readAsset(`rules/${rule.id}.md`));
    context.print(`${rule.id} (${severityWord(rule.severity)}): ${rule.summary()}`);
    context.print(rule.docsUrl);
    // The page's own title says the id again.
    context.print(page.replace(/^# .*\n/, '').trimEnd());
    return exitCode.done;
  },
};

/** @throws UsageError that names the rules there are */
export function ruleNamed(id: string): (typeof allRules)[number] {
  const rule = allRules.find((each) => each.id === id);
  if (rule === undefined) {
    throw new UsageError(
      l10n.t('There is no rule {0}. There are: {1}.', id, allRules.map((each) => each.id).join(', ')),
    );
  }
  return rule;
}

function printList(print: (line: string) => void): void {
  const idWidth = Math.max(...allRules.map(({ id }) => id.length));
  const words = allRules.map(({ severity }) => severityWord(severity));
  const wordWidth = Math.max(...words.map(displayWidth));
  for (const [index, { id, summary }] of allRules.entries()) {
    print(`${id.padEnd(idWidth)}  ${padToWidth(words[index] ?? '', wordWidth)}  ${summary()}`);
  }
}
