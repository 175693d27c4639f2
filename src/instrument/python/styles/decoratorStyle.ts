import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import { enclosingScope } from '../../../syntax/python/names';
import { decoratorRefusal } from '../decoratorGuards';
import type { Script } from '../script';
import type { PythonStyle, Removal } from './pythonStyle';

/** `@monitor.task("…")` right above the `def`: decorators of the user's own are outside of it, and see a plain function. */
export const decoratorStyle: PythonStyle = {
  style: 'decorator',
  countsResult: true,

  refusal(script, target) {
    if (!script.beginsLine(target.node)) {
      return l10n.t('The function does not begin on a line of its own.');
    }
    return decoratorRefusal(script, target);
  },

  // A decorator is evaluated where the function is defined, by the names that are known there.
  scopeOf: ({ definition }) => enclosingScope(definition),

  wrap(script, { node }, _shape, { monitor, task, records }) {
    const decorator = `@${monitor}.task(${task}${records === undefined ? '' : `, records=${records}`})`;
    return { place: { kind: 'above', line: script.lineOf(node) }, wrapping: { opening: [decorator], closing: [] } };
  },

  find(script, scope) {
    const decorators = scope.parent?.type === 'decorated_definition' ? scope.parent.namedChildren : [];
    return decorators.filter(
      (each): each is Node => each?.type === 'decorator' && script.isMarkedLine(script.lineOf(each)),
    );
  },

  planRemoval,
};

function planRemoval(script: Script, decorator: Node): Removal {
  const line = script.lineOf(decorator);
  const last = script.source.logicalEnd(line);
  if (!script.beginsLine(decorator) || !isOurs(decorator)) {
    const reason = l10n.t('Line {0} was edited and does more than run a task: take it out by hand.', line + 1);
    return { kind: 'refused', reason };
  }
  return {
    kind: 'planned',
    gone: [{ start: decorator.startIndex, end: decorator.endIndex }],
    apply: (edits) => {
      edits.dropLines(line, last);
    },
  };
}

/** `@name.task("…")`, or with `records=len`. */
function isOurs(decorator: Node): boolean {
  const call = decorator.firstNamedChild;
  const method = call?.type === 'call' ? call.childForFieldName('function') : undefined;
  const given = call?.childForFieldName('arguments')?.namedChildren.filter((each) => each?.type !== 'comment') ?? [];
  const [name, records, ...others] = given;
  return (
    method?.type === 'attribute' &&
    method.childForFieldName('object')?.type === 'identifier' &&
    method.childForFieldName('attribute')?.text === 'task' &&
    name?.type === 'string' &&
    (records === undefined || /^records\s*=\s*(?:len|int)$/.test(records?.text ?? '')) &&
    others.length === 0
  );
}
