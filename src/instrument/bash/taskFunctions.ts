import type { ShellFunction, ShellScript } from '../../syntax/bash/shellScript';
import type { Span } from '../../text/span';
import { withKeys } from '../../syntax/functionKeys';

/** A function of a script, its wrapper aside. */
export interface TaskFunction {
  /** Dotted: `main`, `outer.inner`. */
  readonly name: string;
  /** The name; followed by `#2` and so on where several functions have it. */
  readonly key: string;
  /** The name that callers use. */
  readonly ownName: string;
  /** Which one it is, from 1, of those that callers use by that name. */
  readonly ordinal: number;
  /** Whether another function holds it. */
  readonly nested: boolean;
  /** The user's own definition; behind a wrapper it goes by another name. */
  readonly definition: ShellFunction;
  readonly wrapper: Wrapper | undefined;
}

/** `load() { task_monitor_task 'etl.load' load__task "$@"; } # taskmonitor`. */
export interface Wrapper {
  readonly definition: ShellFunction;
  /** The command or function that it runs. */
  readonly runs: string;
  /** The wrapper with its marker, up to the code of the line below. */
  readonly span: Span;
}

/** What our own names begin with: no function of the user's. */
const ownNames = /^_?task_monitor/;

/** The functions of a script, those that are instrumented under the names that they had before. */
export function taskFunctions(text: string, script: ShellScript): readonly TaskFunction[] {
  const wrappers = new Map<ShellFunction, Wrapper>();
  for (const [index, definition] of script.functions.entries()) {
    const wrapper = readWrapper(text, definition);
    const target = script.functions[index + 1];
    if (wrapper !== undefined && target?.name === wrapper.runs && isRightBelow(text, wrapper, target)) {
      wrappers.set(target, wrapper);
    }
  }
  const hidden = new Set([...wrappers.values()].map(({ definition }) => definition));
  const names = new Map<ShellFunction, string>();
  const ordinals = new Map<string, number>();
  const found: Omit<TaskFunction, 'key'>[] = [];
  for (const definition of script.functions) {
    if (hidden.has(definition) || ownNames.test(definition.name)) {
      continue;
    }
    const wrapper = wrappers.get(definition);
    const { outer } = definition;
    const ownName = wrapper?.definition.name ?? definition.name;
    const name = outer === undefined ? ownName : `${names.get(outer) ?? outer.name}.${ownName}`;
    names.set(definition, name);
    const ordinal = (ordinals.get(ownName) ?? 0) + 1;
    ordinals.set(ownName, ordinal);
    found.push({ name, ownName, ordinal, nested: outer !== undefined, definition, wrapper });
  }
  return withKeys(found);
}

/** Reads a definition that is ours: its one command, and the marker behind it. */
function readWrapper(text: string, definition: ShellFunction): Wrapper | undefined {
  const body = text.slice(definition.body.start, definition.end);
  const [, runs] = /^\{\s*task_monitor_task\s+'(?:[^']|'\\'')*'\s+(\S+)\s+"\$@";?\s*\}$/.exec(body) ?? [];
  const below = /^[ \t]*(?:&&[ \t]*)?#[ \t]*taskmonitor[ \t]*\r?\n[ \t]*/.exec(text.slice(definition.end));
  if (runs === undefined || below === null) {
    return undefined;
  }
  return { definition, runs, span: { start: definition.start, end: definition.end + below[0].length } };
}

/** Whether nothing but comments and empty lines stands between a wrapper and the function that it runs. */
function isRightBelow(text: string, { span, definition }: Wrapper, target: ShellFunction): boolean {
  return definition.outer === target.outer && /^(?:\s|#[^\n]*(?=\n))*$/.test(text.slice(span.end, target.start));
}
