/**
 * The units of promlint (client_golang, prometheus/testutil/promlint/validations/units.go), which `promtool check metrics`
 * goes by: unit → base unit.
 */
const units: ReadonlyMap<string, string> = new Map([
  ...['amperes', 'bytes', 'celsius', 'grams', 'joules', 'kelvin', 'meters', 'metres', 'seconds', 'volts'].map(
    (base) => [base, base] as const,
  ),
  ...['minutes', 'hours', 'days', 'weeks'].map((unit) => [unit, 'seconds'] as const),
  ['kelvins', 'kelvin'],
  ...['fahrenheit', 'rankine'].map((unit) => [unit, 'celsius'] as const),
  ...['inches', 'yards', 'miles'].map((unit) => [unit, 'meters'] as const),
  ['bits', 'bytes'],
  ['calories', 'joules'],
  ...['pounds', 'ounces'].map((unit) => [unit, 'grams'] as const),
]);

/** `mibi` and `gibi` as promlint spells them. */
const prefixes = 'pico nano micro milli centi deci deca hecto kilo kibi mega mibi giga gibi tera tebi peta pebi'.split(
  ' ',
);

/** Those of promlint, and the base unit that each stands for, where it can be only one. */
const abbreviations: ReadonlyMap<string, string | undefined> = new Map([
  ...['s', 'ms', 'us', 'ns', 'sec', 'h', 'd'].map((unit) => [unit, 'seconds'] as const),
  ...['b', 'kb', 'mb', 'gb', 'tb', 'pb'].map((unit) => [unit, 'bytes'] as const),
  ['m', undefined],
]);

/** A word of a metric's name that is a unit. */
export interface NamedUnit {
  /** The word as the name has it, and its place there. */
  readonly word: string;
  readonly start: number;
  /** The base unit to use in its place; undefined for an abbreviation of several. */
  readonly base: string | undefined;
  readonly isAbbreviated: boolean;
}

/** The first unit in a name that is spelt out, whether a base unit or not. */
export function spelledUnit(name: string): NamedUnit | undefined {
  return wordsOf(name).flatMap(({ word, start }) => {
    const base = baseOf(word);
    return base === undefined ? [] : [{ word, start, base, isAbbreviated: false }];
  })[0];
}

/** The last unit in a name that is abbreviated; without an underscore in front it is none, as with promtool. */
export function abbreviatedUnit(name: string): NamedUnit | undefined {
  const found = wordsOf(name).findLast(({ word, start }) => start > 0 && abbreviations.has(word.toLowerCase()));
  return found && { ...found, base: abbreviations.get(found.word.toLowerCase()), isAbbreviated: true };
}

function baseOf(word: string): string | undefined {
  const prefix = prefixes.find((each) => word.startsWith(each) && units.has(word.slice(each.length)));
  return units.get(word) ?? (prefix === undefined ? undefined : units.get(word.slice(prefix.length)));
}

function wordsOf(name: string): readonly { readonly word: string; readonly start: number }[] {
  return [...name.matchAll(/[^_]+/g)].map((match) => ({ word: match[0], start: match.index }));
}
