import type { Node } from '@vscode/tree-sitter-wasm';
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
