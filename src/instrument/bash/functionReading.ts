import * as l10n from '@vscode/l10n';
import { literalValue } from './shellLiteral';
import type { ShellCommand } from '../../syntax/bash/shellScript';
import type { BashScript } from './bashScript';
import { codeWithout } from './codeText';
import type { MeaningGuards } from './meaningGuards';
import type { TaskFunction, Wrapper } from './taskFunctions';
import type { FunctionReading } from '../functionReading';

/** A function that is instrumented has its wrapper. */
export type BashReading = FunctionReading<object, { readonly wrapper: Wrapper }>;

/** Reads one function of a file that may be edited. */
export function readFunction(script: BashScript, guards: MeaningGuards, target: TaskFunction): BashReading {
  if (target.wrapper !== undefined) {
    return { kind: 'instrumented', wrapper: target.wrapper };
  }
  if (isStub(script, target)) {
    return { kind: 'stub', reason: l10n.t('The function has no body that runs.') };
  }
  if (runsTaskByHand(script, target)) {
    return { kind: 'byHand' };
  }
  const reason = guards.refusal(target);
  return reason === undefined ? { kind: 'plain' } : { kind: 'refused', reason };
}

function isStub(script: BashScript, { definition }: TaskFunction): boolean {
  const body = codeWithout(script.text, script.commentsIn(definition.body), definition.body);
  return /^[{(]\s*(?::|true|return(?:\s+0)?)\s*;?\s*[})]$/.test(body);
}

/** Whether its whole body is a task, or another task runs it. */
function runsTaskByHand(script: BashScript, { definition }: TaskFunction): boolean {
  if (!script.text.includes('task_monitor')) {
    return false;
  }
  const own = script.commandsOf(definition);
  const [first] = own;
  return (
    (first !== undefined && own.length === 1 && runsTask(first)) ||
    script.shell.commands.some(
      (command) => runsTask(command) && command.words.slice(1).some((word) => literalValue(word) === definition.name),
    )
  );
}

function runsTask({ words }: ShellCommand): boolean {
  return words[0] === 'task_monitor_task' || words[0] === 'task_monitor_run';
}
