import type { Node } from '@vscode/tree-sitter-wasm';
import type { Push } from '../metrics/push';
import { argumentsOf, type ShellSource } from './shellSource';

/** A handler that a script sets: `trap 'finish; rm "$file"' EXIT`. */
export interface Trap {
  readonly action: Node;
  /** `finally` for what runs whenever the script ends. */
  readonly inHandler: Exclude<Push['inHandler'], undefined> | undefined;
}

export function* trapsOf(source: ShellSource): Generator<Trap> {
  for (const command of source.commands) {
    source.budget.spend();
    if (command.childForFieldName('name')?.text === 'trap') {
      const [action, ...signals] = argumentsOf(command);
      if (action !== undefined) {
        yield { action, inHandler: handlerOf(signals.map(({ text }) => text)) };
      }
    }
  }
}

function handlerOf(signals: readonly string[]): Trap['inHandler'] {
  if (signals.some((signal) => /^(?:EXIT|0)$/.test(signal))) {
    return 'finally';
  }
  return signals.some((signal) => /^(?:ERR|(?:SIG)?(?:TERM|INT|HUP))$/.test(signal)) ? 'catch' : undefined;
}

/** Whether a command that fails ends the script: `set -e`, in its first line too. */
export function endsOnErrors({ text }: ShellSource): boolean {
  return /(?:^|[;\s])set\s+(?:-\w*e|-o\s+errexit|-\w+\s+-\w*e)|^#!.*\s-\w*e/m.test(text);
}
