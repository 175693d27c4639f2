import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import { enclosingScope } from '../../../syntax/python/names';
import { freeLocalName, type NewVariable } from '../freeName';
import type { BodyShape } from '../functionShape';
import { depthRefusal } from '../meaningGuards';
import type { Script } from '../script';
import { seesItsVariables } from '../seesItsVariables';
import { readTaskBlock } from '../taskBlock';
import type { PythonStyle, Removal, TaskNames } from './pythonStyle';
import { recordNotes } from './recordNotes';
import { takeOut, useOf } from './takeOut';
import type { Wrapping } from './wrapping';

/** `with monitor.task("…") as task:`, and `async with` in an `async def`. */
export const withStyle: PythonStyle = {
  style: 'with',
  countsResult: false,

  refusal(script, { node }, shape) {
    return shape.kind === 'refused' ? shape.reason : depthRefusal(script, node, 1);
  },

  scopeOf: ({ node }) => node,

  wrap(script, target, shape, names) {
    const { node, definition } = target;
    const span = { start: definition.startIndex, end: definition.endIndex };
    return {
      place: blockPlace(shape),
      wrapping: withLines(names, isAsync(node), taskVariable(script, { scope: node, span }, names)),
    };
  },

  find(script, scope) {
    return scope
      .descendantsOfType('with_statement')
      .filter(
        (statement): statement is Node =>
          statement !== null &&
          script.isMarkedLine(script.lineOf(statement)) &&
          enclosingScope(statement).id === scope.id,
      );
  },

  planRemoval,
};

/** The lines around a body. `variable` is the name of the run, which can be told the number of records. */
export function withLines({ monitor, task }: TaskNames, isCoroutine: boolean, variable: string | undefined): Wrapping {
  const as = variable === undefined ? '' : ` as ${variable}`;
  return {
    opening: [`${isCoroutine ? 'async ' : ''}with ${monitor}.task(${task})${as}:`],
    closing: [],
    noteRecords: variable === undefined ? undefined : (source) => `${variable}.records = ${source}`,
  };
}

/** A name for the run that nothing in `span` uses; undefined when the code there sees the variables of `scope`, which holds it. */
export function taskVariable(script: Script, place: NewVariable, { monitor }: TaskNames): string | undefined {
  const { scope, span } = place;
  // A variable of the module is there for everybody anyway.
  return scope.parent !== null && seesItsVariables(script, span, scope)
    ? undefined
    : freeLocalName(script, place, 'task', 'monitored_task', monitor);
}

export function isAsync(node: Node): boolean {
  return node.firstChild?.type === 'async';
}

/** @throws TypeError for a body that cannot be moved in: its refusal was not heard */
export function blockPlace(shape: BodyShape): Exclude<BodyShape, { kind: 'refused' }> {
  if (shape.kind === 'refused') {
    throw new TypeError(shape.reason);
  }
  return shape;
}

function planRemoval(script: Script, statement: Node, scope: Node): Removal {
  const block = readTaskBlock(statement);
  const line = script.lineNumber(statement);
  if (block === undefined || !script.beginsLine(statement)) {
    const reason = l10n.t('Line {0} was edited and does more than run a task: take it out by hand.', line);
    return { kind: 'refused', reason };
  }
  const { node, colon, taskVariable: variable } = block;
  const use =
    variable === undefined ? undefined : useOf(script, variable, scope, (name) => isOfOtherTask(name, variable, node));
  if (use !== undefined) {
    const reason = l10n.t('Line {0} uses {1}: take that out first.', script.lineNumber(use), variable ?? '');
    return { kind: 'refused', reason };
  }
  const apply = takeOut(script, { node, colon, firstLine: script.lineOf(node) });
  const notes = variable === undefined ? [] : recordNotes(script, node, scope, `${variable}.records`);
  if (apply === undefined || notes === undefined) {
    const reason = l10n.t('What line {0} holds cannot be moved out with certainty: take it out by hand.', line);
    return { kind: 'refused', reason };
  }
  return {
    kind: 'planned',
    gone: [{ start: node.startIndex, end: colon.endIndex }],
    apply: (edits) => {
      apply(edits);
      for (const note of notes) {
        edits.dropLines(note, note);
      }
    },
  };
}

/** Whether a name stands in the block of another task, which gives it another meaning than `node` does. */
function isOfOtherTask(name: Node, variable: string, node: Node): boolean {
  for (let around: Node | null = name; around !== null && around.id !== node.id; around = around.parent) {
    if (around.type === 'with_statement' && readTaskBlock(around)?.taskVariable === variable) {
      return true;
    }
  }
  return false;
}
