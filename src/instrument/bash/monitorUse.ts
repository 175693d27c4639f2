import type { ShellCommand } from '../../syntax/bash/shellScript';
import type { BashScript } from './bashScript';
import { literalValue } from './shellLiteral';
import { withoutPrefix } from './trapUse';

/** What a script does with TaskMonitor outside its functions already. */
export interface MonitorUse {
  /** `source …/monitoring.sh`. */
  readonly source: ShellCommand | undefined;
  /** `task_monitor 'etl'`. */
  readonly job: ShellCommand | undefined;
}

/** @param importModule the runtime's file as the script names it; a file of that name is taken for it */
export function readMonitorUse(script: BashScript, importModule: string): MonitorUse {
  const fileName = importModule.replace(/^.*\//, '');
  const outside = script.shell.commands.filter(({ owner }) => owner === undefined);
  return {
    source: outside.find((command) => sourcedFile(command)?.replace(/^.*\//, '') === fileName),
    job: outside.find(({ words }) => words[0] === 'task_monitor' && words.length > 1),
  };
}

/** The job that a `task_monitor` sets: what was written, or the source of the expression that gives it. */
export function jobOf({ words }: ShellCommand): string {
  return literalValue(words[1] ?? '');
}

/** The end of the path that a `source` names, behind what is computed: `/lib/monitoring.sh` of `"$here/lib/monitoring.sh"`. */
export function sourcedFile(command: ShellCommand): string | undefined {
  const [name, first, second] = withoutPrefix(command.words);
  const file = first === '--' ? second : first;
  if ((name !== 'source' && name !== '.') || file === undefined) {
    return undefined;
  }
  const plain = file.replace(/["']/g, '');
  return /(?:^|[)}`]|\$\w+)([^$`(){}]*)$/.exec(plain)?.[1];
}
