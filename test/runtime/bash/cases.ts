/** A script, and what the gateway then holds of its functions. The first line is left free. */
export interface BashCase {
  readonly name: string;
  readonly source: string;
  readonly expected: Readonly<Record<string, string>>;
  /** Arguments of bash. */
  readonly flags?: readonly string[];
}

export const cases: readonly BashCase[] = [
  {
    name: 'functions that return',
    source: `
load() { echo "load $# $*"; cat; local x=1; }
fail() { return 7; }
last() { [ -e /nonexistent ]; }
load 'a b' "c
d" '' '*' <<< 'from standard input'
fail; echo "$?"
last; echo "$?"
fail || echo "or $?"
if fail; then echo yes; else echo "else $?"; fi
! fail; echo "$?"
exit 3
`,
    expected: { load: '1 ok', fail: 'exit_7 4', last: 'exit_1 1' },
  },
  {
    name: 'set -euo pipefail, and a function that dies in the middle',
    source: `
set -euo pipefail
load() { echo begin; false; echo 'not reached'; }
ok() { echo "\${nothing-unset}"; }
ok
load || echo 'no errexit in here'
if load; then echo yes; fi
load
echo 'not reached'
`,
    expected: { load: 'exit_1 1', ok: '1 ok' },
  },
  {
    name: 'set -e and an ERR trap, and a function that returns a failure',
    source: `
set -e
trap 'echo "ERR $? \${FUNCNAME[0]-top} $LINENO"' ERR
trap 'echo "EXIT $? $LINENO"' EXIT
fail() { return 5; }
inner() { fail; echo 'not reached'; }
outer() { fail || echo "handled $?"; case $- in *e*) echo 'still -e';; esac; inner; }
outer
echo 'not reached'
`,
    expected: { fail: 'exit_5 2', inner: 'exit_5 1', outer: 'exit_5 1' },
  },
  {
    name: 'set -e switched in a function',
    source: `
load() { set -e; echo on; }
off() { set +e; false; return 3; }
load
off
echo "$?" "$-"
set -e
trap 'echo "ERR $?"' ERR
off
echo "after $?"
`,
    expected: { load: '1 ok', off: 'exit_3 2' },
  },
  {
    name: 'an unbound variable',
    source: `
set -u
trap 'echo "EXIT $?"' EXIT
load() { echo "$nothing"; echo 'not reached'; }
load
`,
    expected: { load: 'exit_1 1' },
  },
  {
    name: 'exit in functions, nested and recursive',
    source: `
count() { if (($1 == 0)); then exit 4; fi; echo "$1"; count $(($1 - 1)); }
main() { count 3; }
trap 'echo "bye $? $1"' EXIT
main
`,
    expected: { count: 'exit_4 4', main: 'exit_4 1' },
  },
  {
    name: 'exit 0 in a function, and a die function',
    source: `
die() { echo "$1"; exit "$2"; }
main() { die fine 0; }
main
`,
    expected: { die: '1 ok', main: '1 ok' },
  },
  {
    name: 'EXIT traps set, shown, saved and reset, before and in functions',
    source: `
trap 'echo "first $?"' EXIT
load() {
  trap -p EXIT; trap
  saved=$(trap -p EXIT)
  trap "echo 'it'\\''s second' \\$?" EXIT
  trap
  trap - EXIT; trap -p; trap '' EXIT; trap -p
  eval "$saved"
  trap 'echo "third $?"; exit 9' 0
  trap 'echo int' INT TERM
  trap -p EXIT INT
  trap -- '' HUP; trap
}
load
declare -F trap
trap
(trap 'echo sub' EXIT; other; trap -p TERM)
other() { trap 'echo "other $?"' EXIT; return 5; }
(other)
trap -p TERM
exit 2
`,
    expected: { load: '1 ok', other: 'exit_5 1' },
  },
  {
    name: 'a cleanup that is a task too',
    source: `
cleanup() { echo "cleanup $?"; trap -p; rm -f "$tmp"; }
load() { tmp=$(mktemp); trap cleanup EXIT; echo loaded; exit 6; }
load
`,
    expected: { load: 'exit_6 1', cleanup: '1 ok' },
  },
  {
    name: 'a cleanup that is a task after others, and dies itself',
    source: `
set -e
cleanup() { echo "cleanup $?"; false; echo 'not reached'; }
trap cleanup EXIT
load() { echo loaded; }
load
`,
    // Nothing of a shell runs after a death in its EXIT trap.
    expected: { load: '1 ok' },
  },
  {
    name: 'a signal that ends the script',
    source: `
trap 'echo "EXIT"' EXIT
load() { echo loading; kill -TERM $$; sleep 5; echo 'not reached'; }
load
`,
    expected: { load: 'signal 1' },
  },
  {
    name: 'a signal handler that exits',
    source: `
trap 'echo "TERM"; exit 0' TERM
load() { kill -TERM $$; echo 'not reached'; }
load
`,
    expected: { load: '1 ok' },
  },
  {
    name: 'a signal handler that is a task, and goes on',
    source: `
handler() { echo "handling $?"; }
trap handler USR1
load() { (exit 3); kill -USR1 $$; echo "after $?"; }
load
kill -USR1 $$
`,
    expected: { load: '1 ok', handler: '2 ok' },
  },
  {
    name: 'a command that a signal ends',
    source: `
set -e
load() { bash -c 'kill -KILL $$'; }
load
`,
    expected: { load: 'SIGKILL 1' },
  },
  {
    name: 'pipelines, subshells, substitutions and the background',
    source: `
set -o pipefail
first() { echo 1; echo 2; return 3; }
second() { while read -r line; do echo "got $line"; done; exit 4; }
first | second
echo "\${PIPESTATUS[*]}"
text=$(third() { :; }; first); echo "$text $?"
fourth() { sleep 0.1; echo "background $1"; return "$1"; }
fourth 5 & one=$!
wait "$one"; echo "$? $((one == $!))"
(exit_in_subshell; echo 'not reached'); echo "$?"
exit_in_subshell() { trap 'echo "sub $?"' EXIT; exit 8; }
(exit_in_subshell; echo 'not reached'); echo "$?"
jobs
`,
    expected: { first: 'exit_3 1', second: 'exit_4 1', fourth: 'exit_5 1', exit_in_subshell: 'exit_8 1' },
  },
  {
    name: 'errexit in subshells and substitutions',
    source: `
set -e
load() { echo "in $1"; false; echo "after $1"; }
(load subshell) || echo "status $?"
text=$(load substitution) || echo "status $? $text"
load pipe | cat
set +e
(set -e; load alone; echo 'not reached'); echo "$?"
`,
    expected: { load: 'exit_1 1' },
  },
  {
    name: 'functions with subshell bodies, keywords and here-documents',
    source: `
sub() ( cd / && echo "$PWD"; exit 2 )
doc() { cat <<EOT
  a $1 \\$
EOT
}
cond() if [ "$1" = x ]; then echo x; else return 4; fi
sub; echo "$? $((\${#PWD} > 1))"
doc b
cond x; cond y; echo "$?"
`,
    expected: { sub: 'exit_2 1', doc: '1 ok', cond: 'exit_4 1' },
  },
  {
    name: 'what commands leave behind: $?, $!, variables, options, traps, positional parameters',
    source: `
set -- one two
IFS=:
BASH_REMATCH_BEFORE=
[[ abc =~ b ]]
REPLY=reply
load() { echo "status $?"; }
(exit 9); load
true; load
echo "\${BASH_REMATCH[0]} $REPLY $* $IFS $OPTIND $- \${#PIPESTATUS[@]}"
shopt -p; set -o
trap -p
declare -F
ulimit -n
compgen -v | grep -vE '^(_|BASH_LINENO|PIPESTATUS|_TASK_MONITOR.*)$' | LC_ALL=C sort
`.replace('declare -F\n', 'declare -F | grep -v task_monitor | grep -v __task\n'),
    expected: { load: '2 ok' },
  },
  {
    name: 'functions that stand before commands, and readonly variables',
    source: `
curl() { echo 'my curl'; return 1; }
echo() { builtin printf 'my echo: %s\\n' "$*"; }
printf() { builtin printf 'my printf\\n'; }
date() { builtin printf 'my date\\n'; }
readonly url=1 path=2 name=3 status=4 line=5 job=6 group=7 LC_ALL
echo hello
printf x
curl http://x; date
`,
    expected: { curl: 'exit_1 1', echo: '2 ok', printf: '1 ok', date: '1 ok' },
  },
  {
    name: 'odd options: noglob, noclobber, nounset, failglob, nocasematch, a strange IFS, allexport',
    source: `
set -fuCa
shopt -s nullglob failglob nocasematch dotglob extglob
IFS='aeiou/"_.0123456789'
load() { echo "$-" "$#"; env | grep -E '^(BASH_FUNC_(_?task_monitor|trap)|_?TASK_MONITOR)'; return 0; }
load 1 2
(exit 4)
echo "$?"
`,
    expected: { load: '1 ok' },
  },
  {
    name: 'posix mode',
    flags: ['--posix'],
    source: `
load() { echo loading; return 2; }
trap 'echo "EXIT $?"' EXIT
load
out() { exit 3; }
out
`,
    expected: { load: 'exit_2 1', out: 'exit_3 1' },
  },
  {
    name: 'posix mode that is switched on, and no EXIT trap',
    source: `
load() { echo loading; return 2; }
set -o posix
load
trap -p EXIT
set +o posix
load
`,
    expected: { load: 'exit_2 2' },
  },
  {
    name: 'aliases',
    source: `
shopt -s expand_aliases
alias ll='echo alias' local='echo broken' printf='echo broken' trap='echo broken' return='echo broken'
load() { ll "$1"; }
load 1
shopt expand_aliases
`,
    expected: { load: '1 ok' },
  },
  {
    name: 'another trap function of the script',
    source: `
trap() { builtin trap "$@"; echo "trapped $#" >&2; }
load() { builtin trap 'echo "EXIT $?"' EXIT; exit 3; }
load
`.replace('trap() {', 'function trap {'),
    expected: {},
  },
];
