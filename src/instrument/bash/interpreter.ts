import * as l10n from '@vscode/l10n';
import type { ShellScript } from '../../syntax/bash/shellScript';
import { codeWithout } from './codeText';

/** Why it is not certain that Bash runs a script, for a person; undefined when it is. */
export function interpreterRefusal(text: string, script: ShellScript): string | undefined {
  const [, interpreter, rest = ''] = /^\uFEFF?#![ \t]*(?:\S*\/env[ \t]+(?:-S[ \t]*)?)?(\S+)([^\r\n]*)/.exec(text) ?? [];
  if (interpreter !== undefined) {
    const name = interpreter.replace(/^.*\//, '');
    return /^bash(?:-?\d[\d.]*)?$/.test(name) && !/(?:^|\s)(?:--posix|--restricted|-\w*r)/.test(rest)
      ? undefined
      : otherShell(name);
  }
  const [, declared] = /^[ \t]*#[ \t]*shellcheck\b.*\bshell=(\w+)/m.exec(text) ?? [];
  if (declared !== undefined) {
    return declared === 'bash' ? undefined : otherShell(declared);
  }
  if (/^[ \t]*#.*\b(?:ft|filetype|syntax)=bash\b/m.test(text)) {
    return undefined;
  }
  return usesBash(text, script) ? undefined : unknownShell();
}

function otherShell(name: string): string {
  return l10n.t(
    'The script is run by {0}; TaskMonitor needs Bash: run the script as a whole with taskmonitor exec.',
    name,
  );
}

function unknownShell(): string {
  return l10n.t(
    'It is not certain that Bash runs this file: begin it with #!/usr/bin/env bash, or with # shellcheck shell=bash when others source it.',
  );
}

const bashCommands = new Set([
  'declare',
  'typeset',
  'shopt',
  'source',
  'mapfile',
  'readarray',
  'pushd',
  'popd',
  'compgen',
  'complete',
  'caller',
  'builtin',
  'coproc',
]);

const zshCommands = new Set(['autoload', 'bindkey', 'compdef', 'emulate', 'setopt', 'unsetopt', 'zmodload', 'zstyle']);

const bashSyntax =
  /\[\[\s|(?:^|[\s;&|!])\(\(|<<<|[<>]\(|\$'|&>|\$\{[A-Za-z_]\w*(?:\[|\/|\^|,|:[^-=+?])|\$\{![A-Za-z_]|\+=|\bBASH_|\bFUNCNAME\b|\bPIPESTATUS\b|\bpipefail\b/m;

/** Whether a file without a `#!` line holds what other shells do not know; what knows of other shells may run in them. */
function usesBash(text: string, script: ShellScript): boolean {
  const code = codeWithout(text, script.comments);
  if (/\b(?:ZSH|KSH)_VERSION\b/.test(code) || script.commands.some(({ words }) => zshCommands.has(words[0] ?? ''))) {
    return false;
  }
  return (
    bashSyntax.test(code) ||
    script.functions.some(({ keyword, name }) => keyword || /[^\w]/.test(name)) ||
    script.commands.some(({ words }) => bashCommands.has(words[0] ?? ''))
  );
}
