import * as l10n from '@vscode/l10n';
import type { BashScript } from './bashScript';
import { Callers } from './callers';
import { fileMeaningRefusal } from './fileMeaning';
import { handsOnFunctions, type HandOn } from './handsOn';
import { stackDepth } from './stackDepth';
import type { TaskFunction } from './taskFunctions';
import { pseudoSignals, trapUses, withoutPrefix, type TrapUse } from './trapUse';

/** Says of the functions of one script whether they would keep their meaning behind a wrapper. */
export class MeaningGuards {
  private readonly callers: Callers;
  private readonly traps: readonly TrapUse[];
  private readonly handsOn: readonly HandOn[];
  private readonly fileRefusal: string | undefined;
  /** Whether a function asks for all that are running. */
  private readonly tellsStack: boolean;

  constructor(private readonly script: BashScript) {
    this.callers = new Callers(script);
    this.traps = trapUses(script);
    this.handsOn = handsOnFunctions(script);
    this.tellsStack = stackDepth(script.text) > 1 && script.functions.some((each) => this.callers.depthOf(each) > 2);
    this.fileRefusal = fileMeaningRefusal(script, this.callers, this.traps);
  }

  /** Why a wrapper would not keep the meaning of a function, for a person; undefined when it does. */
  refusal(target: TaskFunction): string | undefined {
    const { ownName, definition } = target;
    if (builtins.has(ownName)) {
      return l10n.t('The function takes the place of the builtin {0}, which TaskMonitor itself may use.', ownName);
    }
    if (!/^[\p{L}\d_@.:+,%/-]+$/u.test(ownName)) {
      return l10n.t('A function of that name cannot be called with certainty.');
    }
    if (definition.place === 'fixed') {
      return l10n.t(
        'The function is defined in a pipeline, a substitution or behind a here-document: give it a line of its own first.',
      );
    }
    if (!this.script.agreesOn(target)) {
      return l10n.t('The function is laid out in a way that cannot be read with certainty.');
    }
    const handsOn = this.handsOn.find(({ names }) => names === 'all' || names.has(ownName));
    if (handsOn !== undefined) {
      const line = this.script.lineNumber(handsOn.command.start);
      return l10n.t('Line {0} hands the function on to other programs, which do not have TaskMonitor.', line);
    }
    if (this.replacesShell(target)) {
      return l10n.t(
        'The function ends in exec, behind which nobody could tell how it went: use taskmonitor exec there.',
      );
    }
    if (this.exitsInTrap(target)) {
      return l10n.t('The function runs when the script exits and exits itself: nobody could tell how it went.');
    }
    return this.fileRefusal ?? this.contextRefusal(target);
  }

  private contextRefusal(target: TaskFunction): string | undefined {
    if (this.isSeenOnStack(target)) {
      return l10n.t(
        'The function, or one that it calls, reads the names of the running functions (FUNCNAME, caller): it would see others.',
      );
    }
    if (this.setsInheritedTrap(target)) {
      return l10n.t(
        'The function, or one that it calls, sets an ERR, DEBUG or RETURN trap, which would run more often.',
      );
    }
    if (this.handlesPseudoSignal(target)) {
      return l10n.t('The function is the handler of an ERR, DEBUG or RETURN trap.');
    }
    if (this.readsLastCommand(target)) {
      return l10n.t('The function begins by reading $_ or PIPESTATUS, which would hold something else.');
    }
    return undefined;
  }

  /** Whether it would see another name than its own, or make one that it calls see it. */
  private isSeenOnStack(target: TaskFunction): boolean {
    const { callers } = this;
    if (callers.depthOf(target) > 0 || callers.calleesOf(target).some((each) => callers.depthOf(each) > 1)) {
      return true;
    }
    return (
      this.tellsStack && [...callers.reachableFrom(callers.codeOf(target))].some((each) => callers.depthOf(each) > 2)
    );
  }

  private replacesShell({ definition }: TaskFunction): boolean {
    return this.script
      .commandsOf(definition)
      .some(({ words }) => withoutPrefix(words)[0] === 'exec' && words.length > 1);
  }

  private exitsInTrap(target: TaskFunction): boolean {
    const runs = this.traps.some(
      ({ action, signals }) =>
        (signals.has('EXIT') || signals.has('0')) && this.callers.namedIn(action).includes(target),
    );
    return runs && this.script.commandsOf(target.definition).some(({ words }) => withoutPrefix(words)[0] === 'exit');
  }

  private setsInheritedTrap(target: TaskFunction): boolean {
    const setters = new Set(
      this.traps
        .filter(({ signals }) => pseudoSignals.some((signal) => signals.has(signal)))
        .map(({ command }) => command.owner),
    );
    if (setters.size === 0) {
      return false;
    }
    const reached = [target, ...this.callers.reachableFrom(this.callers.codeOf(target))];
    return reached.some(({ definition }) => setters.has(definition));
  }

  private handlesPseudoSignal(target: TaskFunction): boolean {
    return this.traps.some(
      ({ action, signals }) =>
        pseudoSignals.some((signal) => signals.has(signal)) && this.callers.namedIn(action).includes(target),
    );
  }

  private readsLastCommand({ definition }: TaskFunction): boolean {
    const [first] = this.script.commandsOf(definition);
    const code = this.script.text.slice(definition.body.start, first?.end ?? definition.body.end);
    return /\$_(?!\w)|\$\{_\W|\bPIPESTATUS\b/.test(code);
  }
}

const builtins = new Set(
  `. : [ alias bg bind break builtin caller case cd command compgen complete compopt continue coproc declare dirs disown do
  done echo elif else enable esac eval exec exit export false fg fi for function getopts hash if in jobs kill let local
  mapfile popd printf pushd pwd read readarray readonly return select set shift shopt source test then time trap true type
  typeset ulimit umask unalias unset until wait while`.split(/\s+/),
);
