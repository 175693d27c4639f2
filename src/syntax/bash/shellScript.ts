import type { Span } from '../../text/span';

/** A function definition: `f() { …; }`, `function f { …; }`, with any compound command as its body. */
export interface ShellFunction extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  /** Whether it is introduced by the word `function`. */
  readonly keyword: boolean;
  /** The compound command, without the redirections behind it, which `end` takes in. */
  readonly body: Span;
  /** The function around it. */
  readonly outer: ShellFunction | undefined;
  /**
   * What may stand between it and what precedes it: another `statement`; only a command `joined` to it by `&&`; or nothing
   * (`fixed`), as in a pipeline, in a substitution and behind a pending here-document.
   */
  readonly place: 'statement' | 'joined' | 'fixed';
}

/** A simple command. */
export interface ShellCommand extends Span {
  /** Its name and arguments as they are spelled, without assignments and redirections. */
  readonly words: readonly string[];
  /** Whether it is a statement of the script itself: in no function, compound command, list or pipeline. */
  readonly atTopLevel: boolean;
  /** Whether its output goes to `/dev/null`. */
  readonly silenced: boolean;
  /** The innermost function that holds it. */
  readonly owner: ShellFunction | undefined;
}

export interface ShellScript {
  /** In the order of the text. */
  readonly functions: readonly ShellFunction[];
  /** In the order of the text, those in command substitutions too. */
  readonly commands: readonly ShellCommand[];
  readonly comments: readonly Span[];
}

/** Where a script stops being one. */
export class ShellSyntaxError extends Error {
  override readonly name = 'ShellSyntaxError';

  constructor(readonly offset: number) {
    super(`not understood at offset ${offset}`);
  }
}
