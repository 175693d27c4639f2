import type { Node } from '@vscode/tree-sitter-wasm';
import type { SyntaxTree } from '../parsers';
import { heldValue } from './functionName';
import {
  functionSet,
  holderSet,
  listFunctions,
  namedFunctions,
  relevantSet,
  signatureSet,
  type EcmascriptFunction,
  type Unkeyed,
} from './functions';

/**
 * The innermost function with a name whose definition holds `offset`: decorators and the `const f =` before it included.
 * Walks up from the caret instead of through the file: it is asked at every move of it.
 */
export function functionAround(tree: SyntaxTree, offset: number): EcmascriptFunction | undefined {
  const chain: Node[] = [];
  for (let node = tree.root.descendantForIndex(offset); node !== null; node = node.parent) {
    if (chain.length === 0) {
      chain.push(...definedBy(node));
    }
    if (relevantSet.has(node.type) && node.isNamed) {
      chain.unshift(node);
    }
  }
  const unique = chain.filter((node, index) => chain.findIndex(({ id }) => id === node.id) === index);
  const innermost = namedFunctions(tree.text, unique).at(-1);
  if (innermost === undefined) {
    return undefined;
  }
  if (signatureSet.has(innermost.node.type) || mayHaveNamesakes(tree.text, innermost)) {
    const all = listFunctions(tree);
    return all.find(({ node }) => node.id === innermost.node.id) ?? all.find(({ name }) => name === innermost.name);
  }
  return { ...innermost, key: innermost.name };
}

/** The function that a node around the caret defines, with the holders between, when the caret is in front of it. */
function definedBy(node: Node): readonly Node[] {
  switch (node.type) {
    case 'lexical_declaration':
    case 'variable_declaration': {
      const declarators = node.namedChildren.filter((child) => child?.type === 'variable_declarator');
      return declarators.length === 1 && declarators[0] ? definedBy(declarators[0]) : [];
    }
    case 'expression_statement': {
      const expression = node.firstNamedChild;
      return expression?.type === 'assignment_expression' ? definedBy(expression) : [];
    }
    case 'export_statement': {
      const declaration = node.childForFieldName('declaration');
      const inner = declaration === null ? [] : definedBy(declaration);
      return declaration === null ? [node, ...heldFunction(node)] : [node, ...inner];
    }
    case 'decorator': {
      const next = node.parent?.type === 'class_body' ? afterDecorators(node) : null;
      return next === null ? [] : definedBy(next);
    }
    default:
      if (functionSet.has(node.type) || signatureSet.has(node.type)) {
        return [node];
      }
      return holderSet.has(node.type) ? [node, ...heldFunction(node)] : [];
  }
}

function heldFunction(holder: Node): readonly Node[] {
  const value = heldValue(holder);
  if (value === null) {
    return [];
  }
  return holderSet.has(value.type) ? [value, ...heldFunction(value)] : functionSet.has(value.type) ? [value] : [];
}

function afterDecorators(decorator: Node): Node | null {
  let next = decorator.nextNamedSibling;
  while (next?.type === 'decorator' || next?.type === 'comment') {
    next = next.nextNamedSibling;
  }
  return next;
}

/** Whether another function of the file may have the same name; when in doubt, it may. */
function mayHaveNamesakes(text: string, { name }: Unkeyed): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  if (!/^[\w$]+$/.test(last) || last === 'main' || last === 'default') {
    return true;
  }
  const escaped = last.replaceAll('$', '\\$');
  const definition = new RegExp(
    `(?:function[\\s*]*\\b|[^\\w$])${escaped}(?:['"\\]]?\\s*(?:[:=!?]|satisfies)|\\s*(?:<[^()]*>)?\\([^)]*\\)\\s*[:{])`,
    'gu',
  );
  return [...text.matchAll(definition)].length > 1;
}
