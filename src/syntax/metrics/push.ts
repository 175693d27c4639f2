import type { Span } from '../../text/span';
import type { TextEdit } from '../../text/textEdit';
import type { LabelValue } from './labelValue';
import type { MetricsClient } from './metricDeclaration';

/** A part of the key of the pushed group. */
export interface KeyPart {
  readonly name: string | undefined;
  readonly value: LabelValue;
  readonly span: Span;
}

/** A call or command that sends to a Pushgateway. Plain data. */
export interface Push {
  readonly client: MetricsClient | 'curl';
  /** `PUT` replaces the group, `POST` its families of the same names. */
  readonly method: 'PUT' | 'POST' | 'DELETE' | undefined;
  /** The gateway as written, where it is a literal. */
  readonly gateway: string | undefined;
  readonly job: KeyPart | undefined;
  readonly groupingKey: readonly KeyPart[];
  /** False when a part of the key is not said here. */
  readonly keyComplete: boolean;
  /** Which registry is sent. */
  readonly registry: 'default' | 'own' | 'unknown';
  /** The indexes of the declarations of this file that go to the same registry, where that is known. */
  readonly metrics?: readonly number[] | undefined;
  /** Whether a time-out is stated; `none`: the client has one of its own that ends. */
  readonly timeout: 'stated' | 'endless' | 'default' | 'unknown';
  /** What states one of five seconds, where the source shows how: `, timeout=5` before the closing parenthesis. */
  readonly timeoutInsertion?: TextEdit | undefined;
  /** Inside a loop that goes round without end or over data; not a retry. */
  readonly inLoop: boolean;
  /** In an `except`, `catch` or `finally`, where an error of the push takes the place of the job's. */
  readonly inHandler: 'catch' | 'finally' | undefined;
  /** An error of the push is caught around it (or comes back as a value that is looked at). */
  readonly guarded: boolean;
  /** The path through the program: `load` for one in `def load`, so that two of one function are not two jobs. */
  readonly inFunction: string | undefined;
  /** The whole call. */
  readonly span: Span;
  /** The name of the function or command: what a finding underlines. */
  readonly calleeSpan: Span;
}
