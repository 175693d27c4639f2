import * as l10n from '@vscode/l10n';
import { rules } from '../../lint/rules';
import { displayWidth, padToWidth } from '../../text/displayWidth';
import { UsageError, exitCode } from '../command';
import type { CommandContext, ExitCode } from '../command';
import { parseOptions } from '../options';
import { ruleNamed } from './ruleNamed';
import { severityWord } from './textReport';

/** One call of `rules`; like `runLint` it stands apart from its command. */
export async function explainRules(args: readonly string[], context: CommandContext): Promise<ExitCode> {
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
}

function printList(print: (line: string) => void): void {
  const idWidth = Math.max(...rules.map(({ id }) => id.length));
  const words = rules.map(({ severity }) => severityWord(severity));
  const wordWidth = Math.max(...words.map(displayWidth));
  for (const [index, { id, summary }] of rules.entries()) {
    print(`${id.padEnd(idWidth)}  ${padToWidth(words[index] ?? '', wordWidth)}  ${summary()}`);
  }
}
