import type { EcmascriptFunction } from '../../syntax/ecmascript/functions';
import type { Script } from './script';
import type { TaskForm } from './taskForm';
import { unwrapBlock } from './unwrapBlock';
import { unwrapExpression } from './unwrapExpression';
import { unwrapHandle } from './unwrapHandle';
import type { Unwrap } from './unwrapping';

/** Plans to take the task of a function away and its body back out. */
export function planUnwrap(script: Script, target: EcmascriptFunction, form: TaskForm): Unwrap {
  switch (form.kind) {
    case 'expression':
      return unwrapExpression(script, form);
    case 'block':
      return unwrapBlock(script, form);
    case 'handle':
      return unwrapHandle(script, target, form);
  }
}
