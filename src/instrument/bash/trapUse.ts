import type { ShellCommand } from '../../syntax/bash/shellScript';
import type { BashScript } from './bashScript';
import { codeWithout } from './codeText';
import { literalValue } from './shellLiteral';

/** A `trap` that sets an action, or takes one away (`-`). */
export interface TrapUse {
  readonly command: ShellCommand;
  /** What it runs, as it is spelled. */
  readonly action: string;
  /** Without `SIG`, in capitals. A signal in a variable counts as each of the pseudo-signals that the script names. */
  readonly signals: ReadonlySet<string>;
}

/** Signals that bash itself raises about the commands that it runs. */
export const pseudoSignals = ['ERR', 'DEBUG', 'RETURN'] as const;

export function trapUses(script: BashScript): readonly TrapUse[] {
  if (!/\btrap\b/.test(script.text)) {
    return [];
  }
  const code = codeWithout(script.text, script.shell.comments);
  const named = pseudoSignals.filter((signal) => new RegExp(`\\b(?:SIG)?${signal}\\b`, 'i').test(code));
  return script.shell.commands.flatMap((command): TrapUse[] => {
    const [name, ...all] = withoutPrefix(command.words);
    const args = all[0] === '--' ? all.slice(1) : all;
    if (name !== 'trap' || args.length === 0 || /^-./.test(args[0] ?? '')) {
      return [];
    }
    const [action = '-', ...signals] = args.length === 1 ? ['-', ...args] : args;
    return [{ command, action, signals: new Set(signals.flatMap((signal) => signalNames(signal, named))) }];
  });
}

/** The words of a command without the builtins that only run another one. */
export function withoutPrefix(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => word !== 'command' && word !== 'builtin');
  return first < 0 ? [] : words.slice(first);
}

function signalNames(word: string, named: readonly string[]): readonly string[] {
  return /[$`]/.test(word) ? named : [literalValue(word).toUpperCase().replace(/^SIG/, '')];
}
