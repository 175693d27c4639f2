import type { Node } from '@vscode/tree-sitter-wasm';
import { canComplete } from '../../syntax/ecmascript/completion';
import { readPrologue } from '../../syntax/ecmascript/directives';
import type { EcmascriptFunction } from '../../syntax/ecmascript/functions';
import { ownDescendants } from '../../syntax/ecmascript/ownDescendants';
import type { Script } from './script';

/** Where a generated piece goes: on a line of its own above `line`, or between what stands on one line, at `at`. */
export type Place = { readonly kind: 'line'; readonly line: number } | { readonly kind: 'inline'; readonly at: number };

export interface BlockShape {
  readonly kind: 'block';
  /** The block with its braces. */
  readonly body: Node;
  readonly open: Place;
  readonly close: Place;
  /** The last line that moves in when `open` is a line of its own. */
  readonly lastLine: number;
  /** The `return` statements of a generator, and whether it can end without one; undefined for other functions. */
  readonly generator: { readonly returns: readonly Node[]; readonly fallsThrough: boolean } | undefined;
}

/** How a function's body can be put into a task. */
export type FunctionShape =
  | BlockShape
  /** `x => g(x)`. */
  | { readonly kind: 'expression'; readonly body: Node }
  | { readonly kind: 'stub' };

export function functionShape(script: Script, { node }: EcmascriptFunction): FunctionShape {
  const body = node.childForFieldName('body');
  if (body === null) {
    return { kind: 'stub' };
  }
  if (body.type !== 'statement_block') {
    return { kind: 'expression', body };
  }
  const { directives, rest } = readPrologue(body.namedChildren);
  const statements = rest.filter(({ type }) => type !== 'comment');
  const last = rest.at(-1);
  const lastStatement = statements.at(-1);
  if (last === undefined || lastStatement === undefined || statements.every(({ type }) => type === 'empty_statement')) {
    return { kind: 'stub' };
  }
  const { lines } = script;
  const brace = closingBrace(body);
  const closesLine = script.beginsLine(brace);
  return {
    kind: 'block',
    body,
    open: openPlace(script, directives.at(-1)?.endIndex ?? body.startIndex + 1, rest),
    close: closesLine ? { kind: 'line', line: lines.lineAt(brace) } : { kind: 'inline', at: last.endIndex },
    lastLine: lines.lineAt(last.endIndex),
    generator: isGenerator(node)
      ? { returns: ownDescendants(body, ['return_statement']), fallsThrough: canComplete(lastStatement) }
      : undefined,
  };
}

/** Behind the brace, the directives and a comment that trails them on their line. */
function openPlace(script: Script, headEnd: number, rest: readonly Node[]): Place {
  const { lines } = script;
  const headLine = lines.lineAt(headEnd);
  const trailing = rest.findIndex(
    (each) => each.type !== 'comment' || lines.lineAt(each.endIndex) !== headLine || script.lineOf(each) !== headLine,
  );
  const first = rest[trailing] ?? rest[0];
  const at = first?.startIndex ?? headEnd;
  const line = lines.lineAt(at);
  return line === headLine ? { kind: 'inline', at } : { kind: 'line', line };
}

/** Where the brace is that ends a block: in TypeScript the grammar counts a comment behind it to the block. */
export function closingBrace(block: Node): number {
  return block.children.findLast((child) => child?.type === '}')?.startIndex ?? block.endIndex - 1;
}

export function isGenerator(node: Node): boolean {
  return node.type.startsWith('generator_function') || headWords(node).has('*');
}

export function isAsync(node: Node): boolean {
  return headWords(node).has('async');
}

/** The keywords in front of a function's name and parameters: `async`, `static`, `get`, `*` …. */
export function headWords(node: Node): ReadonlySet<string> {
  const words = new Set<string>();
  for (const child of node.children) {
    if (
      child !== null &&
      child.isNamed &&
      /^(?:formal_parameters|statement_block|.*identifier|string|number)$/.test(child.type)
    ) {
      break;
    }
    if (child !== null && !child.isNamed) {
      words.add(child.type);
    }
  }
  return words;
}
