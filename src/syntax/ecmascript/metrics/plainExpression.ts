import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../../text/span';
import { namedChildren } from '../../namedChildren';
import { bareExpression } from '../functionName';

/** An expression without parentheses, type assertions, `await`, and the assignments that only hand a value on. */
export function plainExpression(expression: Node | null): Node | null {
  for (let bare = bareExpression(expression); ;) {
    const inner =
      bare?.type === 'await_expression' || bare?.type === 'type_assertion'
        ? (bare.lastNamedChild ?? null)
        : bare?.type === 'assignment_expression'
          ? bare.childForFieldName('right')
          : undefined;
    if (inner === undefined) {
      return bare;
    }
    bare = bareExpression(inner);
  }
}

/** The arguments of a call; none for one without parentheses. */
export function argumentsOf(call: Node): readonly Node[] {
  const given = call.childForFieldName('arguments');
  return given?.type === 'arguments' ? namedChildren(given) : [];
}

/** The last name of a callee: `inc` of `this.requests?.inc`. */
export function lastName(callee: Node | null): Node | undefined {
  const name = callee?.type === 'member_expression' ? callee.childForFieldName('property') : callee;
  return name !== null && name !== undefined && nameTypes.has(name.type) ? name : undefined;
}

export function spanOf(node: Node): Span {
  return { start: node.startIndex, end: node.endIndex };
}

const nameTypes: ReadonlySet<string> = new Set(['identifier', 'property_identifier', 'private_property_identifier']);
