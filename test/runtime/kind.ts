/** A script with functions of one kind, and what the gateway then holds for its tasks: successes, records, failures. */
export interface Kind {
  readonly name: string;
  readonly source: string;
  readonly expected: Readonly<Record<string, string>>;
}
