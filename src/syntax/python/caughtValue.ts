import type { LabelValue } from '../metrics/labelValue';

/** A caught exception by its name, as text: labels are always text. */
export function caughtBy(name: string): LabelValue {
  return { kind: 'caught', part: 'message', className: `type(${name}).__name__` };
}

/** Members that hold what went wrong in words. */
const messages: ReadonlySet<string> = new Set([
  'args',
  'message',
  'msg',
  'reason',
  'detail',
  'details',
  'description',
  'strerror',
  'errmsg',
  'stderr',
  'stdout',
  'output',
  'text',
  'body',
  'orig',
]);

/** A member of a caught exception: `e.message`, `e.code`. */
export function caughtMember(member: string): LabelValue {
  return { kind: 'caught', part: messages.has(member) ? 'message' : 'other', className: undefined };
}

/** Whether an annotation says that a parameter is an exception: `Exception`, `ValueError`, `Optional[BaseException]`. */
export function isExceptionType(type: string): boolean {
  return /^(?:(?:typing\.)?Optional\[)?(?:\w+\.)*\w*(?:Exception|Error)\]?(?:\s*\|\s*None)?$/.test(type);
}
