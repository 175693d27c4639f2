import * as l10n from '@vscode/l10n';
import type { EcmascriptFunction } from '../../syntax/ecmascript/functions';
import { functionShape, type FunctionShape } from './functionShape';
import { meaningRefusal } from './meaningGuards';
import type { Script } from './script';
import { readTaskForm, type TaskForm } from './taskForm';

/** What a function is to instrumentation, before names are chosen. */
export type FunctionReading =
  | { readonly kind: 'plain'; readonly shape: Exclude<FunctionShape, { kind: 'stub' }> }
  | { readonly kind: 'instrumented'; readonly form: TaskForm }
  /** The user runs the whole body as a task, in lines of their own. */
  | { readonly kind: 'byHand' }
  | { readonly kind: 'refused'; readonly reason: string }
  /** Refused, too: there is no body that could take time or fail. */
  | { readonly kind: 'stub'; readonly reason: string };

/** Reads one function of a file that may be edited. */
export function readFunction(script: Script, target: EcmascriptFunction): FunctionReading {
  const form = script.mentionsTasks ? readTaskForm(target) : undefined;
  if (form?.marker !== undefined) {
    return { kind: 'instrumented', form };
  }
  const shape = functionShape(script, target);
  if (shape.kind === 'stub') {
    return { kind: 'stub', reason: l10n.t('The function has no body that runs.') };
  }
  if (form !== undefined && script.use.monitors.some(({ name }) => name === form.call.monitor.text)) {
    return { kind: 'byHand' };
  }
  const reason = meaningRefusal(script, target, shape);
  return reason === undefined ? { kind: 'plain', shape } : { kind: 'refused', reason };
}
