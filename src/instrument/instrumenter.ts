import type { SyntaxTree } from '../syntax/parsers';
import type { Span } from '../text/span';
import type { FunctionState, StatementsState } from './functionState';
import type { InstrumentPlan, InstrumentRequest, InstrumentStyle, UninstrumentPlan, UninstrumentRequest } from './plan';
import type { FilePort, RuntimeModule } from './runtimeModule';

/** Makes the functions of one language report as tasks. */
export interface Instrumenter {
  /** The usual one first. */
  readonly styles: readonly InstrumentStyle[];
  /** Plans the edits that make functions report. Nothing is half done: a function is, or is not. */
  planInstrument(tree: SyntaxTree, request: InstrumentRequest): InstrumentPlan;
  /**
   * Plans to take out what `planInstrument` put in, and only that: with the last task the monitor and its import go, too.
   * Without edits by the user in between the text is what it was, byte by byte.
   */
  planUninstrument(tree: SyntaxTree, request: UninstrumentRequest): UninstrumentPlan;
  /** All functions of the file, in the order of the text. */
  functionStates(tree: SyntaxTree): readonly FunctionState[];
  /** The innermost function whose decorators, header or body hold `offset`. Reads that function alone. */
  functionAt(tree: SyntaxTree, offset: number): FunctionState | undefined;
  /** The statements of one block that a selection touches, or the block that runs a script; undefined for none. */
  statementsAt(tree: SyntaxTree, selection: Span): StatementsState | undefined;
  /**
   * Finds the runtime module that a script can import, or the place for a new one. The tree is read at once, the files
   * when the answer is called.
   * @param path absolute path of the script
   */
  runtimeOf(tree: SyntaxTree, path: string): (files: FilePort) => Promise<RuntimeModule>;
}
