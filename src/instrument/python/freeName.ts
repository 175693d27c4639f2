import type { SyntaxTree } from '../../syntax/parsers';
import { boundIn, occurrencesOf } from '../../syntax/python/names';
import type { PythonFunction } from '../../syntax/python/functions';
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

/** A name for a new monitor of the module: one that the file neither binds nor reads nor spells in a string of its own. */
export function freeMonitorName(tree: SyntaxTree): string {
  return freeName('monitor', 'task_monitor', (name) =>
    occurrencesOf(tree, name).some(({ kind }) => kind === 'name' || kind === 'string'),
  );
}

/**
 * A name for the task inside a function that nothing in it uses; undefined when the function can see its own local
 * variables, so that a new one would show.
 */
export function freeTaskName(script: Script, { definition }: PythonFunction, monitor: string): string | undefined {
  const source = script.text.slice(definition.startIndex, definition.endIndex);
  if (/\b(?:locals|vars|dir)\s*\(\s*\)|\b(?:eval|exec)\s*\(|\bf_locals\b/.test(source)) {
    return undefined;
  }
  const span = { start: definition.startIndex, end: definition.endIndex };
  return freeName(
    'task',
    'monitored_task',
    (name) =>
      name === monitor ||
      occurrencesOf(script.tree, name, span).some(
        // The `as task` of an instrumented function inside this one is a variable of that one.
        ({ kind, node }) =>
          kind === 'name' && !(node.parent?.type === 'as_pattern_target' && script.isMarkedLine(script.lineOf(node))),
      ),
  );
}

/** Whether the function, or one around it, has a variable of its own by the name of a monitor. */
export function isShadowed(script: Script, { node }: PythonFunction, name: string): boolean {
  const around = new Set<number>();
  for (let each = node; each.parent !== null; each = each.parent) {
    if (each.type === 'function_definition') {
      around.add(each.id);
    }
  }
  return occurrencesOf(script.tree, name).some(({ kind, node: place }) => {
    const scope = kind === 'name' ? boundIn(place) : undefined;
    return scope !== undefined && around.has(scope.id);
  });
}
