import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import * as l10n from '@vscode/l10n';
import { UsageError } from './command';

type OptionSpecs = NonNullable<ParseArgsConfig['options']>;

/** The values that `parseArgs` gives for the options `O`. */
export type ParsedOptions<O extends OptionSpecs> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true; strict: true; args: string[] }>
>;

/**
 * Parses a command's words by the contract.
 * @param later options that are in the contract and not built yet: they are refused by name, never ignored
 * @throws UsageError
 */
export function parseOptions<O extends OptionSpecs>(
  args: readonly string[],
  options: O,
  later: readonly string[] = [],
): ParsedOptions<O> {
  const early = args.slice(0, args.includes('--') ? args.indexOf('--') : args.length);
  for (const name of later) {
    if (early.some((word) => word === `--${name}` || word.startsWith(`--${name}=`))) {
      throw new UsageError(l10n.t('--{0} is not in this version yet.', name));
    }
  }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('\n')[0] ?? error.message) : String(error), {
      cause: error,
    });
  }
}

/** The value when it is one of `allowed`. @throws UsageError, naming the option and what it takes */
export function oneOf<const T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    throw new UsageError(l10n.t('--{0} takes one of {1}, not "{2}".', option, allowed.join(', '), value));
  }
  return found;
}

/** Like `oneOf`, for an option of which some values are built later. */
export function oneOfBuilt<const T extends string>(
  option: string,
  value: string,
  built: readonly T[],
  later: readonly string[],
): T {
  if (later.includes(value)) {
    throw new UsageError(l10n.t('--{0} {1} is not in this version yet.', option, value));
  }
  return oneOf(option, value, built);
}
