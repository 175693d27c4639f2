import assert from 'node:assert/strict';
import { faultyGateways } from '../faultyGateways';
import { HEADER, runBash } from './runBash';
import { variants } from '../variants';

// Whatever the gateway does: exit status, standard output and standard error are those of the job without us, but for one line.

/** What curl says, where the runtime does not say it itself. */
const warnings: Readonly<Record<string, RegExp>> = {
  'refuses connections': /curl: \(7\) .*(refused|connect)/i,
  'has a name that is not found': /curl: \(6\) /,
  'closes without an answer': /curl: \((52|56)\) /,
  'closes in the middle of the headers': /the answer broke off/,
  'closes in the middle of the body': /curl: \(18\) /,
  'answers garbage': /curl: \((1|8|56)\) |HTTP 000/,
  'speaks TLS with an unknown CA': /curl: \(60\) /,
  'speaks no TLS behind an https URL': /curl: \(35\) /,
};

const jobs: readonly string[] = [
  // One that returns and prints.
  `
load() { #-
load() { task_monitor_task load load__task "$@"; } #+
load__task() { #+
  echo loading
  echo 'a warning of the job' >&2
}
load
load | cat
`,
  // One that goes on after a failure, under set -e, with a trap.
  `
set -euo pipefail
trap 'echo "bye $?"' EXIT
load() { #-
load() { task_monitor_task load load__task "$@"; } #+
load__task() { #+
  echo "loading $1"
  return 3
}
load 1 || echo "handled $?"
exit 4
`,
  // One that dies in the middle of a task.
  `
set -e
load() { #-
load() { task_monitor_task load load__task "$@"; } #+
load__task() { #+
  echo begin
  false
  echo 'not reached'
}
load
`,
];

describe('Bash jobs go on as without us, with one warning, when their gateway', () => {
  for (const { name, start, warning } of faultyGateways) {
    it(name, async () => {
      const faulty = await start();
      try {
        await Promise.all(
          jobs.map(async (source) => {
            const header = HEADER.trimEnd().replaceAll('\n', ' #+\n');
            const { plain, instrumented } = variants(`${header} #+\n${source}`);
            const without = await runBash(plain);
            const run = await runBash(instrumented, { environment: { PUSHGATEWAY_URL: faulty.url } });
            // A pipeline's part is a process of its own, which says it too.
            const lines = new Set(run.warnings.map((line) => line.replace(/ after \d+ m?s|\d+ milli\S*/gu, '')));
            assert.equal(lines.size, 1, run.stderr);
            const [line = ''] = lines;
            assert.match(line, warnings[name] ?? warning);
            assert.match(line, /^TaskMonitor: \P{Cc}+$/u, 'without control characters');
            const rest = run.stderr.split('\n').filter((text) => !text.startsWith('TaskMonitor: '));
            assert.deepEqual(
              { stdout: run.stdout, exitCode: run.exitCode, stderr: rest.join('\n') },
              { stdout: without.stdout, exitCode: without.exitCode, stderr: without.stderr },
            );
          }),
        );
      } finally {
        await faulty.close();
      }
    });
  }
});

it('standard error that is a value has no warning in it, which goes where that of the script does', async () => {
  const source = `${HEADER}
load() { task_monitor_task load load__task "$@"; }
load__task() { echo 'a message' >&2; }
text=$(load 2>&1)
echo "[$text]"
`;
  const environment = { PUSHGATEWAY_URL: 'http://127.0.0.1:1' };
  const files = { 'outer.sh': 'bash ./inner.sh 2>&1 >stdout | sed "s/^/stderr: /"; cat stdout', 'inner.sh': source };
  const { stdout, stderr } = await runBash('source ./outer.sh', { environment, files });
  assert.match(stdout, /^stderr: TaskMonitor: .*\n\[a message\]\n$/);
  assert.equal(stderr, '');
});
