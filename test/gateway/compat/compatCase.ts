/** One request. */
export type Step = readonly [
  method: string,
  path: string,
  body?: string | Uint8Array,
  headers?: Readonly<Record<string, string>>,
];

/** Requests that both gateways are sent, one after the other, from an empty store on. */
export interface CompatCase {
  readonly title: string;
  readonly steps: readonly Step[];
  /** The order of a Go map decides here: words that may differ are made the same. */
  readonly unify?: (text: string) => string;
}

/** The path that most cases push to. */
export const JOB = '/metrics/job/a';

/** Makes messages the same that depend on which of two types, or of two names, was there first. */
export function eitherOrder(text: string): string {
  return text
    .replaceAll(/collected metric "(\w+)" \{ .* \} is not a \w+/g, 'metric "$1" has two types')
    .replaceAll(
      /collected (?:metric|histogram|histogram or summary) named "(\w+)" collides with previously collected \w+ named "(\w+)"/g,
      (_, one: string, other: string) => `${[one, other].toSorted().join(' and ')} collide`,
    );
}
