import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../text/span';
import type { SyntaxTree } from '../parsers';
import { heldValue, holderName, holderNameNode, holderTypes, nameText } from './functionName';
import { isImmediatelyInvoked } from './immediatelyInvoked';
import { withKeys } from '../functionKeys';

/** A function, method or signature that has a name. Valid as long as its tree. */
export interface EcmascriptFunction {
  /** Names of the classes, objects and functions around it and its own, in dots: `Class.method`, `outer.inner`. */
  readonly name: string;
  /** `name`, or `name#2` for the second function of that name in the file: a setter, another branch. */
  readonly key: string;
  readonly node: Node;
  /** What gives it its name when it has none of its own: the declarator, assignment, property or field. */
  readonly holder: Node | undefined;
  /** Where its name stands. */
  readonly nameSpan: Span;
  /** Whether another function holds it; a wrapper around the whole module counts as none. */
  readonly nested: boolean;
}

export const functionTypes: readonly string[] = [
  'function_declaration',
  'generator_function_declaration',
  'function_expression',
  'generator_function',
  'arrow_function',
  'method_definition',
];

const signatureTypes: readonly string[] = ['function_signature', 'method_signature', 'abstract_method_signature'];

/** What has functions and gives them its name. */
const containerTypes: readonly string[] = [
  'class_declaration',
  'abstract_class_declaration',
  'class',
  'object',
  'internal_module',
  'module',
];

export const functionSet: ReadonlySet<string> = new Set(functionTypes);
export const signatureSet: ReadonlySet<string> = new Set(signatureTypes);
export const holderSet: ReadonlySet<string> = new Set(holderTypes);
const relevantTypes = [...functionTypes, ...signatureTypes, ...containerTypes, ...holderTypes];
export const relevantSet: ReadonlySet<string> = new Set(relevantTypes);

/** Every function of the file that has a name, in the order of the text. Signatures of what is implemented are left out. */
export function listFunctions(tree: SyntaxTree): readonly EcmascriptFunction[] {
  const nodes = tree.root.descendantsOfType(relevantTypes).filter((node): node is Node => node?.isNamed === true);
  const found = namedFunctions(tree.text, nodes);
  const implemented = new Set(found.filter(({ node }) => !signatureSet.has(node.type)).map(({ name }) => name));
  return withKeys(found.filter(({ node, name }) => !signatureSet.has(node.type) || !implemented.has(name)));
}

export type Unkeyed = Omit<EcmascriptFunction, 'key'>;

interface Around {
  readonly node: Node;
  readonly end: number;
  /** Undefined for a holder. */
  readonly segment: string | undefined;
  readonly isFunction: boolean;
  /** Id of what a holder holds, read when it is first asked for. */
  heldId?: number | undefined;
}

/** @param nodes relevant ones in the order of the text, each with all relevant ones around it */
export function namedFunctions(text: string, nodes: readonly Node[]): Unkeyed[] {
  const found: Unkeyed[] = [];
  const around: Around[] = [];
  for (const node of nodes) {
    const { startIndex } = node;
    while (around.length > 0 && (around.at(-1)?.end ?? 0) <= startIndex) {
      around.pop();
    }
    const end = node.endIndex;
    if (holderSet.has(node.type)) {
      around.push({ node, end, segment: undefined, isFunction: false });
      continue;
    }
    const isFunction = functionSet.has(node.type);
    const isSignature = signatureSet.has(node.type);
    if (isSignature && node.type === 'method_signature' && node.parent?.type !== 'class_body') {
      continue;
    }
    const nested = around.some((each) => each.isFunction);
    const named = ownName(node) ?? nameFromHolder(node, around);
    const wraps = isFunction && named === undefined && !nested && isImmediatelyInvoked(text, node);
    const isMain = wraps && node.child(0)?.type === 'async';
    const segment = isMain ? 'main' : (named?.name ?? '');
    if ((isFunction || isSignature) && segment !== '') {
      const name = [...around.flatMap((each) => each.segment || []), segment].join('.');
      const nameSpan = named?.span ?? { start: startIndex, end: Math.min(end, startIndex + 'async'.length) };
      found.push({ name, node, holder: named?.holder, nameSpan, nested });
    }
    around.push({ node, end, segment, isFunction: isFunction && (!wraps || isMain) });
  }
  return found;
}

interface Named {
  readonly name: string;
  readonly span: Span;
  readonly holder?: Node;
}

function ownName(node: Node): Named | undefined {
  const own = node.type === 'arrow_function' || node.type === 'object' ? null : node.childForFieldName('name');
  const name = own === null ? '' : nameText(own);
  return own === null || name === '' ? undefined : { name, span: { start: own.startIndex, end: own.endIndex } };
}

/** The name by the innermost holder around that holds the node itself and gives a name: `const f = exports.f = …`. */
function nameFromHolder(node: Node, around: readonly Around[]): Named | undefined {
  let held = node.id;
  let innermost: Node | undefined;
  for (const each of around.toReversed()) {
    if (!holderSet.has(each.node.type)) {
      return undefined;
    }
    each.heldId ??= heldValue(each.node)?.id;
    if (each.heldId !== held) {
      return undefined;
    }
    innermost ??= each.node;
    const name = holderName(each.node);
    if (name !== '') {
      const place = holderNameNode(each.node) ?? each.node.children.find((child) => child?.type === 'default');
      const { startIndex: start, endIndex: end } = place ?? node;
      return { name, span: { start, end }, holder: innermost };
    }
    held = each.node.id;
  }
  const isExport = functionSet.has(node.type) && /\bexports$/.test(innermost?.childForFieldName('left')?.text ?? '');
  return isExport && innermost !== undefined
    ? { name: 'exports', span: { start: innermost.startIndex, end: innermost.startIndex + 1 }, holder: innermost }
    : undefined;
}
