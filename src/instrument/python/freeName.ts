import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../text/span';
import { boundIn, enclosingScope, occurrencesOf } from '../../syntax/python/names';
import type { Script } from './script';

/** The first of `preferred`, `fallback`, `fallback_2` … that is not taken. */
function freeName(preferred: string, fallback: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(preferred)) {
    return preferred;
  }
  let name = fallback;
  for (let number = 2; isTaken(name); number++) {
    name = `${fallback}_${number}`;
  }
  return name;
}

/**
 * A name for something new in the module: one that the file neither binds nor reads nor spells in a string of its own, and
 * a private one where the module lists its public names.
 */
export function freeModuleName(script: Script, preferred: string, fallback: string): string {
  const prefix = script.listsPublicNames ? '_' : '';
  return freeName(prefix + preferred, prefix + fallback, (name) =>
    occurrencesOf(script.tree, name).some(({ kind }) => kind === 'name' || kind === 'string'),
  );
}

/** Where a new variable is to be: one of `scope`, a function or the module, for the code in `span`. */
export interface NewVariable {
  readonly scope: Node;
  readonly span: Span;
}

/**
 * A name for a new variable that nothing there uses, and that is none of `others`; a private one in a module that lists its
 * public names.
 */
export function freeLocalName(
  script: Script,
  { scope, span }: NewVariable,
  preferred: string,
  fallback: string,
  ...others: readonly string[]
): string {
  const isModule = scope.parent === null;
  const around = { start: Math.min(scope.startIndex, span.start), end: Math.max(scope.endIndex, span.end) };
  const prefix = isModule && script.listsPublicNames ? '_' : '';
  return freeName(prefix + preferred, prefix + fallback, (name) => {
    const places = occurrencesOf(script.tree, name, around);
    const names = places.filter(({ kind }) => kind === 'name').map(({ node }) => node);
    const binding = new Set(isModule ? names.map((each) => boundIn(each)?.id) : []);
    const isTaken = (node: Node): boolean =>
      // What instrumented functions inside this one, and other tasks beside the span, have in their own lines is theirs.
      script.isGenerated(node)
        ? enclosingScope(node).id === scope.id && overlaps(statementOf(node), span)
        : !isModule || !isOfInnerFunction(node, scope, binding);
    return others.includes(name) || names.some(isTaken) || (isModule && places.some(({ kind }) => kind === 'string'));
  });
}

function overlaps({ startIndex, endIndex }: Node, { start, end }: Span): boolean {
  return startIndex < end && start < endIndex;
}

/** The statement that a name stands in, with the block that it opens. */
function statementOf(node: Node): Node {
  let statement = node;
  while (statement.parent !== null && !/^(?:module|block)$/.test(statement.parent.type)) {
    statement = statement.parent;
  }
  return statement;
}

/**
 * Whether `node`, a place of a name in `scope`, stands for a variable that a function inside has for itself. `binding` are
 * the ids of the scopes that bind the name.
 */
export function isOfInnerFunction(node: Node, scope: Node, binding: ReadonlySet<number | undefined>): boolean {
  const innermost = enclosingScope(node);
  for (let each = innermost; each.id !== scope.id && each.parent !== null; each = enclosingScope(each)) {
    // The variables of a class are seen in its body only.
    if (binding.has(each.id) && (each.type !== 'class_definition' || each.id === innermost.id)) {
      return true;
    }
  }
  return false;
}

/** Whether `name`, looked up in `scope`, is another variable than the module's: one of `scope` itself or of a function around it. */
export function isShadowed(script: Script, scope: Node, name: string): boolean {
  const { scopes } = script.bindingsOf(name);
  for (let each = scope; each.parent !== null; each = each.parent) {
    // The variables of a class are seen in its body only.
    if ((each.id === scope.id || each.type === 'function_definition') && scopes.has(each.id)) {
      return true;
    }
  }
  return false;
}

/** Whether `scope`, a function around it or the module binds `name`. */
export function bindsName(script: Script, scope: Node, name: string): boolean {
  return isShadowed(script, scope, name) || script.bindingsOf(name).scopes.has(script.tree.root.id);
}
