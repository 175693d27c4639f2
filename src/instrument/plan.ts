import type { Span } from '../text/span';
import type { TextEdit } from '../text/textEdit';

/**
 * How a task is written around a body: `with monitor.task(…):`, `@monitor.task(…)`, or the explicit `record_success` and
 * `record_failure`. A language other than Python has one form, which goes by the name of `with`.
 */
export type InstrumentStyle = 'with' | 'decorator' | 'try';

/**
 * Functions by their dotted names (`main`, `Class.method`, `outer.inner`) or by their keys, which tell functions of one
 * name apart (`Class.size#2`); or the statements of one block that a span of the text touches, an empty span being a caret in
 * the block that runs the script.
 */
export type Targets = readonly string[] | { readonly statements: Span };

export interface InstrumentRequest {
  /** `'all'` is every function and method that is not inside another function and has a body. */
  readonly targets: Targets | 'all';
  /** Path of the script, for names only; either separator. */
  readonly path: string;
  /** Where the script can import the runtime from, as `RuntimeModule.importModule` has it. */
  readonly importModule: string;
  /** `with` by default. */
  readonly style?: InstrumentStyle;
  /** Whether the number of records is written, too, where the function shows one. */
  readonly records?: boolean;
  /** Job of a new monitor; the script's name by default. */
  readonly job?: string;
  /** Task of every target; made from `taskTemplate` by default. */
  readonly task?: string;
  /** For `taskName`; its default by default. */
  readonly taskTemplate?: string;
}

/** `functionName` is the function's key. It is empty for statements, and in a refusal that concerns the whole file. */
export type FunctionOutcome =
  | {
      readonly kind: 'instrumented';
      readonly functionName: string;
      readonly taskName: string;
      /** The job of the monitor that is used: what was written, or the source of the expression that gives it. */
      readonly jobName: string;
      /** The source of the number of records that was written. */
      readonly records?: string;
    }
  /** Runs as a task already. */
  | { readonly kind: 'unchanged'; readonly functionName: string }
  | { readonly kind: 'refused'; readonly functionName: string; readonly reason: string };

export interface InstrumentPlan {
  /** For `applyEdits`; empty when no function is instrumented. */
  readonly edits: readonly TextEdit[];
  readonly outcomes: readonly FunctionOutcome[];
  /**
   * Whether the instrumented script imports the runtime itself, which then has to be there; not with a monitor that
   * another module makes.
   */
  readonly importsRuntime: boolean;
}

export interface UninstrumentRequest {
  /** As for `InstrumentRequest`; `'all'` is every function that carries our marker, those inside others too. */
  readonly targets: Targets | 'all';
}

/** `functionName` is the function's key. It is empty for statements, and in a refusal that concerns the whole file. */
export type UninstrumentOutcome =
  | { readonly kind: 'removed'; readonly functionName: string }
  /** Carries no marker of ours. */
  | { readonly kind: 'unchanged'; readonly functionName: string }
  | { readonly kind: 'refused'; readonly functionName: string; readonly reason: string };

export interface UninstrumentPlan {
  /** For `applyEdits`. */
  readonly edits: readonly TextEdit[];
  readonly outcomes: readonly UninstrumentOutcome[];
}
