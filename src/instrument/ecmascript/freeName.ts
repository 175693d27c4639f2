import { bindsName, occurrencesOf } from '../../syntax/ecmascript/names';
import type { SyntaxTree } from '../../syntax/parsers';
import type { EcmascriptFunction } from '../../syntax/ecmascript/functions';
import type { Script } from './script';
import { isTaskOfInner } from './taskForm';

/** The first of `preferred`, `fallback`, `fallback2` … that is not taken. */
function freeName(preferred: string, fallback: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(preferred)) {
    return preferred;
  }
  let name = fallback;
  for (let number = 2; isTaken(name); number++) {
    name = `${fallback}${number}`;
  }
  return name;
}

/** A name for a new monitor of the module: one that the file neither binds nor reads nor spells in a string of its own. */
export function freeMonitorName(tree: SyntaxTree): string {
  return freeName('monitor', 'taskMonitor', (name) => occurrencesOf(tree, name).length > 0);
}

/** A name for the task inside a function that nothing in it uses. */
export function freeTaskName(script: Script, { node }: EcmascriptFunction, monitor: string): string {
  const span = { start: node.startIndex, end: node.endIndex };
  return freeName(
    'task',
    'monitoredTask',
    (name) =>
      name === monitor ||
      occurrencesOf(script.tree, name, span).some(
        ({ kind, node: place }) => kind === 'name' && !isTaskOfInner(place, node),
      ),
  );
}

/** Whether the function, or one around it, has a variable of its own by the name of a monitor. */
export function isShadowed(script: Script, { node }: EcmascriptFunction, name: string): boolean {
  const within = { start: 0, end: node.endIndex };
  return occurrencesOf(script.tree, name, within).some(({ kind, node: place }) => {
    if (kind !== 'name' || !bindsName(place)) {
      return false;
    }
    for (let scope = place.parent; scope !== null && scope.parent !== null; scope = scope.parent) {
      const isScope =
        /^(?:statement_block|class_static_block|switch_body|for_statement|for_in_statement|catch_clause|.*function.*|method_definition|class|internal_module)$/.test(
          scope.type,
        );
      if (isScope && scope.startIndex <= node.startIndex && node.endIndex <= scope.endIndex) {
        return true;
      }
      if (node.startIndex <= scope.startIndex && scope.endIndex <= node.endIndex) {
        return true;
      }
    }
    return false;
  });
}
