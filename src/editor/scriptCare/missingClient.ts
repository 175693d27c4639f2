import type { CommandLine } from './commandLine';

/** A client library that a script needs and cannot import. */
export interface MissingClient {
  /** What is told of once in a session: an interpreter, a folder of packages. */
  readonly key: string;
  readonly message: string;
  readonly install: CommandLine;
}
