import * as l10n from '@vscode/l10n';
import { reasonOf } from '../../text/reasonOf';
import { UsageError } from '../command';
import type { Command, CommandContext } from '../command';
import { parseOptions } from '../options';
import { endLike, endNow } from './endLike';
import { recordRun } from './recordRun';
import { RecordsMatcher } from './recordsMatcher';
import { runProcess } from './runProcess';
import type { FinishedProcess, ProcessEnd } from './runProcess';
import { SignalRelay } from './signalRelay';
import { splitCommand } from './splitCommand';

const options = {
  job: { type: 'string' },
  task: { type: 'string' },
  'records-from': { type: 'string' },
} as const;

/** What a process that the command left behind may go on printing is not waited for, before the outcome is sent. */
const outputGraceMs = 1_000;

/** `exec`: runs any command as a task; whoever calls it sees the command alone. */
export const exec: Command = {
  name: 'exec',
  summary: () => l10n.t('Runs any command as a task and pushes how it went.'),
  usage: () =>
    [
      'taskmonitor exec --job NAME --task NAME [--records-from REGEX] [--] CMD ARG…',
      '',
      l10n.t(
        'The command has the standard streams, the signals and the exit code of a plain call; 127 says that it was not found, 126 that it cannot be run. Its outcome and its duration are pushed to PUSHGATEWAY_URL, within 5 seconds; a push that fails is a warning and changes nothing.',
      ),
      '',
      l10n.t(
        '--records-from reads the number of records from what the command prints to its standard output: the last match of REGEX in a line, or its first group.',
      ),
      '',
      l10n.t(
        'Credentials come from the environment: PUSHGATEWAY_USERNAME and PUSHGATEWAY_PASSWORD, or PUSHGATEWAY_BEARER_TOKEN.',
      ),
      l10n.t(
        'TASK_MONITOR_SPOOL is a folder for what could not be sent; TASK_MONITOR_DISABLED=1 runs the command and nothing else.',
      ),
      l10n.t('nohup goes behind --: taskmonitor exec … -- nohup CMD.'),
    ].join('\n'),
  ownWords: (args) => splitCommand(args, Object.keys(options)).own,
  async run(args, context) {
    const { own, command } = splitCommand(args, Object.keys(options));
    const { values } = parseOptions(own, options);
    if (!values.job || !values.task) {
      throw new UsageError(l10n.t('Which job and task? Give --job NAME and --task NAME.'));
    }
    if (command.length === 0) {
      throw new UsageError(l10n.t('Which command? Give it behind --.'));
    }
    const matcher =
      values['records-from'] === undefined ? undefined : new RecordsMatcher(expressionOf(values['records-from']));
    const relay = new SignalRelay();
    const finished = await runProcess(command, relay, matcher && ((bytes) => matcher.feed(bytes)));
    if (finished.end.kind === 'notStarted') {
      context.say(`taskmonitor exec: ${notStartedText(command[0] ?? '', finished.end)}`);
    }
    await Promise.race([finished.outputClosed, after(outputGraceMs)]);
    const records = recordsOf(matcher, context);
    const recorded = recordRun(values.job, values.task, { ...finished, records });
    const all = recorded.then(() => allPassedOn(finished, matcher)).then(() => 'done' as const);
    const isCut = (await Promise.race([all, relay.signalAfterEnd])) === 'signal';
    return exitOf(finished.end, isCut);
  },
};

function expressionOf(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch (error) {
    throw new UsageError(l10n.t('--{0}: "{1}" is not a regular expression.', 'records-from', pattern), {
      cause: error,
    });
  }
}

function notStartedText(command: string, end: Extract<ProcessEnd, { kind: 'notStarted' }>): string {
  switch (end.reason) {
    case 'notFound':
      return l10n.t('{0}: there is no such command', command);
    case 'interpreter':
      return l10n.t('{0}: the program that its first line names is missing', command);
    case 'notExecutable':
      return l10n.t('{0}: it is not executable', command);
    case 'other':
      return l10n.t('{0}: it cannot be run: {1}', command, reasonOf(end.error));
  }
}

function recordsOf(matcher: RecordsMatcher | undefined, context: CommandContext): number | undefined {
  const result = matcher?.result();
  if (result?.kind === 'noNumber') {
    context.say(l10n.t('taskmonitor exec: --records-from matched "{0}", which is no number.', result.text));
  }
  return result?.kind === 'number' ? result.records : undefined;
}

/** With a pipe of ours in between, all that came through it has to be written before we end. */
async function allPassedOn({ outputClosed }: FinishedProcess, matcher: RecordsMatcher | undefined): Promise<void> {
  if (matcher !== undefined) {
    await outputClosed;
    await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
  }
}

function exitOf(end: ProcessEnd, isCut: boolean): number | Promise<number> {
  if (end.kind === 'killed') {
    return endLike(end.signal);
  }
  return isCut ? endNow(end.code) : end.code;
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}
