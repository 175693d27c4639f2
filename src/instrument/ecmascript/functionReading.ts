import * as l10n from '@vscode/l10n';
import type { EcmascriptFunction } from '../../syntax/ecmascript/functions';
import { functionShape, type FunctionShape } from './functionShape';
import { meaningRefusal } from './meaningGuards';
import type { Script } from './script';
import { readTaskForm, type TaskForm } from './taskForm';
import type { FunctionReading } from '../functionReading';

/** A function that can be instrumented has a shape; one that is has the form that `instrument` writes. */
export type EcmascriptReading = FunctionReading<
  { readonly shape: Exclude<FunctionShape, { kind: 'stub' }> },
  { readonly form: TaskForm }
>;

/** Reads one function of a file that may be edited. */
export function readFunction(script: Script, target: EcmascriptFunction): EcmascriptReading {
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
