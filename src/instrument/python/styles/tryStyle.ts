import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import { enclosingScope } from '../../../syntax/python/names';
import { bindsName, freeLocalName, type NewVariable } from '../freeName';
import { depthRefusal } from '../meaningGuards';
import type { Script } from '../script';
import { seesItsVariables } from '../seesItsVariables';
import type { PythonStyle, TaskNames } from './pythonStyle';
import { tryLines, type TryNames } from './tryLines';
import { planTryRemoval } from './tryRemoval';
import { blockPlace, isAsync } from './withStyle';

/** The explicit form: `try` … `finally`, with `record_success` and `record_failure`. */
export const tryStyle: PythonStyle = {
  style: 'try',
  countsResult: false,

  refusal(script, target, shape) {
    const { node, definition } = target;
    if (shape.kind === 'refused') {
      return shape.reason;
    }
    if (seesItsVariables(script, { start: definition.startIndex, end: definition.endIndex }, node)) {
      return l10n.t('The function sees its own local variables, and this form needs some.');
    }
    const taken = exceptionsOfTry.find((name) => bindsName(script, node, name));
    if (taken !== undefined) {
      return l10n.t('{0} is another variable in this function: rename it first.', taken);
    }
    return depthRefusal(script, node, 2);
  },

  scopeOf: ({ node }) => node,

  wrap(script, target, shape, names) {
    const { node, definition } = target;
    const span = { start: definition.startIndex, end: definition.endIndex };
    const canBeAbandoned = isAsync(node) || yields(node);
    return {
      place: blockPlace(shape),
      wrapping: tryLines(tryNames(script, { scope: node, span }, names), { canBeAbandoned }),
    };
  },

  find(script, scope) {
    return scope
      .descendantsOfType('try_statement')
      .filter(
        (statement): statement is Node =>
          statement !== null && hasMarkedLine(script, statement) && enclosingScope(statement).id === scope.id,
      );
  },

  planRemoval: planTryRemoval,
};

/** The names of Python's own that the lines use. */
export const exceptionsOfTry: readonly string[] = ['BaseException', 'SystemExit'];

/** Names for the variables that nothing there uses. */
export function tryNames(script: Script, place: NewVariable, names: TaskNames): TryNames {
  const free = (preferred: string): string =>
    freeLocalName(script, place, preferred, `task_${preferred}`, names.monitor, names.time());
  return {
    monitor: names.monitor,
    task: names.task,
    time: names.time(),
    started: free('started'),
    errorCode: free('error_code'),
    error: free('error'),
    records: names.records === undefined ? undefined : free('records'),
  };
}

/** The line of the `try`, or of one of its clauses: one may have lost its marker to a formatter. */
function hasMarkedLine(script: Script, statement: Node): boolean {
  const clauses = statement.namedChildren.filter((child) => child?.type.endsWith('_clause') === true);
  return [statement, ...clauses].some((each) => each !== null && script.isMarkedLine(script.lineOf(each)));
}

/** Whether the function itself is a generator. */
function yields(node: Node): boolean {
  return node.descendantsOfType('yield').some((each) => each !== null && enclosingScope(each).id === node.id);
}
