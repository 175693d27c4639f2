import type { ShellFunction } from '../../syntax/bash/shellScript';
import type { TextEdit } from '../../text/textEdit';
import type { BashScript } from './bashScript';
import { headLength } from './chunk';
import { trailingMarker } from './marker';
import { shellLiteral } from './shellLiteral';
import type { TaskFunction } from './taskFunctions';

/**
 * Puts a function of the same name above a function, which runs it as a task under a new name. Nothing but the name
 * changes in the user's own lines.
 */
export function wrapEdits(
  script: BashScript,
  { definition }: TaskFunction,
  taskName: string,
  newName: string,
): readonly TextEdit[] {
  const { start, nameSpan, name, keyword, place } = definition;
  const header = keyword ? `function ${name}` : `${name}()`;
  // Both are defined, or neither; and what stands behind finds the same status.
  const joint = place === 'joined' ? ' &&' : '';
  const lineEnd = script.terminatorAt(start) + script.indentAt(start);
  const wrapper = `${header} { task_monitor_task ${shellLiteral(taskName)} ${newName} "$@"; }${joint}${trailingMarker}${lineEnd}`;
  const at = aboveDirectives(script, definition);
  return at === start
    ? [{ start, end: nameSpan.end, newText: wrapper + script.text.slice(start, nameSpan.start) + newName }]
    : [
        { start: at, end: at, newText: wrapper },
        { ...nameSpan, newText: newName },
      ];
}

/** Where a definition begins, with the directives to ShellCheck right above it: they hold for what comes next. */
function aboveDirectives(script: BashScript, { start, place }: ShellFunction): number {
  const { lines } = script;
  const line = lines.lineAt(start);
  let first = line;
  const head = headLength(script);
  while (first > head && /^[ \t]*#[ \t]*shellcheck[ \t]/.test(lines.lineText(first - 1))) {
    first--;
  }
  const isAlone = script.text.slice(lines.lineStart(line), start).trim() === '';
  const indent = script.indentAt(lines.lineStart(first));
  return first < line && isAlone && place === 'statement' && indent === script.indentAt(start)
    ? lines.lineStart(first) + indent.length
    : start;
}

/** A name for a function behind its wrapper that the file does not hold. */
export function freeFunctionName({ text }: BashScript, { ownName, ordinal }: TaskFunction): string {
  const suffix = ordinal === 1 ? '' : `_${ordinal}`;
  for (let underscores = '__'; ; underscores += '_') {
    const name = `${ownName}${underscores}task${suffix}`;
    if (!holdsWord(text, name)) {
      return name;
    }
  }
}

/** Whether a text holds a name as a word of its own. */
export function holdsWord(text: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\p{L}\d_])${escaped}(?![\p{L}\d_])`, 'u').test(text);
}
