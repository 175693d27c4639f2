import * as l10n from '@vscode/l10n';
import { CommandFailure, exitCode, UsageError } from './command';
import type { Command, CommandContext } from './command';
import { commands, laterCommands } from './commands';

/** Runs one call of the command line, from its words to its exit code. Nothing is thrown: what fails is one line. */
export async function runCommand(words: readonly string[], context: CommandContext, version: string): Promise<number> {
  const [name, ...args] = words;
  if (name === undefined) {
    context.say(overview());
    return exitCode.failed;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    const about = commands.find((candidate) => candidate.name === args[0]);
    context.print(about === undefined ? overview() : helpOf(about));
    return exitCode.done;
  }
  if (name === '--version') {
    context.print(version);
    return exitCode.done;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    context.say(
      laterCommands.includes(name)
        ? l10n.t('taskmonitor: {0} is not in this version yet.', name)
        : l10n.t('taskmonitor: there is no command {0}; see taskmonitor --help.', name),
    );
    return exitCode.failed;
  }
  const own = command.ownWords?.(args) ?? (args.includes('--') ? args.slice(0, args.indexOf('--')) : args);
  if (own.includes('--help') || own.includes('-h')) {
    context.print(helpOf(command));
    return exitCode.done;
  }
  try {
    return await command.run(args, context);
  } catch (error) {
    context.say(`taskmonitor ${name}: ${lineOf(error, context)}`);
    if (error instanceof UsageError) {
      context.say(l10n.t('See taskmonitor {0} --help.', name));
    }
    return exitCode.failed;
  }
}

function lineOf(error: unknown, context: CommandContext): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  // A failure that we did not foresee is ours: its stack is what a report needs, and only then.
  if (context.env['TASKMONITOR_DEBUG'] === '1' && !(error instanceof CommandFailure)) {
    return error.stack ?? error.message;
  }
  return error.message;
}

function helpOf(command: Command): string {
  return `${command.summary()}\n\n${command.usage()}`;
}

function overview(): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    l10n.t('taskmonitor: monitoring for scripts that push to a Prometheus Pushgateway'),
    '',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary()}`),
    '',
    l10n.t('taskmonitor COMMAND --help explains a command. --version prints the version.'),
    l10n.t('Exit codes: 0 done or nothing found, 1 findings or a refusal, 2 bad usage or something failed.'),
  ].join('\n');
}
