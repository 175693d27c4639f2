import type { Node } from '@vscode/tree-sitter-wasm';
import type { PythonFunction } from '../../../syntax/python/functions';
import type { Span } from '../../../text/span';
import type { InstrumentStyle } from '../../plan';
import type { BodyShape } from '../functionShape';
import type { OutdentEdits } from '../indentEdits';
import type { Script } from '../script';
import type { Place, Wrapping } from './wrapping';

/** What the lines of a task name that is not theirs. */
export interface TaskNames {
  readonly monitor: string;
  /** The task, as a Python literal. */
  readonly task: string;
  /** The name of the module `time`, which is imported when it is asked for. */
  readonly time: () => string;
  readonly records: Records | undefined;
}

/** How the number of records is written: by lines in the body, or by a function that makes it of the result. */
export type Records = 'lines' | 'len' | 'int';

/** One way to make a function report as a task. */
export interface PythonStyle {
  readonly style: InstrumentStyle;
  /** Why it cannot be written for this function, for a person; undefined when it can. Reads the function alone. */
  refusal(script: Script, target: PythonFunction, shape: BodyShape): string | undefined;
  /** Whether it asks the result for the number of records; otherwise lines in the body note it. */
  readonly countsResult: boolean;
  /** The scope in which the task's line looks up the monitor: the function itself, or what stands around it. */
  scopeOf(target: PythonFunction): Node;
  /** The lines for a function that is not refused. */
  wrap(script: Script, target: PythonFunction, shape: BodyShape, names: TaskNames): StyleWrap;
  /** What `instrument` wrote in this style into `scope` (a function, or the module) itself, not into those inside it. */
  find(script: Script, scope: Node): readonly Node[];
  /** Plans to take away what `find` found. */
  planRemoval(script: Script, found: Node, scope: Node): Removal;
}

export interface StyleWrap {
  readonly place: Place;
  readonly wrapping: Wrapping;
}

/** How the lines of one task go away. */
export type Removal =
  | {
      readonly kind: 'planned';
      /** The code that goes, and with it the uses of the names in it. */
      readonly gone: readonly Span[];
      apply(edits: OutdentEdits): void;
    }
  | { readonly kind: 'refused'; readonly reason: string };
