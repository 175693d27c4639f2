import assert from 'node:assert/strict';
import { faultyGateways } from './faultyGateways';
import { allPythons, debianPython } from './pythons';
import type { Python } from './pythons';
import { runScript } from './runScript';
import { variants } from './variants';

// Whatever the gateway does: result, exception, exit code and standard output are those of the job without us.

const HEADER = 'from monitoring import TaskMonitor  #+\nmonitor = TaskMonitor("job", timeout=2)  #+\n';

const jobs: readonly string[] = [
  // One that returns and prints.
  `
import sys

@monitor.task("load", records=len)  #+
def load():
    print("loading")
    print("a warning of the job", file=sys.stderr)
    return [1, 2, 3]

print(load())
`,
  // One whose caller waits for a certain exception.
  `
def load():
    with monitor.task("load"):  #+
    if True:  #-
        raise ValueError("no rows")

try:
    load()
except ValueError as error:
    print("handled", error, type(error.__context__), error.__cause__)
    raise SystemExit(3)
`,
  // One that dies of an exception.
  `
def load():
    with monitor.task("load"):  #+
    if True:  #-
        raise KeyError("no such table")

print("begin", flush=True)
load()
`,
  // One that is asynchronous.
  `
import asyncio

@monitor.task("load")  #+
async def load(number):
    await asyncio.sleep(0)
    print("loaded", number)
    return number

async def main():
    print(await asyncio.gather(load(1), load(2)))
    raise SystemExit(4)

asyncio.run(main())
`,
];

describe('jobs go on as without us, with one warning, when their gateway', () => {
  for (const { name, start, warning } of faultyGateways) {
    it(name, () => expectNoHarm(debianPython(), jobs, start, warning));
  }
});

// The sockets of the other versions: all faults that the runtime bounds itself on the oldest and the newest, one on the rest.
const others = allPythons().slice(1);
for (const python of others) {
  const isOldestOrNewest = python === others[0] || python === others.at(-1);
  const some = faultyGateways.filter(({ name }) => (isOldestOrNewest ? /never|for ever|CA/ : /for ever/).test(name));
  describe(`jobs on ${python.name} go on as without us, with one warning, when their gateway`, () => {
    for (const { name, start, warning } of some) {
      it(name, () => expectNoHarm(python, jobs.slice(0, 2), start, warning));
    }
  });
}

async function expectNoHarm(
  python: Python,
  sources: readonly string[],
  start: (typeof faultyGateways)[number]['start'],
  warning: RegExp,
): Promise<void> {
  const faulty = await start();
  const options = { environment: { PUSHGATEWAY_URL: faulty.url }, flags: ['-W', 'error'] };
  try {
    await Promise.all(
      sources.map(async (source) => {
        const { plain, instrumented } = variants(HEADER + source);
        const without = await runScript(python, plain);
        const run = await runScript(python, instrumented, options);
        const [line = '', ...more] = run.warnings;
        assert.deepEqual(more, [], 'one warning');
        assert.match(line, warning);
        assert.match(line, /^TaskMonitor: \P{Cc}+$/u, 'without control characters');
        assert.deepEqual([run.stdout, run.exitCode], [without.stdout, without.exitCode]);
        // The line numbers of a traceback differ, its last line does not.
        const rest = run.stderr.replace(`${line}\n`, '');
        assert.equal(rest.trimEnd().split('\n').at(-1), without.stderr.trimEnd().split('\n').at(-1));
      }),
    );
  } finally {
    await faulty.close();
  }
}
