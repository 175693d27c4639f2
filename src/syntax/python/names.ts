import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../text/span';
import type { TreeNode, TreeOf } from '../treeNode';

/**
 * A place where a name stands:
 * - `name`: read or bound
 * - `attribute`: behind a dot
 * - `keyword`: of an argument, `f(name=1)`
 * - `string`: the whole contents of a string, as in `__all__` and `getattr`
 */
export interface Occurrence<N = Node> {
  readonly kind: 'name' | 'attribute' | 'keyword' | 'string';
  readonly node: N;
}

/**
 * Where `name` stands in the file, or in `span` of it, in the order of the text.
 * @param accepts looks at the text around before a node is looked for, which costs more
 */
export function occurrencesOf<N extends TreeNode<N>>(
  tree: TreeOf<N>,
  name: string,
  span?: Span,
  accepts?: (start: number, end: number) => boolean,
): readonly Occurrence<N>[] {
  const found: Occurrence<N>[] = [];
  const limit = span?.end ?? tree.text.length;
  let start = tree.text.indexOf(name, span?.start ?? 0);
  for (; start >= 0 && start < limit; start = tree.text.indexOf(name, start + name.length)) {
    const end = start + name.length;
    if (isWordUnit(tree.text[start - 1]) || isWordUnit(tree.text[end]) || accepts?.(start, end) === false) {
      continue;
    }
    const node = tree.root.descendantForIndex(start, end);
    if (node?.startIndex === start && node.endIndex === end) {
      const kind = kindOf(node);
      if (kind !== undefined) {
        found.push({ kind, node });
      }
    }
  }
  return found;
}

/** A byte order mark in front of the first name is no part of it. */
function isWordUnit(unit: string | undefined): boolean {
  return unit !== undefined && /[\w\u0080-\ufefe\uff00-\uffff]/.test(unit);
}

function kindOf<N extends TreeNode<N>>(node: N): Occurrence['kind'] | undefined {
  const parent = node.parent;
  if (node.type === 'string_content') {
    return parent?.namedChildCount === 3 ? 'string' : undefined;
  }
  if (node.type !== 'identifier') {
    return undefined;
  }
  if (parent?.type === 'attribute' && parent.childForFieldName('attribute')?.id === node.id) {
    return 'attribute';
  }
  if (parent?.type === 'keyword_pattern') {
    return 'keyword';
  }
  if (parent?.type === 'keyword_argument' && parent.childForFieldName('name')?.id === node.id) {
    return 'keyword';
  }
  if (parent?.type === 'dotted_name' && parent.firstNamedChild?.id !== node.id) {
    // `import a.name` binds `a`.
    return 'attribute';
  }
  return 'name';
}

const targetPatterns: ReadonlySet<string> = new Set([
  'pattern_list',
  'tuple_pattern',
  'list_pattern',
  'list_splat_pattern',
  'expression_list',
  'tuple',
  'list',
  'list_splat',
  'parenthesized_expression',
  'type',
  'generic_type',
]);
const parameterForms: ReadonlySet<string> = new Set([
  'default_parameter',
  'typed_default_parameter',
  'typed_parameter',
  'list_splat_pattern',
  'dictionary_splat_pattern',
]);
const alwaysBinding: ReadonlySet<string> = new Set([
  'as_pattern_target',
  'global_statement',
  'nonlocal_statement',
  'aliased_import',
  'case_pattern',
  'splat_pattern',
]);

/**
 * The function, lambda, class or module (the root) in which `identifier`, an occurrence of kind `name`, is bound where it
 * stands; undefined when it is only read. Names of `global` and `nonlocal` count as bound in the function that says so.
 */
export function boundIn<N extends TreeNode<N>>(identifier: N): N | undefined {
  const parent = identifier.parent;
  if (parent === null) {
    return undefined;
  }
  if (parent.type === 'function_definition' || parent.type === 'class_definition') {
    return parent.childForFieldName('name')?.id === identifier.id ? enclosingScope(parent) : undefined;
  }
  const holder = parameterForms.has(parent.type) ? parent.parent : parent;
  if (holder?.type === 'parameters' || holder?.type === 'lambda_parameters') {
    const named = parent.childForFieldName('name') ?? parent.firstNamedChild;
    const isName = parent.id === holder.id || named?.id === identifier.id;
    return isName ? (holder.parent ?? undefined) : undefined;
  }
  if (holder !== null && holder.type === 'typed_parameter') {
    // `*args: int`
    return holder.parent?.parent ?? undefined;
  }
  return bindsAsTarget(identifier) ? enclosingScope(identifier) : undefined;
}

function bindsAsTarget<N extends TreeNode<N>>(identifier: N): boolean {
  let target = identifier;
  while (target.parent !== null && targetPatterns.has(target.parent.type)) {
    target = target.parent;
  }
  const holder = target.parent;
  if (holder === null) {
    return false;
  }
  switch (holder.type) {
    case 'assignment':
    case 'augmented_assignment':
    case 'for_statement':
    case 'for_in_clause':
      return holder.childForFieldName('left')?.id === target.id;
    case 'named_expression':
      return holder.childForFieldName('name')?.id === target.id;
    case 'delete_statement':
      return true;
    case 'dotted_name':
      return bindsAsDottedName(holder);
    case 'type_parameter':
      // `def f[T](…)` binds T; `Optional[T]` only reads it.
      return holder.parent?.type === 'function_definition' || holder.parent?.type === 'class_definition';
    case 'type_alias_statement':
      return holder.childForFieldName('left')?.id === target.id;
    case 'as_pattern':
      // In a `case`; elsewhere the target has a node of its own.
      return holder.firstNamedChild?.id !== target.id;
    default:
      return alwaysBinding.has(holder.type);
  }
}

/** A name in an import or a pattern of `match`. */
function bindsAsDottedName<N extends TreeNode<N>>(dotted: N): boolean {
  const holder = dotted.parent;
  switch (holder?.type) {
    case 'import_statement':
      return true;
    case 'import_from_statement':
    case 'future_import_statement':
      return holder.childForFieldName('module_name')?.id !== dotted.id;
    case 'case_pattern':
    case 'keyword_pattern':
      return dotted.namedChildCount === 1;
    default:
      return false;
  }
}

const scopes: ReadonlySet<string> = new Set(['function_definition', 'class_definition', 'lambda']);

/** The scope around `node`, which itself may be one: the innermost function, lambda or class outside of it, or the root. */
export function enclosingScope<N extends TreeNode<N>>(node: N): N {
  let child = node;
  for (let parent = child.parent; parent !== null; parent = parent.parent) {
    // Decorators, default values and base classes are evaluated in the scope around the definition.
    if (scopes.has(parent.type) && parent.childForFieldName('body')?.id === child.id) {
      return parent;
    }
    child = parent;
  }
  return child;
}
