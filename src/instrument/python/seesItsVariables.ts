import type { Node } from '@vscode/tree-sitter-wasm';
import { boundIn, enclosingScope, occurrencesOf } from '../../syntax/python/names';
import type { Span } from '../../text/span';
import type { Script } from './script';

/** Functions that look at the variables around their call, and with how many arguments they look at others instead. */
const lookers: Readonly<Record<string, number>> = { locals: Infinity, vars: 1, dir: 1, eval: 2, exec: 2 };

/** Whether code of `scope` in `span` can see the local variables of `scope` whole, so that a new one would show. */
export function seesItsVariables(script: Script, { start, end }: Span, scope: Node): boolean {
  const text = script.text.slice(start, end);
  if (/\bf_locals\b/.test(text)) {
    return true;
  }
  return Object.entries(lookers).some(
    ([name, needed]) =>
      text.includes(name) &&
      occurrencesOf(script.tree, name, { start, end }).some(
        ({ kind, node }) => kind === 'name' && looks(node, needed) && enclosingScope(node).id === scope.id,
      ),
  );
}

function looks(node: Node, needed: number): boolean {
  const { parent } = node;
  if (parent?.type !== 'call' || parent.childForFieldName('function')?.id !== node.id) {
    // Under another name it may be called later; `dir` and `vars` are names of variables as a rule.
    return needed !== 1 && boundIn(node) === undefined;
  }
  const given = parent.childForFieldName('arguments')?.namedChildren.filter((each) => each?.type !== 'comment') ?? [];
  const isOpen = given.some((each) => each?.type.endsWith('_splat') === true);
  return isOpen || given.length < needed;
}
