import type { Node } from '@vscode/tree-sitter-wasm';
import type { SyntaxTree } from '../parsers';
import { withKeys } from '../functionKeys';

/** A `def` or `async def`. Valid as long as its tree. */
export interface PythonFunction {
  /** Names of the classes and functions around it and its own, in dots: `Class.method`, `outer.inner`. */
  readonly name: string;
  /** `name`, or `name#2` for the second function of that name in the file: a setter, an `else` variant. */
  readonly key: string;
  readonly node: Node;
  /** The function with its decorators. */
  readonly definition: Node;
  /** Whether another function holds it. */
  readonly nested: boolean;
}

/** Every function of the file, in the order of the text. */
export function listFunctions(tree: SyntaxTree): readonly PythonFunction[] {
  const found: Omit<PythonFunction, 'key'>[] = [];
  const around: { readonly name: string; readonly end: number; readonly isFunction: boolean }[] = [];
  for (const node of tree.root.descendantsOfType(['function_definition', 'class_definition'])) {
    if (node === null) {
      continue;
    }
    while ((around.at(-1)?.end ?? Infinity) <= node.startIndex) {
      around.pop();
    }
    const isFunction = node.type === 'function_definition';
    const own = node.childForFieldName('name')?.text ?? '';
    const name = [...around.map((each) => each.name), own].join('.');
    if (isFunction) {
      found.push({ name, node, definition: withDecorators(node), nested: around.some((each) => each.isFunction) });
    }
    around.push({ name: own, end: node.endIndex, isFunction });
  }
  return withKeys(found);
}

function withDecorators(node: Node): Node {
  return node.parent?.type === 'decorated_definition' ? node.parent : node;
}

/**
 * The innermost function whose lines hold `offset`, decorators included. Walks up from the caret instead of through the
 * file: it is asked at every move of it.
 */
export function functionAround(tree: SyntaxTree, offset: number): PythonFunction | undefined {
  const node = innermostFunction(tree, onCode(tree.text, offset));
  if (node === undefined) {
    return undefined;
  }
  const own = node.childForFieldName('name')?.text ?? '';
  if (tree.text.split(new RegExp(`\\bdef\\s+${own}(?!\\w)`, 'u')).length > 2) {
    return listFunctions(tree).find((each) => each.node.id === node.id);
  }
  const around: Node[] = [];
  for (let parent = node.parent; parent !== null; parent = parent.parent) {
    if (parent.type === 'function_definition' || parent.type === 'class_definition') {
      around.unshift(parent);
    }
  }
  const name = [...around, node].map((each) => each.childForFieldName('name')?.text ?? '').join('.');
  const nested = around.some((each) => each.type === 'function_definition');
  return { name, key: name, node, definition: withDecorators(node), nested };
}

function innermostFunction(tree: SyntaxTree, offset: number): Node | undefined {
  for (let node = tree.root.descendantForIndex(offset); node !== null; node = node.parent) {
    if (node.type === 'function_definition') {
      return node;
    }
    if (node.type === 'decorated_definition') {
      const definition = node.childForFieldName('definition');
      if (definition?.type === 'function_definition') {
        return definition;
      }
    }
  }
  return undefined;
}

/** `offset`, moved from the white space at either end of its line onto the code between. */
export function onCode(text: string, offset: number): number {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const line = /^[^\r\n]*/.exec(text.slice(start, start + 10_000))?.[0] ?? '';
  const first = line.search(/\S/);
  if (first < 0) {
    return offset;
  }
  return Math.min(Math.max(offset, start + first), start + line.trimEnd().length - 1);
}

/** The statements of a function's body in the order of the text, comments left out. */
export function bodyStatements(node: Node): readonly Node[] {
  return (node.childForFieldName('body')?.namedChildren ?? []).filter(
    (child): child is Node => child !== null && child.type !== 'comment',
  );
}

/** The `:` that ends the header of a function, class or compound statement. */
export function headerColon(node: Node): Node | undefined {
  const body = node.childForFieldName('body');
  return node.children.findLast(
    (child): child is Node => child?.type === ':' && (body === null || child.startIndex < body.startIndex),
  );
}
