import type { Node } from '@vscode/tree-sitter-wasm';
import type { Push } from '../metrics/push';
import type { JavaSource } from './javaSource';

type Place = Pick<Push, 'inLoop' | 'inHandler' | 'guarded' | 'inFunction'>;

const loops = /^(?:for|enhanced_for|while|do)_statement$/;

/** Where a push stands: in which method, in a loop, in what handles an error, in a `try` that catches its own. */
export function pushPlace(call: Node, source: JavaSource): Place {
  let [inLoop, guarded] = [false, false];
  let inHandler: Place['inHandler'];
  let inFunction: string | undefined;
  for (const { type, node } of source.around(call.startIndex)) {
    if (loops.test(type)) {
      inLoop ||= !isRetry(node, type);
    } else if (type === 'try_statement' || type === 'try_with_resources_statement') {
      guarded ||= inHandler === undefined && isIn(node.childForFieldName('body'), call) && catches(node);
    } else if (type === 'catch_clause') {
      inHandler ??= 'catch';
    } else if (type === 'finally_clause') {
      inHandler ??= 'finally';
    } else if (type === 'method_declaration' || type === 'constructor_declaration') {
      inFunction = node.childForFieldName('name')?.text;
      break;
    }
  }
  return { inLoop, inHandler, guarded, inFunction };
}

/** Whether a `try` catches what a push throws, an IOException, and does not throw again. */
function catches(statement: Node): boolean {
  return statement.namedChildren.some((clause) => {
    const types =
      clause?.type === 'catch_clause'
        ? (clause.namedChildren.find((each) => each?.type === 'catch_formal_parameter')?.text ?? '')
        : '';
    return (
      /\b(?:IO|UncheckedIO|Runtime)?Exception\b|\bThrowable\b/.test(types) &&
      clause?.childForFieldName('body')?.descendantsOfType('throw_statement').length === 0
    );
  });
}

/** Counts up to a small number and stops at the first success. */
function isRetry(loop: Node, type: string): boolean {
  const condition = loop.childForFieldName('condition')?.text ?? '';
  const isCounted =
    type !== 'enhanced_for_statement' &&
    /(?:<=?|>=?)\s*(?:\d{1,2}|\w*(?:retr|attempt|tries)\w*)\s*\)?$/i.test(condition);
  return isCounted && /\b(?:break|return)\b/.test(loop.childForFieldName('body')?.text ?? '');
}

function isIn(body: Node | null, call: Node): boolean {
  return body !== null && body.startIndex <= call.startIndex && call.endIndex <= body.endIndex;
}
