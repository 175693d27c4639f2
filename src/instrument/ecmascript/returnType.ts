import type { Node } from '@vscode/tree-sitter-wasm';
import { ownDescendants } from '../../syntax/ecmascript/ownDescendants';
import type { Script } from './script';

/**
 * The return type that the arrow around a body has to say, too, with its colon; empty where TypeScript finds the same one by
 * itself. Of `string | void` it infers `string | undefined`, for which `noImplicitReturns` wants a value on every path; and
 * of several returns the plain ones decide, so that functions in the others lose the types of their parameters.
 */
export function returnType(script: Script, node: Node): string {
  const annotation = script.isTypeScript ? node.childForFieldName('return_type') : null;
  if (annotation?.type !== 'type_annotation') {
    return '';
  }
  const type = annotation.text.replace(/^:\s*/, '');
  const isSimple = /^[\w\s.<>|&[\](),]+$/.test(type);
  const isNeeded = (/\bvoid\b/.test(type) && /\|/.test(type)) || givesUntypedFunctions(node);
  return isSimple && isNeeded ? `: ${type.replace(/\s+/g, ' ')}` : '';
}

/** Whether one of several returns holds a function whose parameters get their types from what is returned. */
function givesUntypedFunctions(node: Node): boolean {
  const body = node.childForFieldName('body');
  const returns = body === null ? [] : ownDescendants(body, ['return_statement']);
  return returns.length > 1 && returns.some(holdsUntypedFunction);
}

function holdsUntypedFunction(statement: Node): boolean {
  return statement
    .descendantsOfType(['arrow_function', 'function_expression', 'method_definition'])
    .some((each) => each !== null && hasUntypedParameter(each));
}

function hasUntypedParameter(node: Node): boolean {
  const parameters = node.childForFieldName('parameters')?.namedChildren ?? [];
  return (
    node.childForFieldName('parameter') !== null ||
    parameters.some((each) => each?.type === 'required_parameter' && each.childForFieldName('type') === null)
  );
}
