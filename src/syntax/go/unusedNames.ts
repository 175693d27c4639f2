import type { Node } from '@vscode/tree-sitter-wasm';
import type { GoSource } from './goSource';

/**
 * Whether taking an expression out leaves a variable or an import that nothing uses: Go does not compile that. Only
 * occurrences as words are counted, so one in a comment passes for a use.
 */
export function leavesUnused(expression: Node, source: GoSource): boolean {
  return expression.descendantsOfType('identifier').some((name) => {
    source.budget.spend();
    if (name === null) {
      return false;
    }
    const declared = source.declaredAt(name);
    if (declared === undefined) {
      return source.imports.byName.has(name.text) && !isReadBeside(name.text, source.text, expression);
    }
    const isChecked = declared.kind === 'variable' || declared.kind === 'loop';
    const { start, end } = declared.scope;
    return (
      isChecked &&
      end - start < source.text.length &&
      !isReadBeside(name.text, source.text, expression, declared.at, start, end)
    );
  });
}

function isReadBeside(
  name: string,
  text: string,
  expression: Node,
  declaredAt = -1,
  from = 0,
  to = text.length,
): boolean {
  for (let at = text.indexOf(name, from); at >= 0 && at < to; at = text.indexOf(name, at + name.length)) {
    const isWord = !/[\w"./-]/.test(text[at - 1] ?? ' ') && !/[\w"/]/.test(text[at + name.length] ?? ' ');
    // What is assigned to is not used by that, and `u "path"` is the import itself.
    const isWrite = /^(?:\s*(?:,[^\n=(){}]*)?:?=(?!=)|[ \t]+")/.test(
      text.slice(at + name.length, at + name.length + 100),
    );
    if (isWord && at !== declaredAt && !isWrite && (at < expression.startIndex || at >= expression.endIndex)) {
      return true;
    }
  }
  return false;
}
