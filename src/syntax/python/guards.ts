import type { CachedNode } from '../cachedNode';
import { namedChildren } from '../namedChildren';
import type { Trail } from './trail';

/** How far around an expression, and how many statements before it, a guard is looked for. */
const maxLevels = 60;
const maxStatements = 20;

/**
 * Whether the statements around an expression let only a small set of its values through: `if x in {…}:`, `if x == "a":`,
 * `case "a":`, or `if x not in ALLOWED: return` before it.
 */
export function isGuarded(expression: CachedNode, trail: Trail): boolean {
  const { text } = expression;
  let inner = expression;
  for (let levels = 0; levels < maxLevels; levels += 1) {
    const around = inner.parent;
    if (around === null || around.type === 'function_definition' || around.type === 'lambda') {
      return false;
    }
    if (guardsBranch(around, inner, text, trail) || (around.type === 'block' && exitsBefore(inner, text, trail))) {
      return true;
    }
    inner = around;
  }
  return false;
}

function guardsBranch(statement: CachedNode, branch: CachedNode, text: string, trail: Trail): boolean {
  switch (statement.type) {
    case 'if_statement':
    case 'elif_clause': {
      const condition = statement.childForFieldName('condition');
      return (
        condition !== null &&
        statement.childForFieldName('consequence') === branch &&
        conditionGuards(condition, text, true, trail)
      );
    }
    case 'conditional_expression': {
      const [whenTrue, condition] = namedChildren(statement);
      return condition !== undefined && whenTrue === branch && conditionGuards(condition, text, true, trail);
    }
    case 'case_clause': {
      const subject = statement.parent?.parent?.childForFieldName('subject');
      const pattern = statement.firstNamedChild;
      // A bare name matches everything.
      return subject?.text === text && branch !== pattern && pattern !== null && !/^[a-z_]\w*$/.test(pattern.text);
    }
    default:
      return false;
  }
}

/** `if x not in ALLOWED: return`, `… x = "other"`, `assert x in ALLOWED` among the statements in front. */
function exitsBefore(statement: CachedNode, text: string, trail: Trail): boolean {
  const statements = statement.parent?.namedChildren ?? [];
  const index = statements.indexOf(statement);
  return statements.slice(Math.max(0, index - maxStatements), index).some((before) => {
    if (before.type === 'assert_statement') {
      return before.firstNamedChild !== null && conditionGuards(before.firstNamedChild, text, true, trail);
    }
    const condition = before.type === 'if_statement' ? before.childForFieldName('condition') : null;
    const last = namedChildren(before.childForFieldName('consequence')).at(-1);
    return (
      condition !== null && last !== undefined && leaves(last, text) && conditionGuards(condition, text, false, trail)
    );
  });
}

function leaves(statement: CachedNode, text: string): boolean {
  if (/^(?:return|raise|continue|break)_statement$/.test(statement.type)) {
    return true;
  }
  const assignment = statement.firstNamedChild;
  return (
    assignment?.type === 'assignment' &&
    assignment.childForFieldName('left')?.text === text &&
    /^(?:string|none|identifier|attribute)$/.test(assignment.childForFieldName('right')?.type ?? '')
  );
}

/** Whether a condition that came out as `outcome` leaves only a small set of values for the expression spelled `text`. */
export function conditionGuards(condition: CachedNode, text: string, outcome: boolean, trail: Trail): boolean {
  if (!trail.step()) {
    return false;
  }
  switch (condition.type) {
    case 'parenthesized_expression':
      return condition.firstNamedChild !== null && conditionGuards(condition.firstNamedChild, text, outcome, trail);
    case 'not_operator': {
      const inner = condition.childForFieldName('argument');
      return inner !== null && conditionGuards(inner, text, !outcome, trail);
    }
    case 'boolean_operator': {
      const sides = namedChildren(condition).map((side) => conditionGuards(side, text, outcome, trail));
      const isEach = (condition.childForFieldName('operator')?.text === 'and') === outcome;
      return isEach ? sides.some(Boolean) : sides.every(Boolean);
    }
    case 'comparison_operator':
      return comparisonGuards(condition, text, outcome, trail);
    default:
      return false;
  }
}

function comparisonGuards(comparison: CachedNode, text: string, outcome: boolean, trail: Trail): boolean {
  const [left, right, ...others] = namedChildren(comparison);
  if (left === undefined || right === undefined || others.length > 0) {
    return false;
  }
  const operator = comparison.children
    .flatMap((child) => (child === left || child === right || child.type === 'comment' ? [] : [child.text]))
    .join(' ');
  switch (operator) {
    case 'in':
    case 'not in':
      return (operator === 'in') === outcome && withoutCase(left) === text && isSmallSet(right, trail);
    case '==':
    case '!=':
    case 'is':
    case 'is not':
      return (
        (operator === '==' || operator === 'is') === outcome &&
        ((left.text === text && isConstant(right)) || (right.text === text && isConstant(left)))
      );
    default:
      return false;
  }
}

/** `x` of `x.lower()`. */
function withoutCase(expression: CachedNode): string {
  return expression.text.replace(/\.(?:lower|upper|casefold|strip)\(\)$/, '');
}

function isConstant(expression: CachedNode): boolean {
  return (
    /^(?:string|integer|float|none|true|false)$/.test(expression.type) ||
    /(?:^|\.)[A-Z][A-Z\d_]+(?:\.value)?$/.test(expression.text)
  );
}

const collections: ReadonlySet<string> = new Set(['list', 'set', 'tuple', 'dictionary']);

/** A literal collection, what holds one, or what its name says is one: `ALLOWED`, `allowed_methods`, `self.known_hosts`. */
export function isSmallSet(expression: CachedNode, trail: Trail): boolean {
  if (collections.has(expression.type)) {
    return expression.namedChildCount > 0;
  }
  if (expression.type === 'call') {
    const callee = expression.childForFieldName('function');
    const inner = /^(?:frozenset|set|list|tuple)$/.test(callee?.text ?? '')
      ? namedChildren(expression.childForFieldName('arguments'))[0]
      : callee?.type === 'attribute' && /^(?:keys|values)$/.test(callee.childForFieldName('attribute')?.text ?? '')
        ? callee.childForFieldName('object')
        : undefined;
    return inner !== undefined && inner !== null && isSmallSet(inner, trail);
  }
  if (expression.type !== 'identifier' && expression.type !== 'attribute') {
    return false;
  }
  const binding = trail.bindings.of(expression);
  const beyond = trail.hop();
  if (binding?.kind === 'value' && beyond !== undefined && isSmallSet(binding.value, beyond)) {
    return true;
  }
  if (binding?.kind === 'class') {
    return true;
  }
  const name = (expression.childForFieldName('attribute') ?? expression).text;
  return /^_*[A-Z][A-Z\d_]*$/.test(name) || /(?:allow|known|valid|support|permit|white_?list|choices)/i.test(name);
}
