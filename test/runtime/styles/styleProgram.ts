import type { InstrumentStyle } from '../../../src/instrument/plan';

/** A program without a line of ours. */
export interface StyleProgram {
  readonly name: string;
  readonly source: string;
  /**
   * What the gateway holds for the functions that are instrumented, in each style: `2 ok`, `ValueError 1`, `completed` for a
   * run without a verdict. Undefined where only the behaviour counts.
   */
  readonly expected: Readonly<Record<string, string>> | undefined;
  /** Functions, by style, whose meaning would not keep. */
  readonly refused?: Readonly<Partial<Record<InstrumentStyle, readonly string[]>>>;
}
