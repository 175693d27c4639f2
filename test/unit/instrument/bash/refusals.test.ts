import assert from 'node:assert/strict';
import { instrument, refusal, shebang } from './instrumenting';

const load = 'load() { echo; }\n';

/** The reasons for which `load` alone is refused in a script with these lines around it. */
async function reasonFor(source: string): Promise<string> {
  return refusal(shebang + source, { targets: ['load'] });
}

async function assertPlain(source: string): Promise<void> {
  await assertPlainFile(shebang + source, ['load']);
}

async function assertPlainFile(source: string, targets: readonly string[] | 'all' = 'all'): Promise<void> {
  const { outcomes } = await instrument(source, { targets });
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['instrumented'],
    JSON.stringify(outcomes),
  );
}

describe('files that Bash instrumentation refuses', () => {
  for (const [first, shell] of [
    ['#!/bin/sh', 'sh'],
    ['#! /bin/dash -e', 'dash'],
    ['#!/usr/bin/env ksh', 'ksh'],
    ['#!/usr/bin/env -S zsh -f', 'zsh'],
    ['#!/bin/rbash', 'rbash'],
    ['#!/bin/bash --posix', 'bash'],
    ['# shellcheck shell=sh', 'sh'],
    ['#!/usr/bin/python3', 'python3'],
  ] as const) {
    it(first, async () => {
      const reason = `The script is run by ${shell}; TaskMonitor needs Bash: run the script as a whole with taskmonitor exec.`;
      assert.equal(await refusal(`${first}\n${load}`), reason);
    });
  }

  for (const first of [
    '#!/bin/bash',
    '#! /usr/local/bin/bash5 -eu',
    '#!/usr/bin/env -S bash -e',
    '# shellcheck disable=SC1090 shell=bash',
    '# vim: set ft=bash :',
  ]) {
    it(`but not ${first}`, () => assertPlainFile(`${first}\n${load}`));
  }

  for (const line of [
    '[[ -e x ]]',
    'function other { :; }',
    'a=(1 2)\necho "${a[0]}"',
    'cat <<<x',
    'diff <(a) <(b)',
    'declare -r x=1',
    'x+=1',
    'echo "${x//a/b}"',
    'a-b() { :; }',
  ]) {
    it(`but not a library that says ${line}`, () => assertPlainFile(`${line}\n${load}`, ['load']));
  }

  it('a library that any shell may source', async () => {
    assert.match(await refusal(`# Common.\nx=\${y:-1}\n${load}`), /^It is not certain that Bash runs this file/);
    assert.match(await refusal(`if [ -n "$ZSH_VERSION" ]; then a=(1); fi\n${load}`), /^It is not certain/);
    assert.match(await refusal(`autoload -U x\na=(1)\n${load}`), /^It is not certain/);
    assert.match(await refusal(`# [[ in a comment\n${load}`), /^It is not certain/);
  });

  it('syntax errors, with their line', async () => {
    const reason = 'The file has a syntax error on line 3: mend it first.';
    assert.equal(await refusal(`${shebang}${load}if x; do\n`), reason);
    assert.equal(await refusal(`${shebang}${load}echo "\n\n`), reason);
    assert.equal(
      await refusal(`${shebang}${load}cat <<EOF\nx\n`),
      'The file has a syntax error on line 4: mend it first.',
    );
  });

  it('the module itself', async () => {
    const source = `# TaskMonitor runtime 0.1.0 sha256:00\n${load}`;
    assert.equal(await refusal(source), 'This file is the TaskMonitor module itself.');
  });
});

describe('scripts whose functions would not keep their meaning', () => {
  for (const [name, source, reason] of [
    [
      'set -E with an ERR trap',
      `set -Eeuo pipefail\ntrap cleanup ERR EXIT\n${load}`,
      /^Functions inherit the trap on line 3/,
    ],
    ['errtrace by its name', `set -o errtrace\n${load}trap 'x' SIGERR\n`, /^Functions inherit/],
    ['functrace with a DEBUG trap', `set -T\ntrap x DEBUG\n${load}`, /^Functions inherit/],
    ['extdebug with a RETURN trap', `shopt -s extdebug\ntrap x RETURN\n${load}`, /^Functions inherit/],
    ['a signal in a variable', `set -E\nfor s in ERR INT; do trap x "$s"; done\n${load}`, /^Functions inherit/],
    ['a CHLD trap', `trap x CHLD\n${load}`, /whenever a program ends/],
    ['BASH_COMMAND in a trap', `trap 'echo "$BASH_COMMAND"' EXIT\n${load}`, /^The trap on line 2 tells where/],
    [
      'a handler that tells the stack',
      `trap fail EXIT\nfail() { echo "\${FUNCNAME[1]}"; }\n${load}`,
      /^The trap on line 2/,
    ],
    [
      'a handler that tells it in the end',
      `trap fail EXIT\nfail() { more; }\nmore() { while caller $i; do :; done; }\n${load}`,
      /^The trap on line 2/,
    ],
    ['functions that are listed', `for f in $(compgen -A function); do :; done\n${load}`, /^Line 2 lists/],
    ['functions that are printed', `declare -F | grep load\n${load}`, /^Line 2 lists/],
    ['set -a', `set -a\n${load}`, /set -a/],
    [
      'a script that reads itself by lines',
      `tail -n +42 "$0" | tar x\n${load}`,
      /^Line 2 reads the script by the numbers/,
    ],
    ['set -k', `set -k\n${load}`, /set -k/],
    ['FUNCNEST', `FUNCNEST=5\n${load}`, /FUNCNEST/],
    ['export -f', `${load}export -f load\n`, /^Line 3 hands the function on/],
    ['declare -fx', `${load}declare -fx other load\n`, /^Line 3 hands/],
    ['declare -f', `${load}ssh host "$(declare -f load); load"\n`, /^Line 3 hands/],
    ['export -f of what is computed', `${load}export -f "$name"\n`, /^Line 3 hands/],
    ['type', `${load}type load\n`, /^Line 3 hands/],
    ['$FUNCNAME', 'load() { echo "$FUNCNAME: a"; }\n', /FUNCNAME, caller/],
    ['caller', 'load() { x=$(caller 0); }\n', /FUNCNAME, caller/],
    ['the file of the caller', 'load() { echo "${BASH_SOURCE[1]}"; }\n', /FUNCNAME, caller/],
    ['a callee that asks for its caller', `log() { echo "\${FUNCNAME[1]}"; }\nload() { log x; }\n`, /FUNCNAME, caller/],
    [
      'a callee of a callee that asks for all',
      `trace() { echo "\${FUNCNAME[@]}"; }\nlog() { trace; }\nload() { log x; }\n`,
      /FUNCNAME, caller/,
    ],
    ['a RETURN trap inside', `load() { trap 'rm x' RETURN; a; }\n`, /^The function, or one that it calls, sets/],
    [
      'an ERR trap in a callee',
      `init() { trap - ERR; }\nload() { init; }\n`,
      /^The function, or one that it calls, sets/,
    ],
    ['the handler of ERR', `trap 'load $LINENO' ERR\n${load}`, /^The function is the handler/],
    ['$_', 'load() { x=$_; }\n', /^The function begins by reading/],
    ['PIPESTATUS', 'load() {\n  if ((PIPESTATUS[0])); then a; fi\n}\n', /^The function begins by reading/],
    ['exec', 'load() { exec java "$@"; }\n', /^The function ends in exec/],
    [
      'an exit in the EXIT trap',
      'trap load EXIT\nload() { rm x; exit 1; }\n',
      /^The function runs when the script exits/,
    ],
    ['a pipeline', 'a | load() { b; }\n', /^The function is defined in a pipeline/],
    ['a background', 'load() { b; } &\n', /^The function is defined in a pipeline/],
    ['a substitution', 'x=$(load() { b; }; load)\n', /^The function is defined in a pipeline/],
    ['a pending here-document', 'cat <<EOF; load() { b; }\nEOF\n', /^The function is defined in a pipeline/],
  ] as const) {
    it(name, async () => {
      assert.match(await reasonFor(source), reason);
    });
  }

  it('functions with names of builtins or odd names', async () => {
    assert.match(
      await refusal(`${shebang}cd() { builtin cd "$@"; }\n`),
      /^The function takes the place of the builtin cd/,
    );
    assert.match(await refusal(`${shebang}function a=b { echo; }\n`), /^A function of that name/);
    assert.match(await refusal(`${shebang}function a* { echo; }\n`), /^A function of that name/);
  });
});

describe('scripts that look like those, and keep their meaning', () => {
  for (const [name, source] of [
    ['a script that prints its comments', `sed -n 's/^## //p' "$0"\n${load}`],
    ['set -E without a trap', `set -Eeuo pipefail\n${load}`],
    ['an ERR trap without set -E', `set -e\ntrap 'echo failed' ERR\n${load}`],
    ['a trap with a line number', `trap 'echo "$LINENO"' ERR\n${load}`],
    ['traps in comments', `set -E # no ERR\n# trap x ERR\n${load}`],
    ['a DEBUG trap of the script', `trap 'echo "$BASH_COMMAND"' DEBUG\n${load}`],
    ['the own name in another function', `usage() { echo "$FUNCNAME"; }\nload() { usage; }\n`],
    ['a caller that is further away', `log() { echo "\${FUNCNAME[1]}"; }\nwarn() { log; }\nload() { warn; }\n`],
    ['the word caller', 'load() { echo "unknown caller"; }\n'],
    ['the own file', 'load() { echo "${BASH_SOURCE[0]}" "$BASH_SOURCE"; }\n'],
    ['asking whether it is there', `${load}declare -F load; type -t load; declare -f load >/dev/null\n`],
    ['another function that is exported', `${load}other() { :; }\nexport -f other\n`],
    ['exported variables', `${load}export load\ndeclare -x load\n`],
    ['set -a for a while', `set -a\n. ./env\nset +a\n${load}`],
    ['$_ further on', 'load() { mkdir x; cd "$_"; }\n'],
    ['exec with redirections only', 'load() { exec 3>x; exec 3>&-; }\n'],
    ['an EXIT trap and its handler', `trap load EXIT\n${load}`],
    ['a trap in a function for signals', `load() { trap 'rm x' EXIT INT TERM; }\n`],
  ] as const) {
    it(name, () => assertPlain(source));
  }
});
