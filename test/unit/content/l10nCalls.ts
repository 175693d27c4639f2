import { readFile } from 'node:fs/promises';
import { Language, Parser } from '@vscode/tree-sitter-wasm';
import type { Node } from '@vscode/tree-sitter-wasm';
import { repoPath } from './repoPath';

/** What a source file asks to be translated: the keys of the bundle, and calls whose key cannot be known from the source. */
export interface L10nCalls {
  readonly keys: readonly string[];
  readonly unreadable: readonly string[];
}

async function readWasm(file: string): Promise<Uint8Array> {
  return readFile(repoPath(`node_modules/@vscode/tree-sitter-wasm/wasm/${file}`));
}

/** A parser of TypeScript; the caller deletes it. */
export async function typeScriptParser(): Promise<Parser> {
  const module = { wasmBinary: await readWasm('tree-sitter.wasm'), locateFile: (file: string) => file };
  await Parser.init(module);
  const parser = new Parser();
  parser.setLanguage(await Language.load(await readWasm('tree-sitter-typescript.wasm')));
  return parser;
}

/** Finds `l10n.t(…)` and `vscode.l10n.t(…)`, with a message or with `{ message, args, comment }`. */
export function l10nCalls(parser: Parser, source: string): L10nCalls {
  const tree = parser.parse(source);
  if (tree === null) {
    throw new Error('parsing was cancelled');
  }
  try {
    const keys: string[] = [];
    const unreadable: string[] = [];
    for (const call of tree.rootNode.descendantsOfType('call_expression')) {
      if (call !== null && isTranslation(call)) {
        const key = keyOf(
          call.childForFieldName('arguments')?.namedChildren.find((child) => child?.type !== 'comment'),
        );
        if (key === undefined) {
          unreadable.push(`${call.startPosition.row + 1}: ${call.text}`);
        } else {
          keys.push(key);
        }
      }
    }
    return { keys, unreadable };
  } finally {
    tree.delete();
  }
}

function isTranslation(call: Node): boolean {
  const callee = call.childForFieldName('function')?.text ?? '';
  return callee === 'l10n.t' || callee === 'vscode.l10n.t';
}

/** The bundle's key: the message, behind it `/` and the comment where there is one. */
function keyOf(argument: Node | null | undefined): string | undefined {
  if (argument?.type !== 'object') {
    return stringOf(argument);
  }
  const message = stringOf(property(argument, 'message'));
  const comment = property(argument, 'comment');
  if (message === undefined || comment === undefined) {
    return message;
  }
  const lines = comment.type === 'array' ? comment.namedChildren.map(stringOf) : [stringOf(comment)];
  return lines.includes(undefined) ? undefined : `${message}/${lines.join('')}`;
}

function property(object: Node, name: string): Node | undefined {
  const pair = object.namedChildren.find((child) => child?.childForFieldName('key')?.text === name);
  return pair?.childForFieldName('value') ?? undefined;
}

/** The value of a string literal, of a template without substitutions, of a sum of these, or of a list of these that is joined. */
function stringOf(node: Node | null | undefined): string | undefined {
  switch (node?.type) {
    case 'string':
    case 'template_string': {
      const parts = node.namedChildren.map((part) =>
        part?.type === 'escape_sequence' ? unescaped(part.text) : part?.text,
      );
      return node.namedChildren.some((part) => part?.type === 'template_substitution') ? undefined : parts.join('');
    }
    case 'binary_expression': {
      const left = stringOf(node.childForFieldName('left'));
      const right = stringOf(node.childForFieldName('right'));
      const isSum = node.childForFieldName('operator')?.text === '+';
      return isSum && left !== undefined && right !== undefined ? left + right : undefined;
    }
    case 'call_expression':
      return joined(node);
    case 'parenthesized_expression':
      return stringOf(node.namedChildren[0]);
    default:
      return undefined;
  }
}

/** `[…].join('…')` */
function joined(call: Node): string | undefined {
  const callee = call.childForFieldName('function');
  const list = callee?.childForFieldName('object');
  if (list?.type !== 'array' || callee?.childForFieldName('property')?.text !== 'join') {
    return undefined;
  }
  const parts = list.namedChildren.map(stringOf);
  const separator = stringOf(call.childForFieldName('arguments')?.namedChildren[0]);
  return separator === undefined || parts.includes(undefined) ? undefined : parts.join(separator);
}

function unescaped(sequence: string): string {
  const plain = '\\\'"`$';
  if (plain.includes(sequence.charAt(1))) {
    return sequence.slice(1);
  }
  const decoded: string = JSON.parse(`"${sequence}"`);
  return decoded;
}
