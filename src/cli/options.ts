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
 * @throws UsageError
 */
export function parseOptions<O extends OptionSpecs>(args: readonly string[], options: O): ParsedOptions<O> {
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
