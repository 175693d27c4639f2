import type { ShellCommand } from '../../syntax/bash/shellScript';
import type { BashScript } from './bashScript';
import { literalValue } from './shellLiteral';
import { withoutPrefix } from './trapUse';

/** A command that gives functions to other shells, exported or printed; `all` when it does not name them. */
export interface HandOn {
  readonly command: ShellCommand;
  readonly names: ReadonlySet<string> | 'all';
}

export function handsOnFunctions(script: BashScript): readonly HandOn[] {
  return script.shell.commands.flatMap((command): HandOn[] => {
    const names = handedOn(command);
    return names === undefined
      ? []
      : [{ command, names: names.some((name) => /[$`*?]/.test(name)) ? 'all' : new Set(names) }];
  });
}

/** The names of the functions that a command hands on; undefined when it hands on none. */
function handedOn({ words, silenced, owner }: ShellCommand): readonly string[] | undefined {
  const [name, ...args] = withoutPrefix(words);
  const options = args.filter((word) => /^-\w/.test(word)).join('');
  const operands = args
    .filter((word) => !/^[-+]/.test(word))
    .map((word) =>
      /^"?\$(?:FUNCNAME|\{FUNCNAME(?:\[0\])?\})"?$/.test(word) ? (owner?.name ?? '') : literalValue(word),
    );
  switch (name) {
    case 'export':
      return options.includes('f') ? operands : undefined;
    case 'declare':
    case 'typeset': {
      const exports = options.includes('f') && options.includes('x');
      const prints = options.includes('f') && !/[rtF]/.test(options) && !silenced && operands.length > 0;
      return exports || prints ? operands : undefined;
    }
    case 'type':
      return silenced || /[tpP]/.test(options) ? undefined : operands;
    default:
      return undefined;
  }
}
