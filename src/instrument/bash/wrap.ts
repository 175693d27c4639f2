import type { TextEdit } from '../../text/textEdit';
import type { BashScript } from './bashScript';
import { trailingMarker } from './marker';
import { shellLiteral } from './shellLiteral';
import type { TaskFunction } from './taskFunctions';

/**
 * Puts a function of the same name above a function, which runs it as a task under a new name. Nothing but the name
 * changes in the user's own lines.
 */
export function wrapEdit(
  script: BashScript,
  { definition }: TaskFunction,
  taskName: string,
  newName: string,
): TextEdit {
  const { start, nameSpan, name, keyword, place } = definition;
  const header = keyword ? `function ${name}` : `${name}()`;
  const wrapper = `${header} { task_monitor_task ${shellLiteral(taskName)} ${newName} "$@"; }`;
  // Both are defined, or neither; and what stands behind finds the same status.
  const joint = place === 'joined' ? ' &&' : '';
  const lineEnd = script.terminatorAt(start) + script.indentAt(start);
  const ownHeader = script.text.slice(start, nameSpan.start) + newName;
  return { start, end: nameSpan.end, newText: wrapper + joint + trailingMarker + lineEnd + ownHeader };
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
