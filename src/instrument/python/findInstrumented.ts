import type { Node } from '@vscode/tree-sitter-wasm';
import { namedChildren } from '../../syntax/namedChildren';
import { isDocstring } from '../../syntax/python/docstring';
import type { Script } from './script';
import type { PythonStyle } from './styles/pythonStyle';
import { pythonStyles } from './styles/pythonStyles';

/** What `instrument` wrote for one task. */
export interface Found {
  readonly style: PythonStyle;
  readonly node: Node;
}

/** What carries our marker in `scope` (a function with its decorators, or the module) itself, not in those inside it. */
export function findInstrumented(script: Script, scope: Node): readonly Found[] {
  const { source } = script;
  const definition = scope.parent?.type === 'decorated_definition' ? scope.parent : scope;
  const end = source.line(source.lineAt(definition.endIndex)).end;
  if (!/#[ \t]*taskmonitor[ \t]*$/m.test(script.text.slice(definition.startIndex, end))) {
    return [];
  }
  return pythonStyles.flatMap((style) => style.find(script, scope).map((node) => ({ style, node })));
}

/** Whether what was found is all that a function does. */
export function isWholeFunction(script: Script, { style, node }: Found): boolean {
  const block = node.parent;
  return (
    style.countsResult ||
    (block?.parent?.type === 'function_definition' &&
      namedChildren(block).every(
        (each) => each.id === node.id || isDocstring(each) || script.isMarkedLine(script.lineOf(each)),
      ))
  );
}

/** Whether it is a task of some statements of a function, beside which the function may have one of its own. */
export function isTaskOfStatements(script: Script, found: Found): boolean {
  const { node } = found;
  const isDirect = node.parent?.parent?.type === 'function_definition';
  const isNamedSo = /\.(?:task|record_success)\(\s*["'][^"'\n]*\bstatements(?:_\d+)?["']/.test(ownLines(node));
  return !isWholeFunction(script, found) && (!isDirect || isNamedSo);
}

/** What `instrument` wrote around the body, which is left out. */
function ownLines(node: Node): string {
  const body = node.childForFieldName('body');
  const text = node.text;
  return body === null
    ? text
    : text.slice(0, body.startIndex - node.startIndex) + text.slice(body.endIndex - node.startIndex);
}
