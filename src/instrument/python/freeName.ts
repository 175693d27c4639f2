import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../text/span';
import { boundIn, occurrencesOf } from '../../syntax/python/names';
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

/** A name for something new in the module: one that the file neither binds nor reads nor spells in a string of its own. */
export function freeModuleName(script: Script, preferred: string, fallback: string): string {
  return freeName(preferred, fallback, (name) =>
    occurrencesOf(script.tree, name).some(({ kind }) => kind === 'name' || kind === 'string'),
  );
}

/** A name for a new variable that nothing in `span` uses, and that is none of `others`. */
export function freeLocalName(
  script: Script,
  span: Span,
  preferred: string,
  fallback: string,
  ...others: readonly string[]
): string {
  return freeName(
    preferred,
    fallback,
    (name) =>
      others.includes(name) ||
      // What an instrumented function inside this one has in its own lines is a variable of that one.
      occurrencesOf(script.tree, name, span).some(({ kind, node }) => kind === 'name' && !script.isGenerated(node)),
  );
}

/** Whether `name`, looked up in `scope`, is another variable than the module's: one of `scope` itself or of a function around it. */
export function isShadowed(script: Script, scope: Node, name: string): boolean {
  const around = new Set<number>();
  for (let each = scope; each.parent !== null; each = each.parent) {
    // The variables of a class are seen in its body only.
    if (each.id === scope.id || each.type === 'function_definition') {
      around.add(each.id);
    }
  }
  return occurrencesOf(script.tree, name).some(({ kind, node: place }) => {
    const holder = kind === 'name' ? boundIn(place) : undefined;
    return holder !== undefined && around.has(holder.id);
  });
}

/** Whether `scope`, a function around it or the module binds `name`. */
export function bindsName(script: Script, scope: Node, name: string): boolean {
  return (
    script.text.includes(name) &&
    (isShadowed(script, scope, name) ||
      occurrencesOf(script.tree, name).some(
        ({ kind, node }) => kind === 'name' && boundIn(node)?.id === script.tree.root.id,
      ))
  );
}
