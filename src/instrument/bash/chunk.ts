import type { BashScript } from './bashScript';
import { trailingMarker } from './marker';
import { shellLiteral } from './shellLiteral';
import type { TextEdit } from '../../text/textEdit';

/** What says where the runtime is missing, and lets functions run as they are. */
const fallback = 'task_monitor() { task_monitor_task() { "${@:2}"; }; }';

/**
 * The lines that load the runtime, beside the script even when a link to it is run, and set the job. `command` keeps a
 * shell in POSIX mode alive when the file is missing; then, or when the runtime cannot work, tasks are run plainly.
 */
export function chunkLines(importModule: string, job: string): readonly string[] {
  const path = importModule.replace(/["$`\\]/g, String.raw`\$&`);
  return [
    `command source "$(dirname -- "$(readlink -f -- "\${BASH_SOURCE[0]:-$0}")")/${path}" ||${trailingMarker}`,
    `  ${fallback}${trailingMarker}`,
    jobLine(job),
  ];
}

export function jobLine(job: string): string {
  return `task_monitor ${shellLiteral(job)}${trailingMarker}`;
}

/**
 * Writes the chunk below the head of the script: its `#!` line, its comments and the options that it sets, so that it
 * stands above all that runs. One empty line comes with it, above where the head ends in an empty line, else below.
 */
export function chunkEdit(script: BashScript, lines: readonly string[]): TextEdit {
  const { text, lines: index } = script;
  const first = headLength(script);
  const eol = script.terminatorAt(0);
  const chunk = lines.map((line) => line + eol).join('');
  const start = first === 0 ? (text.startsWith('\uFEFF') ? 1 : 0) : index.lineStart(first);
  const isApart = first > 0 && index.lineText(first).trim() === '';
  return { start, end: start, newText: isApart ? eol + chunk : chunk + eol };
}

const blank = /^\uFEFF?[ \t]*$/;
const comment = /^\uFEFF?[ \t]*#/;

/** A line that only sets options. */
const options =
  /^[ \t]*(?:set(?:[ \t]+[-+][A-Za-z]+|[ \t]+[a-z]+)+|shopt(?:[ \t]+-[a-z]+)*(?:[ \t]+[a-z_\d]+)+)[ \t]*;?[ \t]*(?:#.*)?$/;

/** Options under which every command is printed, nothing runs, or files cannot be sourced. */
const disturbing = /[ \t]-[A-Za-z]*[xvnr]|[ \t](?:xtrace|verbose|noexec|posix|restricted_shell)\b/;

/** How many lines belong to the head. A comment right above the first command belongs to that, unless it begins the file. */
export function headLength({ lines }: BashScript): number {
  let stop = 0;
  for (; stop < lines.lineCount; stop++) {
    const line = lines.lineText(stop);
    const isHead = blank.test(line) || comment.test(line) || (options.test(line) && !disturbing.test(line));
    if (!isHead) {
      break;
    }
  }
  let end = stop;
  while (end > 0 && comment.test(lines.lineText(end - 1))) {
    end--;
  }
  end = end === 0 ? stop : end;
  while (end > 0 && blank.test(lines.lineText(end - 1))) {
    end--;
  }
  return end;
}
