/** A script that must run the same with and without tasks. */
export interface GoldenScript {
  readonly name: string;
  /** Behind a `#!` line. Every function of it is instrumented. */
  readonly source: string;
  /** What bash itself is told. */
  readonly flags?: readonly string[];
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** How tasks went, by function: `ok`, or the error code. */
  readonly outcomes?: Readonly<Record<string, string>>;
}

/** One trap each. */
export const goldenScripts: readonly GoldenScript[] = [
  { name: 'a function', source: 'f() { echo "f $# $*"; }\nf a "b  c"\n', outcomes: { f: 'ok' } },
  {
    name: 'a status',
    source: 'f() { return 3; }\nf\necho "$?"\nf || echo "or $?"\n! f\necho "$?"\n',
    outcomes: { f: 'exit_3' },
  },
  { name: 'return $?', source: 'f() { (exit 7); return $?; }\nf\necho "$?"\n' },
  { name: 'return without a number', source: 'f() { false; return; }\nf\necho "$?"\n' },
  { name: 'the status before the call', source: 'f() { echo "was $?"; }\n(exit 9)\nf\ntrue\nf\n(exit 9) || f\n' },
  {
    name: 'death by set -e in a function',
    source: 'set -e\nf() { echo a; false; echo b; }\necho x\nf\necho y\n',
    outcomes: { f: 'exit_1' },
  },
  {
    name: 'death by set -e behind a function',
    source: 'set -e\nf() { echo a; return 4; }\nf\necho y\n',
    outcomes: { f: 'exit_4' },
  },
  {
    name: 'death by set -e deep inside',
    source: 'set -e\nf() { g; echo f; }\ng() { h; echo g; }\nh() { echo h; false; echo no; }\nf\n',
    outcomes: { f: 'exit_1', g: 'exit_1', h: 'exit_1' },
  },
  {
    name: 'set -e in a subshell',
    source: 'set -e\nf() { echo a; false; echo b; }\n(f) || echo "sub $?"\n(f; echo no)\necho no\n',
  },
  {
    name: 'set -e in a condition',
    source:
      'set -e\nf() { false; echo goes on; return 2; }\nif f; then echo yes; else echo "no $?"; fi\nf || echo or\nf && echo and\nwhile f; do :; done\necho end\n',
  },
  {
    name: 'set -e in a substitution',
    source:
      'set -e\nf() { echo a; false; echo b; }\nx=$(f)\necho "$x"\nlocal_() { local y=$(f); echo "$y"; }\nlocal_\n',
  },
  {
    name: 'set -e with inherit_errexit',
    source: 'set -e\nshopt -s inherit_errexit\nf() { echo a; false; echo b; }\nx=$(f)\necho "no $x"\n',
  },
  {
    name: 'a pipeline with pipefail',
    source: 'set -euo pipefail\nf() { echo a; return 3; }\ng() { cat; }\nf | g\necho no\n',
  },
  {
    name: 'PIPESTATUS',
    source:
      'f() { cat >/dev/null; return 3; }\ng() { cat >/dev/null; return 4; }\necho x | f | g\necho "${PIPESTATUS[@]}"\nf </dev/null\necho "${PIPESTATUS[@]}"\n',
  },
  { name: 'lastpipe', source: 'shopt -s lastpipe\nf() { read -r x; }\necho hello | f\necho "$x"\n' },
  { name: 'exit in a function', source: 'f() { echo a; exit 5; }\nf\necho no\n', outcomes: { f: 'exit_5' } },
  { name: 'exit 0 in a function', source: 'f() { g; }\ng() { exit 0; }\nf\necho no\n', outcomes: { f: 'ok', g: 'ok' } },
  { name: 'exit in a subshell', source: 'f() ( echo a; exit 5 )\nf\necho "$?"\n', outcomes: { f: 'exit_5' } },
  { name: 'exit in a substitution', source: 'f() { echo a; exit 5; }\nx=$(f)\necho "$? $x"\n' },
  {
    name: 'nounset',
    source:
      'set -u\nf() { echo "${1-none}"; local a=(); echo "${#a[@]}"; echo "${a[@]+x}"; echo "$nope"; }\nf\necho no\n',
  },
  { name: 'an unset parameter', source: 'f() { : "${nope:?is missing}"; }\nf\necho no\n' },
  { name: 'an EXIT trap before', source: 'trap \'echo "exit $?"\' EXIT\nf() { echo a; exit 3; }\nf\n' },
  {
    name: 'an EXIT trap before, with set -e',
    source:
      'set -e\ncleanup() { local rc=$?; echo "clean $rc"; }\ntrap cleanup EXIT\nf() { echo a; false; }\nf\necho no\n',
  },
  { name: 'an EXIT trap after', source: 'f() { echo a; }\nf\ntrap \'echo "exit $?"\' EXIT\nf\n' },
  { name: 'an EXIT trap inside', source: 'set -e\nf() { trap \'echo "exit $?"\' EXIT; echo a; false; }\nf\n' },
  {
    name: 'an EXIT trap that is set in a task and runs behind it',
    source: 'f() { trap \'echo "exit $?"\' EXIT; }\nf\necho b\nexit 6\n',
  },
  { name: 'an EXIT trap that is taken away', source: "trap 'echo no' EXIT\nf() { trap - EXIT; }\nf\necho b\n" },
  { name: 'an EXIT trap that exits otherwise', source: "trap 'exit 9' EXIT\nf() { exit 3; }\nf\n" },
  {
    name: 'an EXIT trap in a subshell',
    source: "trap 'echo outer' EXIT\nf() { echo f; }\n(trap 'echo inner' EXIT; f)\nf\n",
  },
  {
    name: 'the traps that are printed',
    source:
      'trap \'echo "a b"\' EXIT\ntrap : INT\nf() { trap -p; x=$(trap -p EXIT); echo "$x"; trap -p INT; }\nf\ntrap -p\n',
  },
  {
    name: 'a trap that is put back',
    source:
      "trap 'echo first' EXIT\nf() { local old; old=$(trap -p EXIT); trap 'echo second' EXIT; eval \"$old\"; }\nf\n",
  },
  {
    name: 'signals',
    source:
      "f() { trap 'echo got' USR1; kill -USR1 $$; echo after; }\nf\ntrap 'echo top' USR1\ng() { kill -USR1 $$; echo g; }\ng\n",
  },
  { name: 'death by a signal', source: "trap 'echo exit' EXIT\nf() { echo a; kill -TERM $$; sleep 1; echo no; }\nf\n" },
  {
    name: 'a trap that exits',
    source: "trap 'echo term; exit 143' TERM\nf() { kill -TERM $$; sleep 0.1; echo no; }\nf\n",
  },
  { name: 'an ignored signal', source: "f() { trap '' INT; kill -INT $$; echo alive; }\nf\n" },
  {
    name: 'an ERR trap',
    source: 'trap \'echo "err $?"\' ERR\nf() { false; echo in; return 2; }\nf\nf || :\n(f)\necho end\n',
  },
  { name: 'an ERR trap and set -e', source: 'set -e\ntrap \'echo "err $?"\' ERR\nf() { false; echo no; }\nf\n' },
  {
    name: 'an ERR trap and set -e behind a function',
    source: 'set -e\ntrap \'echo "err $?"\' ERR\nf() { g; }\ng() { return 2; }\nf\n',
  },
  {
    name: 'a DEBUG trap of the script alone',
    source: 'f() { echo a; echo b; }\ntrap \'echo "debug $BASH_COMMAND"\' DEBUG\nf\ntrap - DEBUG\nf\n',
  },
  {
    name: 'here-documents',
    source:
      "f() {\n\tcat <<-EOF\n\t\ttab $1\n\tEOF\n\tcat <<'EOF'\n$x `y`\nEOF\n}\nf a\ng() { cat; } <<EOF\nfrom the definition $(echo now)\nEOF\ng\n",
  },
  { name: 'here-strings', source: 'f() { cat <<<"$1"; read -r a b <<<"x y z"; echo "$a-$b"; }\nf "one two"\n' },
  {
    name: 'standard input',
    source:
      'f() { read -r x; echo "got $x"; g; }\ng() { cat; }\nprintf \'1\\n2\\n3\\n\' | f\nwhile read -r line; do f <<<"in $line"; done < <(printf \'a\\nb\\nc\\n\')\n',
  },
  {
    name: 'a loop that reads while tasks run',
    source: 'f() { echo "$1"; }\nwhile read -r line; do f "$line"; done <<EOF\na\nb\nEOF\n',
  },
  {
    name: 'process substitutions',
    source: 'f() { diff <(echo a) <(echo b); echo "$?"; }\nf\ng() { cat "$1"; }\ng <(f)\n',
  },
  {
    name: 'redirections',
    source:
      'f() { echo out; echo err >&2; }\nf >o.txt 2>e.txt\ncat o.txt\ngrep err e.txt\nf 2>&1 | sed s/^/p:/\ng() { echo log; } >>o.txt\ng\ncat o.txt\nexec 3>three.txt\nh() { echo three >&3; }\nh\nexec 3>&-\ncat three.txt\n',
  },
  { name: 'a closed standard error', source: 'f() { echo a; }\nf 2>&-\nexec 2>&-\nf\necho b\n' },
  { name: 'a closed standard output', source: 'f() { echo a; }\n(exec >&-; f) 2>/dev/null\necho "$?"\n' },
  {
    name: 'local variables',
    source: 'x=1\nf() { local x=2 y; g; echo "$x ${y-unset}"; }\ng() { x=3; y=4; }\nf\necho "$x ${y-unset}"\n',
  },
  {
    name: 'a nameref',
    source:
      'f() { local -n ref=$1; ref=5; }\nf v\necho "$v"\ng() { local -n a=$1; a+=(x); }\narr=(1 2)\ng arr\necho "${arr[@]}"\n',
  },
  {
    name: 'arrays and declare -g',
    source:
      'f() { declare -g G=1; declare -A m=([a]=1 [b]=2); echo "${#m[@]} ${m[a]}"; arr=("$@"); }\nf "a b" c\necho "$G ${#arr[@]} ${arr[0]}"\n',
  },
  { name: 'local -', source: 'set +f\nf() { local -; set -f; echo *nothing*; }\nf\necho "$-" | tr -d hBc\n' },
  {
    name: 'options that a function sets',
    source: 'f() { set -u; shopt -s nullglob; }\nf\necho "$-" | tr -d hBc\nshopt nullglob\n',
  },
  { name: 'set -e that a function sets', source: 'f() { set -e; }\nf\nfalse\necho no\n' },
  { name: 'set +e that a function sets', source: 'set -e\nf() { set +e; false; }\nf\nfalse\necho alive\n' },
  {
    name: 'positional parameters',
    source: 'f() { set -- x y; shift; echo "$@"; g "$@"; }\ng() { echo "$#:$1"; }\nset -- 1 2 3\nf a\necho "$@"\n',
    args: ['p', 'q'],
  },
  {
    name: 'arguments that are hard to pass',
    source: 'f() { printf "<%s>" "$@"; echo; }\nf\nf ""\nf "" " " "*" $\'a\\nb\' -n -- "\\\\" \'$x\'\nf "$@"\n',
    args: ['', 'a b', '*'],
  },
  {
    name: 'getopts',
    source: 'f() { local OPTIND o; while getopts ab: o; do echo "$o ${OPTARG-}"; done; }\nf -a -b x y\nf -b z\n',
  },
  {
    name: 'a temporary environment',
    source:
      'f() { echo "$A"; env | grep ^A=; local A; echo "${A-unset}"; }\nA=1 f\necho "${A-unset}"\nIFS=, g\ng() { local IFS=:; echo "a:b" | { read -r x y; echo "$x-$y"; }; }\nIFS=, g\n',
  },
  { name: 'IFS', source: 'IFS=,\nf() { echo "$*"; x="a,b"; echo $x; }\nf 1 2\nIFS=\nf 1 2\n' },
  {
    name: 'noglob and extglob',
    source:
      'set -f\nf() { echo *; }\nf\nset +f\nshopt -s extglob\ng() { case $1 in @(a|b)) echo ab ;; *) echo other ;; esac; }\ng a\ng c\n',
  },
  {
    name: 'posix mode',
    source: 'f() { echo a; return 3; }\nset -o posix\nf\necho "$?"\ng() { local x=1; echo "$x"; }\ng\n',
  },
  { name: 'set -a', source: 'set -a\nX=1\nset +a\nf() { env | grep -c ^X=; }\nf\n' },
  {
    name: 'a change of folder',
    source: 'mkdir -p sub\nf() { cd sub; pwd | sed "s|.*/||"; }\nf\ng() { pwd | sed "s|.*/||"; }\ng\n',
  },
  { name: 'umask and ulimit', source: 'f() { umask 077; ulimit -n 50; }\nf\numask\nulimit -n\n' },
  {
    name: 'jobs in the background',
    source: 'f() { sleep 0.1; echo "bg $1"; return 3; }\nf 1 &\nwait "$!"\necho "$?"\nf 2 &\nwait\necho end\n',
  },
  {
    name: 'a job that a function starts',
    source: 'f() { sleep 0.1 & echo started; }\nf\nwait "$!"\necho "$?"\ng() { wait; }\ng\n',
  },
  { name: 'wait -n', source: 'f() { (sleep 0.1; exit 4) & }\nf\nwait -n\necho "$?"\n' },
  {
    name: 'a coprocess',
    source:
      'coproc CAT { cat; }\nf() { echo hello >&"${CAT[1]}"; read -r x <&"${CAT[0]}"; echo "$x"; kill "$CAT_PID"; wait "$CAT_PID" 2>/dev/null; }\nf\n',
  },
  { name: '$_ behind a call', source: 'f() { echo a b; }\nf x y\necho "$_"\n' },
  { name: '$! behind a call', source: 'sleep 0 &\np=$!\nf() { echo a; }\nf\n[[ $p == "$!" ]] && echo same\nwait\n' },
  { name: 'RANDOM and SECONDS', source: 'RANDOM=42\nf() { echo "$RANDOM"; }\nf\nf\necho "$RANDOM"\n' },
  {
    name: 'recursion',
    source:
      'fact() { if (($1 < 2)); then echo 1; else local r; r=$(fact $(($1 - 1))); echo $(($1 * r)); fi; }\nfact 4\ndown() { (($1)) || return 5; down $(($1 - 1)); }\ndown 3\necho "$?"\n',
  },
  { name: 'functions inside functions', source: 'outer() { inner() { echo "in $1"; }; inner 1; }\nouter\ninner 2\n' },
  {
    name: 'functions that are defined again',
    source:
      'f() { echo one; }\nf\nf() { echo two; }\nf\nif true; then f() { echo three; }; else f() { echo four; }; fi\nf\n',
  },
  { name: 'functions that define themselves anew', source: 'f() { f() { echo later; }; echo first; }\nf\nf\n' },
  {
    name: 'definitions behind && and ||',
    source: 'true && f() { echo a; }\nf\nfalse && g() { echo b; }\ng\nfalse || h() { echo c; } || echo no\nh\n',
  },
  { name: 'unset -f', source: 'f() { echo a; }\nf\nunset -f f\nf\necho "$?"\n' },
  { name: 'readonly -f', source: 'f() { echo a; }\nreadonly -f f\nf\nf() { echo b; }\nf\n' },
  {
    name: 'asking whether a function is there',
    source:
      'f() { :; echo a; }\ndeclare -F f\ntype -t f\ncommand -v f\ndeclare -f f >/dev/null && echo yes\n[[ $(type -t nope) ]] || echo no\n',
  },
  {
    name: 'indirect calls',
    source:
      'f() { echo "f $1"; }\nc=f\n"$c" 1\neval "f 2"\nfor n in f; do $n 3; done\ncommand_() { "$@"; }\ncommand_ f 4\n',
  },
  {
    name: 'names with dashes and colons',
    source: 'a-b() { echo 1; }\nlib::c() { echo 2; }\nx.y() { echo 3; }\na-b\nlib::c\nx.y\n',
  },
  {
    name: 'names of commands',
    source:
      'date() { echo fake; }\ncurl() { echo fake; }\nmktemp() { echo fake; }\nrm() { echo fake; }\nsed() { echo fake; }\ndate; curl; mktemp; rm; sed\n',
  },
  {
    name: 'a command that is not found',
    source: 'f() { nosuchcommand_x; echo "$?"; }\nf\nset -e\nf\nnosuchcommand_y\n',
  },
  { name: 'break in a function', source: 'for i in 1 2; do f() { break 2>/dev/null; echo "$i"; }; f; done\n' },
  { name: 'exec with redirections', source: 'f() { exec >o.txt; }\nf\necho hidden\nexec >&2\ncat o.txt\n' },
  {
    name: 'large outputs',
    source:
      'f() { seq 1 20000; }\nf | tail -n 1\nx=$(f)\necho "${#x}"\ng() { local i; for i in {1..300}; do echo "$i"; done; }\ng | cksum\n',
  },
  { name: 'a reader that goes away', source: 'set -o pipefail\nf() { seq 1 100000; }\nf | head -n 1\necho "$?"\n' },
  {
    name: 'bytes that are no text',
    source: "f() { printf '\\377\\376\\n' | od -An -tx1; printf %s \"$1\" | od -An -tx1; }\nf $'\\xff'\n",
    environment: { LC_ALL: 'C' },
  },
  {
    name: 'another locale',
    source: 'f() { printf "%.1f\\n" 1,5 2>/dev/null; echo "${LC_ALL-}"; x=ä; echo "${#x}"; }\nf\n',
    environment: { LC_ALL: 'C.UTF-8' },
  },
  {
    name: 'another PATH',
    source: 'f() { echo "${PATH-none}" | grep -c .; }\nf\nPATH=/usr/bin:/bin\nf2() { echo "$PATH"; }\nf2\n',
  },
  {
    name: 'a select of what runs',
    source:
      'main() { case ${1-} in start) start ;; *) usage; return 2 ;; esac; }\nusage() { echo usage >&2; }\nstart() { echo started; }\nmain "$@"\n',
    args: ['start'],
    outcomes: { main: 'ok', start: 'ok' },
  },
  {
    name: 'a main at the end',
    source:
      'set -euo pipefail\nmain() { step one; step two; }\nstep() { echo "step $1"; [[ $1 != two ]]; }\nmain "$@"\n',
    outcomes: { main: 'exit_1', step: 'exit_1' },
  },
  {
    name: 'readonly variables',
    source:
      'readonly status=1 name=2 task=3 job=4 url=5 i=6 line=7\nf() { echo "$status$name$task$job$url$i$line"; }\nf\n',
  },
  {
    name: 'aliases',
    source:
      'shopt -s expand_aliases\nalias echo="echo aliased" local="echo no" return="echo no" printf="echo no"\nf() { echo a; }\nf\n',
  },
  { name: 'times and time', source: 'TIMEFORMAT=x\nf() { echo a; }\ntime f\n' },
  {
    name: 'mapfile from a function',
    source: 'f() { printf "%s\\n" a "b c"; }\nmapfile -t m < <(f)\necho "${#m[@]} ${m[1]}"\n',
  },
  {
    name: 'BASH_SUBSHELL and $BASHPID',
    source: 'f() { echo "$BASH_SUBSHELL"; [[ $BASHPID == "$$" ]] && echo same; }\nf\n(f)\nf | cat\n',
  },
  {
    name: 'a lock that is held',
    source: 'exec 9>lock\nflock 9\nf() { echo a; }\nf\nexec 9>&-\n(flock -n 9 && echo free) 9>lock\n',
  },
  {
    name: 'a file that is sourced',
    source:
      'echo \'g() { echo "g $1"; return 2; }\' > lib.bash\nsource ./lib.bash\nf() { g "$1"; }\nf x\necho "$?"\nsourced() { source ./lib.bash; g 1; }\nsourced\n',
  },
  {
    name: 'returning from a sourced file',
    source: 'echo "echo in; return 3; echo no" > lib.bash\nf() { source ./lib.bash; echo "$?"; }\nf\n',
  },
  { name: 'set -e and arithmetic', source: 'set -e\nf() { ((x = 1)); echo a; ((x = 0)); echo no; }\nf\n' },
  { name: 'set -e and a failing last test', source: 'set -e\nf() { [[ -z x ]] && echo no; }\nf\necho no\n' },
  { name: 'flags of bash', source: 'f() { echo a; false; echo b; }\nf\n', flags: ['-eu'] },
  {
    name: 'failglob, nocasematch and the like',
    source:
      'shopt -s failglob nocasematch xpg_echo localvar_inherit globstar dotglob\nf() { echo "a\\tb"; [[ A == a ]] && echo same; }\nf\n',
  },
  { name: 'noclobber', source: 'set -C\nf() { echo a >o.txt; echo b >o.txt; echo "$?"; }\nf\n' },
  { name: 'job control', source: 'set -m\nf() { sleep 0.1 & wait "$!"; echo a; }\nf\nf | cat\nf &\nwait\n' },
  { name: 'no braces', source: 'set +B\nf() { echo {a,b} "$#"; }\nf x=1 y\n' },
  { name: 'older Bash', source: 'BASH_COMPAT=4.2\nf() { local a=(1 2); echo "${a[@]}"; }\nf\n' },
  {
    name: 'variables that cannot be set',
    source: 'readonly IFS PATH OPTARG OPTIND LC_ALL TIMEFORMAT TMPDIR REPLY _x\nf() { echo "$1"; }\nf "a b"\n',
  },
  {
    name: 'variables of another kind',
    source:
      'declare -i key value\ndeclare -u text label\ndeclare -l body\ndeclare -a line file\ndeclare -A now\nf() { key=1+1; text=abc; echo "$key $text"; }\nf\n',
  },
  { name: 'an IFS of digits', source: 'IFS=0123456789.:/_-eT\nf() { echo "$*"; set -- a0b; echo $1; }\nf a b\nf\n' },
  { name: 'an IFS that is unset', source: 'unset IFS\nf() { echo $1; echo "$*"; }\nf "a  b" c\n' },
  { name: 'a closed standard input', source: 'exec <&-\nf() { read -r x 2>/dev/null; echo "$?"; }\nf\n' },
  { name: 'an ignored SIGPIPE', source: 'trap "" PIPE\nf() { echo a; }\nf | cat\nf\n' },
  { name: 'few files', source: 'f() { echo a; }\nulimit -n 16\nf\nf | cat\n' },
  {
    name: 'names of more commands',
    source:
      'awk() { echo f; }\ncat() { echo f; }\nstat() { echo f; }\nmv() { echo f; }\nmkdir() { echo f; }\ntouch() { echo f; }\nbase64() { echo f; }\nod() { echo f; }\nsort() { echo f; }\ntr() { echo f; }\nid() { echo f; }\nsleep() { echo f; }\nenv() { echo f; }\nls() { echo f; }\nfind() { echo f; }\nreadlink() { echo f; }\nawk; cat; stat; mv; mkdir; touch; base64; od; sort; tr; id; sleep; env; ls; find; readlink\n',
  },
  {
    name: 'a task in a loop of substitutions',
    source: 'f() { echo "$1"; }\nfor i in 1 2 3 4 5; do x=$(f "$i"); echo "$x"; done\n',
  },
  {
    name: 'a handler as a task',
    source: 'cleanup() { echo "clean $?"; }\ntrap cleanup EXIT\nf() { exit 4; }\nf\n',
    outcomes: { f: 'exit_4' },
  },
  {
    name: 'a handler of signals as a task',
    source: 'got() { echo "got $?"; }\ntrap got USR1\nf() { (exit 6); kill -USR1 $$; echo "then $?"; }\nf\n',
  },
  {
    name: 'an EXIT trap that calls tasks',
    source: 'set -e\nf() { echo "f $1"; }\ntrap \'f end; f more; echo "$?"\' EXIT\nf start\nfalse\n',
  },
  {
    name: 'a task that reads and sets $?',
    source: 'f() { local rc=$?; return "$rc"; }\n(exit 8)\nf\necho "$?"\n(exit 8) || f\necho "$?"\n',
  },
  {
    name: 'return in a loop with redirections',
    source: 'f() { while read -r x; do [[ $x == b ]] && return 7; done <<<$\'a\\nb\\nc\'; }\nf\necho "$?"\n',
  },
  {
    name: 'a deep recursion',
    source: 'export TASK_MONITOR_DISABLED=1\nf() { (($1 == 0)) || f $(($1 - 1)); }\nf 300\necho "$?"\n',
  },
  {
    name: 'errors in the body',
    source: 'f() { local -r a=1; a=2; echo no; }\nf\necho "$?"\ng() { echo $((1 / 0)); echo "after"; }\ng\necho "$?"\n',
  },
  { name: 'eval in the body', source: 'f() { eval "$1"; echo "$?"; }\nf "echo a; (exit 3)"\nf "("\necho b\n' },
  { name: 'set -e in eval', source: 'set -e\nf() { eval "false; echo no"; echo no; }\nf\n' },
  {
    name: 'command and builtin before functions',
    source: 'f() { command echo a; builtin echo b; }\nf\ncommand f\necho "$?"\n',
  },
  {
    name: 'a function that is piped into while',
    source: 'n=0\nf() { printf "%s\\n" 1 2 3; }\nf | while read -r x; do n=$((n + x)); echo "$n"; done\necho "$n"\n',
  },
  { name: 'disown and nohup', source: 'f() { sleep 0.1 & disown; }\nf\njobs\necho end\n' },
  {
    name: 'a select of the end',
    source:
      'f() { return "$1"; }\nf 0 && f 1 || f 2\necho "$?"\nuntil f 0; do :; done\nfor i in 1 0; do f "$i" && break; done\necho "$i"\n',
  },
];
