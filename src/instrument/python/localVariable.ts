import type { Node } from '@vscode/tree-sitter-wasm';
import type { SyntaxTree } from '../../syntax/parsers';
import { namedChildren } from '../../syntax/namedChildren';
import { boundIn, occurrencesOf } from '../../syntax/python/names';
import { isOfInnerFunction } from './freeName';

/** `name = value`, or `name += value` with its operator. */
export interface Assignment {
  readonly statement: Node;
  readonly operator: string;
  readonly value: Node;
}

/** A variable of a function or module that gets its values from plain assignments alone. Valid as long as its tree. */
export interface LocalVariable {
  readonly name: string;
  /** In the order of the text. */
  readonly assignments: readonly Assignment[];
  /** Where it is read, functions inside the scope included. */
  readonly reads: readonly Node[];
}

/**
 * The variable `name` of `scope`, a function or the module; undefined when it is none of that scope, or gets values in
 * other ways: as a parameter, in a loop, an import, a `with`, an inner function, a `del`.
 */
export function localVariable(tree: SyntaxTree, scope: Node, name: string): LocalVariable | undefined {
  const span = { start: scope.startIndex, end: scope.endIndex };
  const names = occurrencesOf(tree, name, span).flatMap(({ kind, node }) => (kind === 'name' ? [node] : []));
  const binding = new Set(names.map((node) => boundIn(node)?.id));
  const assignments: Assignment[] = [];
  const reads: Node[] = [];
  for (const node of names) {
    if (/^(?:global|nonlocal)_statement$/.test(node.parent?.type ?? '')) {
      return undefined;
    }
    if (isOfInnerFunction(node, scope, binding)) {
      continue;
    }
    const bound = boundIn(node);
    if (bound === undefined) {
      reads.push(node);
    } else if (bound.id === scope.id && !isBareAnnotation(node)) {
      const found = assignmentTo(node);
      if (found === undefined) {
        return undefined;
      }
      assignments.push(found);
    }
  }
  return assignments.length === 0 ? undefined : { name, assignments, reads };
}

function isBareAnnotation({ parent }: Node): boolean {
  return parent?.type === 'assignment' && parent.childForFieldName('right') === null;
}

function assignmentTo(target: Node): Assignment | undefined {
  const parent = target.parent;
  const left = parent?.childForFieldName('left');
  if (parent?.type === 'augmented_assignment' && left?.id === target.id) {
    return assignment(parent, parent.childForFieldName('operator')?.text ?? '', parent.childForFieldName('right'));
  }
  if (parent?.type === 'assignment' && left?.id === target.id) {
    return assignment(parent, '=', assignedValue(parent));
  }
  if (parent?.type === 'pattern_list' && parent.parent?.type === 'assignment') {
    // `read, written = 0, 0`
    const [targets, values] = [namedChildren(parent), namedChildren(assignedValue(parent.parent))];
    const isPlain =
      targets.length === values.length &&
      [...targets, ...values].every(({ type }) => !/splat/.test(type)) &&
      assignedValue(parent.parent)?.type === 'expression_list';
    const value = values[targets.findIndex(({ id }) => id === target.id)];
    return isPlain && value !== undefined ? assignment(parent.parent, '=', value) : undefined;
  }
  return undefined;
}

/** The value of `a = b = value`. */
function assignedValue(node: Node): Node | null {
  let value = node.childForFieldName('right');
  while (value?.type === 'assignment') {
    value = value.childForFieldName('right');
  }
  return value;
}

function assignment(node: Node, operator: string, value: Node | null): Assignment | undefined {
  let statement = node;
  while (statement.parent?.type === 'assignment') {
    statement = statement.parent;
  }
  const { parent } = statement;
  return value === null || parent?.type !== 'expression_statement' ? undefined : { statement: parent, operator, value };
}
