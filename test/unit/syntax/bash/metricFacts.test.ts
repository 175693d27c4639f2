import assert from 'node:assert/strict';
import { eachReads, factsOf, readDamaged, readEachPrefix } from '../../../support/factCases';

describe('Bash: metrics that a script writes', () => {
  eachReads('bash', {
    'echo with escaped quotes': [
      'echo "jobs_done{queue=\\"$1\\",host=\\"$(hostname -f)\\"} $count"',
      'unknown jobs_done(queue, host) -',
      'jobs_done: queue=1:parameter, host=!hostname("-f")',
    ],
    'echo with single quotes, without quotes, with line ends': [
      `echo 'a{x="1"} 2'\necho b{x=\\"y\\"} 5\necho -e "# TYPE c counter\\nc{x='1'} 1\\nc{x=\\"2\\"} 1"`,
      'unknown a(x) -',
      'unknown b(x) -',
      'counter c(x) -',
      'a: x="1"',
      'b: x="y"',
      'c: x="2"',
    ],
    'descriptions in other lines': [
      'echo "# HELP a What it is."\necho "# TYPE a gauge"\nfor f in /data/*; do\n  echo "a{file=\\"$f\\"} 1"\ndone',
      'gauge a(file) "What it is."',
      'a: file=f:loop',
    ],
    'printf with its arguments in the format': [
      `printf 'a{user="%s",pid="%d"} %s\\n' "$USER" $$ 1\nprintf "b_%s{x=\\"%s\\"} 1\\n" size "$x"\nprintf '# TYPE c gauge\\nc{p="%%"} %d\\n' 5`,
      'unknown a(user, pid) -',
      'unknown b_size(x) -',
      'gauge c(p) -',
      'a: user=environ.USER:unknown, pid=!$$()',
      'b_size: x=x:unknown',
      'c: p="%"',
    ],
    'here-documents, with expansions and without': [
      `cat <<EOF > out.prom
# HELP a Help of \\$a
# TYPE a gauge
a{user="$user",day="$(date +%F)"} 1
b 2
EOF
cat <<'EOF'
c{x="$x"} 1
EOF
cat <<-EOF
\td{x="1"} 1
\tEOF`,
      'gauge a(user, day) "Help of $a"',
      'unknown b() -',
      'unknown c(x) -',
      'unknown d(x) -',
      'a: user=user:unknown, day=!date("+%F")',
      'c: x="$x"',
      'd: x="1"',
    ],
    'here-strings, data of curl, text in a variable': [
      `curl --data-binary @- "$URL/metrics/job/j" -m 5 <<< "a{x=\\"1\\"} 1"
curl -m 5 --data-binary 'b 1
' http://gw/metrics/job/j
text="# TYPE c gauge
c{x=\\"$x\\"} 1
"`,
      'unknown a(x) -',
      'unknown b() -',
      'gauge c(x) -',
      'a: x="1"',
      'c: x=x:unknown',
      'curl POST ? job="j" own stated guarded',
      'curl POST http://gw job="j" own stated guarded',
    ],
    'names and labels in variables': [
      `prefix=backup
labels="job=\\"x\\",zone=\\"$zone\\""
echo "\${prefix}_size{$labels} 1"
echo "$metric{x=\\"1\\"} 1"
echo "b{$1} 1"
echo "c{$1=\\"y\\",z=\\"1\\"} 1"`,
      'unknown backup_size(job, zone) -',
      'unknown ?(x) -',
      'unknown b(?) -',
      'unknown c(z, ?) -',
      'backup_size: job="x", zone=zone:unknown',
      '?: x="1"',
      'c: z="1", …',
    ],
    'programs of awk and sed': [
      `awk '{printf "a{disk=\\"%s\\"} %d\\n", $1, $2}' | sed 's/^\\(.*\\)$/b{path="\\1"} 1/'
awk '{print "# HELP " $1 " text"}'`,
      'unknown a(disk) -',
      'unknown b(path) -',
      'a: disk=?',
      'b: path=?',
    ],
    'plain lines only where they go to a gateway or a file of metrics, or are described': [
      `echo "Copied 5"
echo "size 5" | curl --data-binary @- http://gw:9091/metrics/job/j
echo "age $(age)" >> /var/lib/node_exporter/age.prom
echo "# TYPE done gauge"
echo "done 1"`,
      'unknown size() -',
      'unknown age() -',
      'gauge done() -',
      'curl POST http://gw:9091 job="j" own endless guarded',
    ],
    'queries and other text in braces': [
      `curl -G "$PROM/api/v1/query" --data-urlencode 'query=up{job="x"}'
curl "$PROM" --data 'query=sum(rate(http_requests{job="x"}[5m])) > 5'
query='up{job="x"} > 0'
echo "usage: $0 {start|stop} 1"
curl -d '{"a": "b"}' http://host/
x=\${y}{z}`,
    ],
    'a sample in pieces': [
      'echo -n "a{disk=\\"$d\\", zone=\\"eu\\""\necho -n ", set=\\"$s\\""\necho "} 1"\necho -n "b{x=\\"1\\"}"\necho " 1"',
      'unknown a(disk, zone, ?) -',
      'unknown b(x) -',
      'a: disk=d:unknown, zone="eu", …',
      'b: x="1"',
    ],
    'samples of a histogram': [
      `cat <<EOF
# TYPE h histogram
h_bucket{path="/",le="1"} 1
h_sum{path="/"} 1
h_count{path="/"} 1
EOF`,
      'histogram h(path) -',
      'h: path="/"',
      'h: path="/"',
      'h: path="/"',
    ],
  });
});

describe('Bash: label values', () => {
  const cases: Readonly<Record<string, readonly [text: string, value: string]>> = {
    'a literal': ['echo "a{x=\\"y\\"} 1"', '"y"'],
    'text around an expansion': ['echo "a{x=\\"u-$id\\"} 1"', '["u-" + id:unknown]'],
    'an assigned variable': ['id=$(uuidgen)\necho "a{x=\\"$id\\"} 1"', 'id:local(!uuidgen())'],
    'one of two values': ['s=ok\n[ -f x ] || s=failed\necho "a{x=\\"$s\\"} 1"', 's:local(("ok" | "failed"))'],
    'a local variable before one outside': [
      'u=out\nf() { local u="$2"; echo "a{x=\\"$u\\"} 1"; }',
      'u:local(2:parameter)',
    ],
    'a loop over words': ['for i in a b; do echo "a{x=\\"$i\\"} 1"; done', 'i:loop(("a" | "b"))'],
    'a loop over files': ['for i in *.csv; do echo "a{x=\\"$i\\"} 1"; done', 'i:loop'],
    'lines that are read': ['while read -r name rest; do echo "a{x=\\"$name\\"} 1"; done', 'name:loop'],
    'the random number and the process': ['echo "a{x=\\"$RANDOM$BASHPID\\"} 1"', '[!$RANDOM() + !BASHPID()]'],
    'the exit status': ['echo "a{x=\\"$?\\"} 1"', '<enum>'],
    'back quotes and pipelines': [
      'id=`uuidgen | tr -d -`\necho "a{x=\\"$id\\"} 1"',
      'id:local({!uuidgen()}!tr("-d", "-"))',
    ],
    'the random file of Linux': ['echo "a{x=\\"$(cat /proc/sys/kernel/random/uuid)\\"} 1"', '!uuidgen()'],
    'a default and a part of a variable': [
      'echo "a{x=\\"${host%%.*}${PORT:-1}\\"} 1"',
      '[host:unknown + environ.PORT:unknown]',
    ],
    itself: ['x=${x#a}\necho "a{x=\\"$x\\"} 1"', 'x:local(x:local(x:local(x:local)))'],
  };
  for (const [title, [text, value]] of Object.entries(cases)) {
    eachReads('bash', { [title]: [text, 'unknown a(x) -', `a: x=${value}`] });
  }
});

describe('Bash: pushes', () => {
  eachReads('bash', {
    'methods, keys and time-outs': [
      `curl --data-binary @x http://gw:9091/metrics/job/nightly/instance/$(hostname)
curl -X PUT -m 5 --data-binary @x "http://gw/prefix/metrics/job/j?x=1"
curl -sSXPUT --connect-timeout=2 -T x https://u:p@gw/metrics/job/j/
curl --request DELETE --max-time 3 http://gw/metrics/job/j/env/prod
curl -T x $GW/metrics/job@base64/Zm9v/path@base64/L2E
timeout 10 curl -d @x http://gw/metrics/job/a%20b
wget -q -O- --post-file=x http://gw/metrics/job/j
wget --method=PUT -T 5 --body-file=x http://gw/metrics/job/j`,
      'curl POST http://gw:9091 job="nightly" instance=!hostname() own endless guarded',
      'curl PUT http://gw/prefix job="j" own stated guarded',
      'curl PUT https://u:p@gw job="j" own stated guarded',
      'curl DELETE http://gw job="j" env="prod" own stated guarded',
      'curl PUT ? job="foo" path="/a" own endless guarded',
      'curl POST http://gw job="a b" own stated guarded',
      'curl POST http://gw job="j" own default guarded',
      'curl PUT http://gw job="j" own stated guarded',
    ],
    'the address in variables': [
      `JOB=nightly
BASE="http://gw:9091"
URL="$BASE/metrics/job/$JOB/run/$RUN_ID"
curl --data-binary @- "$URL"
curl --data-binary @- "http://$HOST:9091/$PATH_OF_JOB" `,
      'curl POST http://gw:9091 job=JOB:local("nightly") run=environ.RUN_ID:unknown own endless guarded',
    ],
    'requests that send nothing, and other paths': [
      'curl http://gw/metrics/job/j\ncurl -X POST http://gw/api/v1/metrics\ncurl -d x http://gw/metrics\necho curl -d x http://gw/metrics/job/j',
    ],
    'loops, and what retries': [
      `for f in *; do curl -d @$f gw/metrics/job/a; done
while true; do curl -d @x gw/metrics/job/b; sleep 5; done
for try in 1 2 3; do curl -d @x gw/metrics/job/c && break; done
until curl -d @x gw/metrics/job/d; do sleep 1; done`,
      'curl POST gw job="a" own endless loop guarded',
      'curl POST gw job="b" own endless loop guarded',
      'curl POST gw job="c" own endless guarded',
      'curl POST gw job="d" own endless guarded',
    ],
    'with errors that end the script': [
      `set -euo pipefail
push() { curl -d @x gw/metrics/job/a; }
keeping() { local status=$?; set +e; curl -d @x gw/metrics/job/b; exit $status; }
stopping() { local status=$?; curl -d @x gw/metrics/job/h; exit $status; }
trap stopping TERM
trap push EXIT
trap 'keeping; rm x' ERR
curl -d @x gw/metrics/job/c || true
if curl -d @x gw/metrics/job/d; then echo; fi
curl -d @x gw/metrics/job/e
true && curl -d @x gw/metrics/job/f`,
      'curl POST gw job="a" own endless finally in push',
      'curl POST gw job="b" own endless catch guarded in keeping',
      'curl POST gw job="h" own endless catch in stopping',
      'curl POST gw job="c" own endless guarded',
      'curl POST gw job="d" own endless guarded',
      'curl POST gw job="e" own endless',
      'curl POST gw job="f" own endless',
    ],
  });
});

describe('Bash: pushes in the text of a handler', () => {
  eachReads('bash', {
    'with variables, options and what follows': [
      `set -e
JOB=nightly
URL="http://gw/metrics/job/$JOB"
trap 'curl -X PUT --max-time 5 --data-binary @x "$URL/env/\${ENV}"; rm x' EXIT
trap "curl -d @x http://gw/metrics/job/a || true" ERR`,
      'curl PUT http://gw job=JOB:local("nightly") env=environ.ENV:unknown own stated finally',
      'curl POST http://gw job="a" own endless catch guarded',
    ],
    'a status that is assigned ends the script': [
      'set -e\ncode=$(curl -d @x gw/metrics/job/a)\nf() { local code=$(curl -d @x gw/metrics/job/b); }',
      'curl POST gw job="a" own endless',
      'curl POST gw job="b" own endless guarded in f',
    ],
  });
});

describe('Bash: handlers without set -e', () => {
  eachReads('bash', {
    'a status that is lost, and one that is not': [
      'a() { curl -d @x gw/metrics/job/a; exit $?; }\nb() { curl -d @x gw/metrics/job/b; }\ntrap a EXIT\ntrap b EXIT',
      'curl POST gw job="a" own endless finally in a',
      'curl POST gw job="b" own endless finally guarded in b',
    ],
  });
});

describe('Bash: TaskMonitor', () => {
  eachReads('bash', {
    'jobs, grouping keys and tasks': [
      `source monitoring.sh
task_monitor nightly --grouping-key env="$ENV" --url http://gw:9091 --timeout 3 --grouping-key run=$$
task_monitor_task load_$1 load "$1"
task_monitor_run --job backup --task dump -- pg_dump --job x`,
      'taskmonitor POST http://gw:9091 job="nightly" env=environ.ENV:unknown run=!$$() own stated guarded',
      'taskmonitor POST http://gw:9091 job="nightly" task_name=["load_" + 1:parameter] env=environ.ENV:unknown run=!$$() own stated guarded',
      'taskmonitor POST ? job="backup" task_name="dump" own default guarded',
    ],
    'metrics of the job, beside text': [
      `echo "text{x=\\"1\\"} 1"
task_monitor_counter rows_total "Rows."
task_monitor_gauge size
task_monitor_inc rows_total 5 table="$table" user=$USER
task_monitor_set size 1
echo "last{x=\\"1\\"} 1"
task_monitor_observe other 1 x=y
task_monitor_record_failure load "$message"`,
      'unknown text(x) -',
      'counter rows_total(table, user) "Rows." own',
      'gauge size() - own',
      'unknown last(x) -',
      'text: x="1"',
      'rows_total: table=table:unknown, user=environ.USER:unknown',
      'size: ',
      'last: x="1"',
      '?other: x="y"',
      '?task_failure_total: error_code=message:unknown',
    ],
    'its own runtime': ['# TaskMonitor runtime 0.1.0 sha256:0\necho "a{x=\\"1\\"} 1"\ntask_monitor x'],
  });
});

describe('Bash: places and bad input', () => {
  it('tells where labels and values stand', async () => {
    const text = 'echo "a{user=\\"$id\\",zone=\\"eu\\"} 1"\nprintf \'b{x="%s"} 1\' "$y"';
    const { declarations, calls } = await factsOf('bash', text);
    const at = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
    assert.deepEqual(
      declarations.flatMap(({ labels }) => labels.map(({ span }) => at(span))),
      ['user', 'zone', 'x'],
    );
    assert.deepEqual(
      calls.flatMap(({ values }) => values.map(({ span }) => at(span))),
      ['$id', 'eu', '"$y"'],
    );
    assert.deepEqual(
      declarations.map(({ nameSpan }) => nameSpan && at(nameSpan)),
      ['a', 'b'],
    );
  });

  const sample = `#!/bin/bash
set -e
URL="$GW/metrics/job/\${JOB:-x}/a/$(hostname)"
push() { local s=$?
cat <<EOF | curl --data-binary @- "$URL" -m5
# HELP a b
a{x="$1",$labels,y="\${z[0]}é"} $((1 + 2))
EOF
}
trap 'push' EXIT
trap 'curl -d @x "$URL" || true; :' ERR
printf "b{x=\\"%s\\"} %d\\n" "$u" 1 >> x.prom || true
for i in 1 2; do echo -n b{x=\\"$i\\"} 5; done
task_monitor j --grouping-key a=b; task_monitor_inc m 1 l="$v"
`;

  it('is read with parts of it gone and odd characters in it', async () => {
    await readDamaged('bash', sample);
  }).timeout(120_000);

  it('is read at every prefix, with all places inside it', async () => {
    await readEachPrefix('bash', sample);
  }).timeout(120_000);

  it('ends with variables that mean each other, deep nesting and long lines', async () => {
    const text = `A="$B/metrics/job/$A"; B="$A$A"; C="$C"
curl -d @x "$A/$B/$C"
echo "a{x=\\"${'$('.repeat(500)}date${')'.repeat(500)}\\"} 1"
echo "b{x=\\"$A$B$C\\"} 1" "${'c{'.repeat(50_000)}"
echo "${'# HELP '.repeat(20_000)}"`;
    assert.ok((await factsOf('bash', text)).declarations.length >= 2);
  }).timeout(120_000);

  it('survives null bytes and halves of characters', async () => {
    await factsOf('bash', 'echo "a\0{x=\\"\uD800\\"} 1"\necho "b{x=\\"\uE000\\"} 1"');
  });
});
