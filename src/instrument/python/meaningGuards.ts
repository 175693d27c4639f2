import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import type { Script } from './script';

/** Decorators whose function is compiled or shipped from its source, so that lines of ours would break or not run. */
const translated =
  /(?:^|\.)(?:jit|njit|vectorize|guvectorize|cfunc|stencil)$|(?:^|\.)jit\.script$|^numba\.|^(?:tf|tensorflow)\.function$|^(?:ti|taichi)\.(?:kernel|func)$|(?:^|\.)task\.(?:virtualenv|external_python|docker|kubernetes)$/;

/** Why no line of ours would keep the meaning of a function, given with its decorators, for a person; undefined when one does. */
export function meaningRefusal(definition: Node): string | undefined {
  for (const decorator of decoratorNames(definition)) {
    if (/(?:^|\.)overload$/.test(decorator)) {
      return l10n.t('An overload only declares a type: instrument the implementation.');
    }
    if (translated.test(decorator)) {
      return l10n.t('@{0} compiles the function or runs it elsewhere: instrument its caller.', decorator);
    }
  }
  return undefined;
}

/** Why `blocks` more around the body would not compile, for a person; undefined when they do. */
export function depthRefusal(script: Script, node: Node, blocks: number): string | undefined {
  return nestedBlocks(node) + blocks > maxNestedBlocks || indentLevels(script, node) + 1 > maxIndentLevels
    ? l10n.t('The function is nested as deeply as Python allows: one more block would not compile.')
    : undefined;
}

/** The decorators of a function in dots, without arguments. */
export function decoratorNames(definition: Node): readonly string[] {
  return definition.namedChildren.flatMap((child) => {
    const expression = child?.type === 'decorator' ? child.firstNamedChild : undefined;
    const callee = expression?.type === 'call' ? expression.childForFieldName('function') : expression;
    return callee === null || callee === undefined ? [] : [callee.text.replace(/\s/g, '')];
  });
}

/** CPython's `CO_MAXBLOCKS`. */
const maxNestedBlocks = 20;

/** CPython's `MAXINDENT` is 100. */
const maxIndentLevels = 98;

const blockTypes = ['for_statement', 'while_statement', 'with_statement', 'try_statement', 'except_clause'];

/**
 * How many blocks CPython has open at the deepest place of the function. Those of functions inside it are counted in, though
 * they start anew: what comes near the limit is written by programs.
 */
function nestedBlocks(node: Node): number {
  const open: { readonly end: number; readonly count: number }[] = [];
  let deepest = 0;
  for (const block of node.descendantsOfType(blockTypes)) {
    if (block === null) {
      continue;
    }
    while ((open.at(-1)?.end ?? Infinity) <= block.startIndex) {
      open.pop();
    }
    const count = (open.at(-1)?.count ?? 0) + blocksOf(block);
    open.push({ end: block.endIndex, count });
    deepest = Math.max(deepest, count);
  }
  return deepest;
}

function blocksOf(block: Node): number {
  switch (block.type) {
    case 'with_statement':
      return block.descendantsOfType('with_item').length;
    case 'try_statement': {
      const clauses = new Set(block.namedChildren.map((child) => child?.type));
      return clauses.has('finally_clause') && clauses.has('except_clause') ? 2 : 1;
    }
    default:
      return 1;
  }
}

/** The deepest indentation in the function, in levels, counted high: as many as there are different ones. */
function indentLevels(script: Script, node: Node): number {
  const { source } = script;
  const first = script.lineOf(node);
  const depths = new Set<number>();
  for (let index = first; index <= source.lineAt(node.endIndex); index++) {
    if (source.beginsStatement(index)) {
      depths.add(source.front(index).indent.length);
    }
  }
  const widest = Math.max(...depths);
  return widest <= maxIndentLevels ? 0 : source.front(first).indent.length + depths.size;
}
