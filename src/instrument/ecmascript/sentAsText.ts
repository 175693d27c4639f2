import type { Node } from '@vscode/tree-sitter-wasm';
import { functionTypes, type EcmascriptFunction } from '../../syntax/ecmascript/functions';
import { bindsName, occurrencesOf } from '../../syntax/ecmascript/names';
import type { Script } from './script';

/** Methods that take the text of a function and run it where a monitor does not exist: Playwright's, Selenium's, MongoDB's. */
const methods =
  /^(?:evaluate|evaluateAll|evaluateHandle|evaluateOnNewDocument|\$eval|\$\$eval|addInitScript|waitForFunction|executeScript|executeAsyncScript|mapReduce|\$where|toString)$/;

const call = String.raw`(?:\b(?:evaluate\w*|addInitScript|waitForFunction|execute(?:Async)?Script|mapReduce)|\$\$?eval|\$where)\(\s*`;
const sendsFunction = new RegExp(String.raw`${call}(?:async\b|function\b|\(|[\w$]+\s*=>)`);
const sendsName = new RegExp(String.raw`${call}([\w$]+)|([\w$]+)\.toString\(|\$\{([\w$]+)\}`, 'g');

/** What a file may send elsewhere, by its text alone: looked up once, since files are long and functions many. */
export interface SentText {
  readonly names: ReadonlySet<string>;
  readonly functions: boolean;
}

export function readSentText(text: string): SentText {
  const names = [...text.matchAll(sendsName)].map(([, passed, asked, filledIn]) => passed ?? asked ?? filledIn ?? '');
  return { names: new Set(names), functions: sendsFunction.test(text) };
}

/** Where the text of a function, or of one around it, is sent elsewhere; undefined when it is not. */
export function sentAsText(script: Script, { node, name, holder }: EcmascriptFunction): Node | undefined {
  const { names, functions } = script.sentText;
  for (let each: Node | null = functions ? node : null; each !== null; each = each.parent) {
    const sending = functionTypes.includes(each.type) ? sendingCall(each) : undefined;
    if (sending !== undefined) {
      return sending;
    }
  }
  const own = name.slice(name.lastIndexOf('.') + 1);
  const isVariable = node.type.endsWith('function_declaration') || holder?.type === 'variable_declarator';
  if (!names.has(own) || !isVariable) {
    return undefined;
  }
  const places = occurrencesOf(script.tree, own).filter(({ kind }) => kind === 'name');
  // Of several variables by one name it may be any.
  const isOnly = places.filter((place) => bindsName(place.node)).length === 1;
  return places.find((place) => isOnly && (sendingCall(place.node) !== undefined || isRead(place.node)))?.node;
}

/** The call of such a method that an expression is passed to. */
function sendingCall(expression: Node): Node | undefined {
  const caller = expression.parent?.type === 'arguments' ? expression.parent.parent : null;
  const callee = caller?.childForFieldName('function');
  const method = callee?.type === 'member_expression' ? callee.childForFieldName('property')?.text : undefined;
  return caller !== null && method !== undefined && methods.test(method) ? caller : undefined;
}

/** `f.toString()` and `${f}`. */
function isRead({ parent, id }: Node): boolean {
  const isObject = parent?.type === 'member_expression' && parent.childForFieldName('object')?.id === id;
  return (
    parent?.type === 'template_substitution' || (isObject && parent.childForFieldName('property')?.text === 'toString')
  );
}
