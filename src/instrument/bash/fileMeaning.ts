import * as l10n from '@vscode/l10n';
import type { ShellCommand } from '../../syntax/bash/shellScript';
import type { BashScript } from './bashScript';
import type { Callers } from './callers';
import { codeWithout } from './codeText';
import { stackDepth } from './stackDepth';
import { pseudoSignals, withoutPrefix, type TrapUse } from './trapUse';

/** Why no function of a script would keep its meaning behind a wrapper, for a person; undefined when they may. */
export function fileMeaningRefusal(
  script: BashScript,
  callers: Callers,
  traps: readonly TrapUse[],
): string | undefined {
  const inherited = inheritedTrap(script, traps);
  if (inherited !== undefined) {
    return l10n.t(
      'Functions inherit the trap on line {0} and would run it more often: run the script as a whole with taskmonitor exec.',
      script.lineNumber(inherited.command.start),
    );
  }
  const children = traps.find(({ signals }) => signals.has('CHLD') || signals.has('CLD'));
  if (children !== undefined) {
    return l10n.t(
      'The trap on line {0} runs whenever a program ends, those that TaskMonitor starts among them: run the script as a whole with taskmonitor exec.',
      script.lineNumber(children.command.start),
    );
  }
  const telling = traps.find((trap) => tellsPlace(trap, callers));
  if (telling !== undefined) {
    return l10n.t(
      'The trap on line {0} tells where the script is, and would tell of TaskMonitor: run the script as a whole with taskmonitor exec.',
      script.lineNumber(telling.command.start),
    );
  }
  const lister = script.shell.commands.find(listsFunctions);
  if (lister !== undefined) {
    return l10n.t(
      'Line {0} lists the functions of the script, and would find more of them.',
      script.lineNumber(lister.start),
    );
  }
  const counter = script.shell.commands.find(countsLines);
  if (counter !== undefined) {
    return l10n.t('Line {0} reads the script by the numbers of its lines.', script.lineNumber(counter.start));
  }
  if (exportsAll(script)) {
    return l10n.t('The script exports its functions to other programs (set -a), which do not have TaskMonitor.');
  }
  if (setsOption(script, 'k', 'keyword')) {
    return l10n.t('The script takes arguments for assignments (set -k), those inside TaskMonitor among them.');
  }
  return /\bFUNCNEST=/.test(codeWithout(script.text, script.shell.comments))
    ? l10n.t('The script bounds how deep functions nest (FUNCNEST).')
    : undefined;
}

function inheritedTrap(script: BashScript, traps: readonly TrapUse[]): TrapUse | undefined {
  const debugs = script.shell.commands.some(({ words }) => words[0] === 'shopt' && words.includes('extdebug'));
  const errors = debugs || setsOption(script, 'E', 'errtrace');
  const functions = debugs || setsOption(script, 'T', 'functrace');
  return traps.find(
    ({ signals }) => (errors && signals.has('ERR')) || (functions && (signals.has('DEBUG') || signals.has('RETURN'))),
  );
}

/** Whether `set`, or the `#!` line, switches an option on. */
function setsOption(script: BashScript, letter: string, name: string): boolean {
  const shebang = /^\uFEFF?#!([^\r\n]*)/.exec(script.text)?.[1] ?? '';
  const lines = script.shell.commands.map(({ words }) => withoutPrefix(words)).filter(([first]) => first === 'set');
  return [shebang.split(/[ \t]+/), ...lines].some((words) =>
    words.some(
      (word, index) =>
        (/^-[A-Za-z]+$/.test(word) && word.includes(letter)) ||
        (word === name && /^-\w*o$/.test(words[index - 1] ?? '')),
    ),
  );
}

/**
 * Whether the action of a trap reads what a wrapper changes: the command, or the functions, that were running. A DEBUG trap
 * runs in no function here.
 */
function tellsPlace({ action, signals }: TrapUse, callers: Callers): boolean {
  if ([...signals].every((signal) => signal === pseudoSignals[1])) {
    return false;
  }
  if (stackDepth(action) > 0 || /\bBASH_COMMAND\b/.test(action)) {
    return true;
  }
  if (callers.namedIn(action).some((each) => callers.depthOf(each) > 1)) {
    return true;
  }
  return [...callers.reachableFrom(action)].some(
    (each) => callers.depthOf(each) > 2 || /\bBASH_COMMAND\b/.test(callers.codeOf(each)),
  );
}

function listsFunctions({ words }: ShellCommand): boolean {
  const [name, ...args] = withoutPrefix(words);
  const options = args.filter((word) => /^-\w/.test(word)).join('');
  const hasOperand = args.some((word) => !/^[-+]/.test(word));
  switch (name) {
    case 'declare':
    case 'typeset':
      return /[fF]/.test(options) && !hasOperand;
    case 'compgen':
      return /-A\s*["']?func/.test(words.join(' '));
    case 'set':
      return args.length === 0;
    default:
      return false;
  }
}

/** `tail -n +42 "$0"`: what stands behind the code of a script is found by where it begins. */
function countsLines({ words }: ShellCommand): boolean {
  const [name = '', ...args] = withoutPrefix(words);
  const counts: Readonly<Record<string, RegExp>> = {
    tail: /\+/,
    dd: /\bskip=/,
    sed: /[\d}]\s*d|,\s*\$/,
    awk: /\bNR\b/,
  };
  const isCount = counts[name];
  return (
    isCount !== undefined &&
    args.some((word) => /\$(?:0|\{0\}|BASH_SOURCE\b|\{BASH_SOURCE)/.test(word)) &&
    args.some((word) => isCount.test(word))
  );
}

function exportsAll(script: BashScript): boolean {
  const isOff = script.shell.commands.some(
    ({ words }) => words[0] === 'set' && (words.some((word) => /^\+\w*a/.test(word)) || words.includes('+o')),
  );
  return setsOption(script, 'a', 'allexport') && !isOff;
}
