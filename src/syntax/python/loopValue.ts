import type { CachedNode } from '../cachedNode';
import type { LabelValue } from '../metrics/labelValue';
import { namedChildren } from '../namedChildren';
import { isSmallSet } from './guards';
import { isEnumeration } from './members';
import { stringConstant } from './stringConstant';
import type { Trail } from './trail';

/** The `for … in …` of the comprehension around an identifier that gives it its values. */
export function comprehensionClause(identifier: CachedNode): CachedNode | undefined {
  for (let around = identifier.parent; around !== null; around = around.parent) {
    if (/_comprehension$|^generator_expression$/.test(around.type)) {
      const clause = around.namedChildren.find(
        (child) =>
          child.type === 'for_in_clause' &&
          (child.childForFieldName('left')?.text.split(/\W+/) ?? []).includes(identifier.text),
      );
      if (clause !== undefined) {
        return clause;
      }
    } else if (/_statement$|_definition$|^block$/.test(around.type)) {
      return undefined;
    }
  }
  return undefined;
}

/** The variable of a loop; over a literal list, a table or an enumeration it is one of a few. */
export function loopValue(loop: CachedNode, path: readonly string[], trail: Trail): LabelValue {
  const [target, source] = [loop.childForFieldName('left'), loop.childForFieldName('right')];
  if (source !== null && target !== null) {
    const binding = trail.bindings.of(source);
    if (binding?.kind === 'class' && isEnumeration(binding.definition)) {
      return { kind: 'bounded', by: 'enum' };
    }
    if (isFewItems(source, target, path[0] ?? '', trail)) {
      return { kind: 'bounded', by: 'lookup' };
    }
  }
  return { kind: 'name', path, origin: 'loop' };
}

function isFewItems(source: CachedNode, target: CachedNode, name: string, trail: Trail): boolean {
  const callee = source.type === 'call' ? source.childForFieldName('function') : null;
  const [first] = namedChildren(source.childForFieldName('arguments'));
  if (callee?.type === 'identifier' && callee.text === 'range') {
    return namedChildren(source.childForFieldName('arguments')).every((argument) => argument.type === 'integer');
  }
  if (callee?.type === 'identifier' && /^(?:enumerate|sorted|reversed|zip)$/.test(callee.text)) {
    return first !== undefined && isLiteralItems(first, trail);
  }
  if (callee?.type === 'attribute' && callee.childForFieldName('attribute')?.text === 'items') {
    const table = callee.childForFieldName('object');
    return table !== null && target.firstNamedChild?.text === name && isLiteralItems(table, trail);
  }
  return isLiteralItems(source, trail);
}

/** A literal whose items are constants, or a constant name that holds a collection. */
function isLiteralItems(expression: CachedNode, trail: Trail): boolean {
  if (expression.type === 'dictionary') {
    return (
      expression.namedChildCount > 0 &&
      namedChildren(expression).every((pair) => /^(?:string|integer)$/.test(pair.childForFieldName('key')?.type ?? ''))
    );
  }
  if (/^(?:list|tuple|set|expression_list)$/.test(expression.type)) {
    const items = namedChildren(expression);
    return items.length > 0 && items.every((item) => isLiteralItem(item, trail));
  }
  const binding =
    expression.type === 'identifier' || expression.type === 'attribute' ? trail.bindings.of(expression) : undefined;
  const beyond = trail.hop();
  if (binding?.kind === 'value') {
    return beyond !== undefined && isLiteralItems(binding.value, beyond);
  }
  return /(?:^|\.)_*[A-Z][A-Z\d_]*$/.test(expression.text) && isSmallSet(expression, trail);
}

function isLiteralItem(item: CachedNode, trail: Trail): boolean {
  if (item.type === 'tuple' || item.type === 'list') {
    const first = item.firstNamedChild;
    return first !== null && isLiteralItem(first, trail);
  }
  return item.type === 'integer' || stringConstant(item, trail) !== undefined || /\.[A-Z][A-Z\d_]+$/.test(item.text);
}
