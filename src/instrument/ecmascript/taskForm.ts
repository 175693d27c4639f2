import type { Node } from '@vscode/tree-sitter-wasm';
import { readPrologue } from '../../syntax/ecmascript/directives';
import { functionTypes, type EcmascriptFunction } from '../../syntax/ecmascript/functions';
import { isMarker } from './marker';

/** `monitor.task('name')` or `monitor.task('name', body)`. */
export interface TaskCall {
  readonly node: Node;
  /** The name of the monitor, and where it stands. */
  readonly monitor: Node;
  /** The function that is given. */
  readonly callback: Node | undefined;
}

/** Code that runs a function's whole body as a task, in a form that `instrument` writes. Valid as long as its tree. */
export type TaskForm =
  /** `return monitor.task('name', () => { // taskmonitor` */
  | {
      readonly kind: 'block';
      readonly call: TaskCall;
      readonly statement: Node;
      /** The block of the callback. */
      readonly block: Node;
      /** The marker behind its brace. */
      readonly marker: Node | undefined;
    }
  /** `=> monitor.task('name', () => x)`, a marker on either side. */
  | { readonly kind: 'expression'; readonly call: TaskCall; readonly body: Node; readonly marker: Node | undefined }
  /** `const task = monitor.task('name'); try { // taskmonitor` */
  | {
      readonly kind: 'handle';
      readonly call: TaskCall;
      readonly variable: string;
      readonly statement: Node;
      /** The block of the `try`. */
      readonly block: Node;
      readonly attempt: Node;
      readonly marker: Node | undefined;
    };

/** The form in which a function runs its body as a task; undefined when it runs anything else. */
export function readTaskForm({ node }: Pick<EcmascriptFunction, 'node'>): TaskForm | undefined {
  const body = node.childForFieldName('body');
  if (body === null) {
    return undefined;
  }
  if (body.type !== 'statement_block') {
    return expressionForm(node, body);
  }
  const { rest } = readPrologue(body.namedChildren);
  const statements = rest.filter(({ type }) => type !== 'comment');
  const [first, second] = statements;
  if (first?.type === 'return_statement' && statements.length === 1) {
    return blockForm(first);
  }
  return first?.type === 'lexical_declaration' && second?.type === 'try_statement' && statements.length === 2
    ? handleForm(first, second)
    : undefined;
}

function blockForm(statement: Node): TaskForm | undefined {
  const call = readTaskCall(withoutComments(statement)[0]);
  const block = call?.callback?.childForFieldName('body');
  return call?.callback?.type === 'arrow_function' && block?.type === 'statement_block'
    ? { kind: 'block', call, statement, block, marker: firstMarker(block) }
    : undefined;
}

function expressionForm(node: Node, body: Node): TaskForm | undefined {
  const call = readTaskCall(body);
  const inner = call?.callback?.type === 'arrow_function' ? call.callback.childForFieldName('body') : undefined;
  if (call === undefined || inner === null || inner === undefined) {
    return undefined;
  }
  const before = node.children.findLast((child) => child !== null && child.endIndex <= body.startIndex);
  return { kind: 'expression', call, body: inner, marker: isMarker(before) ? before : undefined };
}

function handleForm(statement: Node, attempt: Node): TaskForm | undefined {
  const declarator = withoutComments(statement)[0];
  const variable = declarator?.childForFieldName('name');
  const call = readTaskCall(declarator?.childForFieldName('value'));
  const block = attempt.childForFieldName('body');
  return call !== undefined && call.callback === undefined && variable?.type === 'identifier' && block !== null
    ? { kind: 'handle', call, variable: variable.text, statement, block, attempt, marker: firstMarker(block) }
    : undefined;
}

/** The marker that stands first in a block, on the line of its brace or below it. */
function firstMarker(block: Node): Node | undefined {
  const first = block.firstNamedChild;
  return isMarker(first) ? first : undefined;
}

export function readTaskCall(node: Node | null | undefined): TaskCall | undefined {
  const method = node?.type === 'call_expression' ? node.childForFieldName('function') : undefined;
  const monitor = method?.type === 'member_expression' ? method.childForFieldName('object') : undefined;
  if (monitor?.type !== 'identifier' || method?.childForFieldName('property')?.text !== 'task' || !node) {
    return undefined;
  }
  const given = node.childForFieldName('arguments');
  const [name, callback, ...others] = given?.type === 'arguments' ? withoutComments(given) : [];
  return name === undefined || others.length > 0 ? undefined : { node, monitor, callback };
}

export function withoutComments(node: Node): readonly Node[] {
  return node.namedChildren.filter((child): child is Node => child !== null && child.type !== 'comment');
}

/** Where the variable is bound that holds the task of a form; undefined when there is none. */
export function taskVariable(form: TaskForm): Node | undefined {
  const { callback } = form.call;
  const binding =
    form.kind === 'handle'
      ? form.statement
      : (callback?.childForFieldName('parameters') ?? callback?.childForFieldName('parameter'));
  return binding?.descendantsOfType('identifier')[0] ?? undefined;
}

/** Whether a name is the task of an instrumented function inside `owner`, a variable of that one. */
export function isTaskOfInner(name: Node, owner: Node): boolean {
  for (let node = name.parent; node !== null && node.id !== owner.id; node = node.parent) {
    const form = functionTypes.includes(node.type) ? readTaskForm({ node }) : undefined;
    if (form?.marker !== undefined && taskVariable(form)?.text === name.text) {
      return true;
    }
  }
  return false;
}
