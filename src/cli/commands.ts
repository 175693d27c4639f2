import type { Command } from './command';
import { exec } from './exec/exec';
import { gateway } from './gateway';
import { groups } from './groups/groups';
import { init } from './init';
import { instrument } from './instrument/instrument';
import { lint } from './lint/lint';
import { push } from './push';
import { rules } from './lint/rules';
import { uninstrument } from './instrument/uninstrument';

/** The commands of this version, in the order of the help. */
export const commands: readonly Command[] = [init, instrument, uninstrument, exec, lint, rules, groups, push, gateway];

/** Commands of the contract that later versions bring: they are refused by name. */
export const laterCommands: readonly string[] = ['generate', 'doctor'];
