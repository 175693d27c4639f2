import type { Node } from '@vscode/tree-sitter-wasm';

/** Whether a result is computed from a number, as in `return n % 2 == 1`. */
export function decidesResult(read: Node): boolean {
  let isComputed = false;
  for (let node: Node | null = read; node !== null && !/^(?:block|module)$/.test(node.type); node = node.parent) {
    isComputed ||= node.type === 'comparison_operator' || node.type === 'binary_operator';
    if (node.type === 'return_statement') {
      return isComputed;
    }
  }
  return false;
}

/** Whether a name is read inside the brackets of `x[n]`. */
export function isIndex(read: Node): boolean {
  for (let node = read; node.parent !== null && !/^(?:block|module)$/.test(node.parent.type); node = node.parent) {
    if (node.parent.type === 'subscript' && node.parent.childForFieldName('value')?.id !== node.id) {
      return true;
    }
  }
  return false;
}

/** Whether a collection is handed to a call, gone through, or, a table, written: `df.to_csv(…)`. */
export function isProcessed(read: Node): boolean {
  const { parent } = read;
  return (
    methodOn(read)?.startsWith('to_') === true ||
    parent?.type === 'argument_list' ||
    parent?.type === 'keyword_argument' ||
    (parent?.type === 'for_statement' && parent.childForFieldName('right')?.id === read.id)
  );
}

/** The method that is called on what a name stands for. */
function methodOn({ parent }: Node): string | undefined {
  return parent?.type === 'attribute' && parent.parent?.type === 'call'
    ? parent.childForFieldName('attribute')?.text
    : undefined;
}

/** Whether a collection may get more members there. */
export function fills(read: Node): boolean {
  return /^(?:append|appendleft|add|insert|setdefault|extend|update)$/.test(methodOn(read) ?? '') || isItemTarget(read);
}

/** Whether it may get many of them at once. */
export function isBulk(read: Node): boolean {
  return /^(?:extend|update)$/.test(methodOn(read) ?? '');
}

/** `x[key] = value`, `x[key] += 1`. */
function isItemTarget(read: Node): boolean {
  const item = read.parent;
  return (
    item?.type === 'subscript' &&
    item.childForFieldName('value')?.id === read.id &&
    item.parent?.type.endsWith('assignment') === true &&
    item.parent?.childForFieldName('left')?.id === item.id &&
    item.childForFieldName('subscript')?.type !== 'slice'
  );
}

/** Whether a collection may lose members there. */
export function shrinks(read: Node): boolean {
  const item = read.parent?.type === 'subscript' ? read.parent : undefined;
  const isDeleted = item?.parent?.type === 'delete_statement' || item?.parent?.parent?.type === 'delete_statement';
  const isSlice =
    item?.childForFieldName('subscript')?.type === 'slice' && item.parent?.childForFieldName('left')?.id === item.id;
  return (
    isDeleted ||
    isSlice ||
    /^(?:clear|pop|popleft|popitem|remove|discard|difference_update|intersection_update|symmetric_difference_update|subtract)$/.test(
      methodOn(read) ?? '',
    )
  );
}
