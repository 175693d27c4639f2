import type { Node } from '@vscode/tree-sitter-wasm';
import type { Script } from './script';

/**
 * The return type that the arrow around a body has to say, too, with its colon; empty where TypeScript finds the same one by
 * itself. Of `string | void` it infers `string | undefined`, for which `noImplicitReturns` wants a value on every path.
 */
export function returnType(script: Script, node: Node): string {
  const annotation = script.isTypeScript ? node.childForFieldName('return_type') : null;
  if (annotation?.type !== 'type_annotation') {
    return '';
  }
  const type = annotation.text.replace(/^:\s*/, '');
  const isSimple = /^[\w\s.<>|&[\](),]+$/.test(type);
  return isSimple && /\bvoid\b/.test(type) && /\|/.test(type) ? `: ${type.replace(/\s+/g, ' ')}` : '';
}
