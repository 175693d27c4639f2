import assert from 'node:assert/strict';
import { readShellScript } from '../../../../src/syntax/bash/scriptReader';
import type { ShellScript } from '../../../../src/syntax/bash/shellScript';

function read(text: string): ShellScript {
  const reading = readShellScript(text);
  assert.ok(reading.kind === 'script', `not read: ${JSON.stringify(reading)} of ${text}`);
  return reading.script;
}

/** Names of functions with their bodies. */
function functionsOf(text: string): readonly string[] {
  return read(text).functions.map(({ name, body }) => `${name} ${text.slice(body.start, body.end)}`);
}

/** The words of the commands, in the order of the text. */
function commandsOf(text: string): readonly string[] {
  return read(text).commands.map(({ words }) => words.join('|'));
}

describe('readShellScript', () => {
  for (const [text, functions] of [
    ['f() { a; }', ['f { a; }']],
    ['f ( ) ( a )', ['f ( a )']],
    ['function f { a; }', ['f { a; }']],
    ['function f() { a; }', ['f { a; }']],
    ['function f () for i; do a; done >x', ['f for i; do a; done']],
    ['f()\n\n# x\n{\n}\n', ['f {\n}']],
    ['f() { g() { a; }; }', ['f { g() { a; }; }', 'g { a; }']],
    ['f() { echo }; }', ['f { echo }; }']],
    ['f() { echo "}"; echo \'}\'; echo \\}; }', ['f { echo "}"; echo \'}\'; echo \\}; }']],
    ['f() { echo ${x:-"}"} ${y%\'}\'} ${z/\\}/}; }', ['f { echo ${x:-"}"} ${y%\'}\'} ${z/\\}/}; }']],
    ['f() { cat <<E; }\n}\nE\ng() { a; }', ['f { cat <<E; }', 'g { a; }']],
    ["f() {\n cat <<'A' <<-B\nf() {\nA\n\tx\n\tB\n}", ["f {\n cat <<'A' <<-B\nf() {\nA\n\tx\n\tB\n}"]],
    [
      'f() { case x in (a|b) echo ;; *) c ;& "d e") ;; esac; }',
      ['f { case x in (a|b) echo ;; *) c ;& "d e") ;; esac; }'],
    ],
    ['f() { x=$(case y in a) b ;; esac); }', ['f { x=$(case y in a) b ;; esac); }']],
    ['f() [[ a =~ ^(b|c)$ && d ]]', ['f [[ a =~ ^(b|c)$ && d ]]']],
    ['f() (( x << 2 ))\ng() { a; }', ['f (( x << 2 ))', 'g { a; }']],
    ['f() { ((a)|(b)); ((c); d); }', ['f { ((a)|(b)); ((c); d); }']],
    ['f() { x=$((1 + (2 << 3))); y=$( (a) ); z=$((b); c); }', ['f { x=$((1 + (2 << 3))); y=$( (a) ); z=$((b); c); }']],
    [
      'f() { a=(1 "}" $(x)\n # }\n 2); declare -A m=([k]=v); m[a b]+=(x); }',
      ['f { a=(1 "}" $(x)\n # }\n 2); declare -A m=([k]=v); m[a b]+=(x); }'],
    ],
    ['f() { echo @(a|}) !(b); }', ['f { echo @(a|}) !(b); }']],
    ['f() { diff <(a) >(b); }', ['f { diff <(a) >(b); }']],
    ['f() { echo `echo "}" \\`x\\``; }', ['f { echo `echo "}" \\`x\\``; }']],
    ["f() { echo $'\\'}' $\"}\"; }", ["f { echo $'\\'}' $\"}\"; }"]],
    [
      'f() { for ((i = 0; i < 3; i++)) { a; }; for i do b; done; for i in x; { c; }; }',
      ['f { for ((i = 0; i < 3; i++)) { a; }; for i do b; done; for i in x; { c; }; }'],
    ],
    [
      'f() { if a; then b; elif c; then d; else e; fi; until g; do h; done; select i in j; do k; done; }',
      ['f { if a; then b; elif c; then d; else e; fi; until g; do h; done; select i in j; do k; done; }'],
    ],
    [
      'f() { coproc N { a; }; coproc b c; time -p d; ! e; time; }',
      ['f { coproc N { a; }; coproc b c; time -p d; ! e; time; }'],
    ],
    ['f() { a &>x; b 2>&1 >|y {fd}<z; c <<<"}"; }', ['f { a &>x; b 2>&1 >|y {fd}<z; c <<<"}"; }']],
    ['f() { echo a#b ${#x} $# x{1,2}; } # }', ['f { echo a#b ${#x} $# x{1,2}; }']],
    ['f() { a; }; f() { b; }', ['f { a; }', 'f { b; }']],
    ['f() {\r\n  cat <<E\r\n}\r\nE\r\n}\r\n', ['f {\r\n  cat <<E\r\n}\r\nE\r\n}']],
    ['echo \'f() { a; }\' "g() { b; }" # h() { c; }', []],
    ['echo f "()" { a', []],
    ['x=${y:-\nf() {\n\\}\n}', []],
  ] as const) {
    it(`finds functions in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(functionsOf(text), functions);
    });
  }

  it('knows where a definition stands', () => {
    for (const [text, place] of [
      ['f() { a; }', 'statement'],
      ['x; f() { a; }; y', 'statement'],
      ['if x; then f() { a; }; fi', 'statement'],
      ['x && f() { a; }', 'joined'],
      ['f() { a; } || y', 'joined'],
      ['x | f() { a; }', 'fixed'],
      ['f() { a; } | y', 'fixed'],
      ['f() { a; } &', 'fixed'],
      ['! f() { a; }', 'fixed'],
      ['x && f() { a; } | y', 'fixed'],
      ['$(f() { a; })', 'fixed'],
      ['cat <<E; f() { a; }\nE\n', 'fixed'],
    ] as const) {
      assert.equal(read(text).functions[0]?.place, place, text);
    }
  });

  it('gives commands with their words as they are spelled', () => {
    assert.deepEqual(commandsOf('A=1 b=(x y) trap "a $(b c)" EXIT >x 2>&1 <<<z; d'), [
      'trap|"a $(b c)"|EXIT',
      'b|c',
      'd',
    ]);
    const { commands } = read('f() { a >/dev/null; }\nb &>/dev/null # x\nif c 2>/dev/null; then d; fi\ne | g\n');
    assert.deepEqual(
      commands.map(({ words, owner, silenced, atTopLevel }) => [words[0], owner?.name, silenced, atTopLevel]),
      [
        ['a', 'f', true, false],
        ['b', undefined, true, true],
        ['c', undefined, false, false],
        ['d', undefined, false, false],
        ['e', undefined, false, false],
        ['g', undefined, false, false],
      ],
    );
  });

  it('says where a text stops being a script', () => {
    for (const [text, offset] of [
      ['a\nif x; fi', 8],
      ['f() {', 5],
      ['echo "a', 5],
      ["echo 'a", 5],
      ['x=$(a', 5],
      ['cat <<E\na\n', 8],
      ['f() echo', 4],
      ['a )', 2],
      ['case x in a b) c ;; esac', 12],
    ] as const) {
      const reading = readShellScript(text);
      assert.deepEqual([reading.kind, reading.kind === 'problem' && reading.offset], ['problem', offset], text);
    }
  });

  it('gives the functions that end before that', () => {
    const { script } = readShellScript('f() { g() { a; }; b; }\nh() {\n  i() { c; }\n  if d\n');
    assert.deepEqual(
      script.functions.map(({ name, outer }) => [name, outer?.name]),
      [
        ['f', undefined],
        ['g', 'f'],
        ['i', 'h'],
      ],
    );
  });

  it('ends on what nests without end', () => {
    for (const opening of ['((', '$((', '$(', '${', 'a=(', '{ ', '( ', '"$(', '[[ $(', '((a)|']) {
      assert.equal(readShellScript(opening.repeat(5_000)).kind, 'problem', opening);
    }
  });
});
