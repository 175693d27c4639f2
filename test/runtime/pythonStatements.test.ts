import assert from 'node:assert/strict';
import type { InstrumentRequest, InstrumentStyle } from '../../src/instrument/plan';
import { pythonInstrumenter } from '../../src/instrument/python/pythonInstrumenter';
import { applyEdits } from '../../src/text/textEdit';
import { testParsers } from '../support/parsers';
import { startRealPushgateway, type RealPushgateway } from '../support/realPushgateway';
import { pushedGroups } from './pushedGroups';
import { debianPython } from './pythons';
import { runScript } from './runScript';

/** A program, what of it becomes a task, and what the gateway then holds. */
interface Program {
  readonly name: string;
  /** The statements between `«` and `»`, or those at the caret `|`; without either all functions. */
  readonly source: string;
  readonly styles?: readonly InstrumentStyle[];
  /** By task: the error of a failure, or the number of records; `undefined` is a success without one. */
  readonly tasks: Readonly<Record<string, { readonly error?: string; readonly records?: number } | undefined>>;
}

const programs: readonly Program[] = [
  {
    name: 'statements of the module',
    source:
      'import sys\nx = 20\n«rows = [x + 1 for x in range(3)]\nfor row in rows:\n    print(row)\nprint(len(rows), x)»\nprint(rows)\n',
    tasks: { 'job.statements': { records: 3 } },
  },
  {
    name: 'statements that fail',
    source: 'x = []\nprint("a")\n«y = 1\nprint(x[y])»\nprint("never")\n',
    tasks: { 'job.statements': { error: 'IndexError' } },
  },
  {
    name: 'the whole script',
    source:
      '«import os\ncount = 0\nfor letter in "abc":\n    count += 1\nprint(count)\n»\ndef unused():\n    return os\n',
    tasks: { 'job.main': { records: 3 } },
  },
  {
    name: 'a main block with an exit code of 0',
    source:
      'import sys\ndef main():\n    print("main")\n    return 0\nif __name__ == "__main__":\n    |sys.exit(main())\n',
    tasks: { 'job.__main__': {} },
  },
  {
    name: 'a main block with another exit code',
    source: 'import sys\ndef main():\n    print("main")\n    return 3\nif __name__ == "__main__": |sys.exit(main())\n',
    tasks: { 'job.__main__': { error: 'SystemExit' } },
  },
  {
    name: 'a main block that dies',
    source:
      'def main():\n    raise OSError("gone")\nif __name__ == "__main__":\n    # go\n    |main()\n    print("never")\n',
    tasks: { 'job.__main__': { error: 'OSError' } },
  },
  {
    name: 'statements with a return between them',
    source:
      'def find(rows, wanted):\n    found = "none"\n    «for row in rows:\n        if row == wanted:\n            return f"{row}!"\n    found += "?"»\n    return found\nprint(find("abc", "b"), find("abc", "z"))\n',
    tasks: { 'job.find.statements': {} },
  },
  {
    name: 'statements that leave a loop',
    source:
      'out = []\nfor part in (["a", "b"], [], ["c"], ["stop"], ["d"]):\n    «count = 0\n    for each in part:\n        count += 1\n    if not count:\n        continue\n    if part == ["stop"]:\n        break\n    out.append(count)»\n    print(out)\nelse:\n    print("else")\nprint(out)\n',
    tasks: { 'job.statements': { records: 1 } },
  },
  {
    name: 'statements of a generator',
    source:
      'def numbers():\n    yield 0\n    «for n in (1, 2):\n        got = yield n\n        print("got", got)\n    yield from "ab"»\n    return 9\nprint(list(numbers()))\n',
    tasks: { 'job.numbers.statements': {} },
  },
  {
    name: 'statements of a coroutine',
    source:
      'import asyncio\nasync def work():\n    total = 0\n    «async def one():\n        await asyncio.sleep(0)\n        return 2\n    total += await one()\n    total += sum(await asyncio.gather(one(), one()))»\n    return total\nprint(asyncio.run(work()))\n',
    tasks: { 'job.work.statements': {} },
  },
  {
    name: 'statements that bind names for functions',
    source:
      'def show():\n    return limit, helper(2)\n«limit = 5\ndef helper(x):\n    global limit\n    limit += x\n    return limit\nprint(show())»\nprint(limit, __name__, sorted(n for n in globals() if n in ("limit", "helper", "show")))\n',
    tasks: { 'job.statements': {} },
  },
  {
    name: 'records on early returns',
    source:
      'def load(path):\n    if not path:\n        return []\n    rows = []\n    for each in path:\n        rows.append(each)\n    return rows\nprint(load("abcd"), load(""))\n',
    styles: ['with', 'try', 'decorator'],
    tasks: { 'job.load': { records: 0 } },
  },
  {
    name: 'records of a counter and of a length',
    source:
      'def count(rows):\n    processed = skipped = 0\n    for row in rows:\n        if not row:\n            skipped += 1\n            continue\n        processed += 1\n    print("skipped", skipped)\ndef size(rows):\n    return len(rows)\ncount([1, 0, 2])\nprint(size("abcde"))\n',
    tasks: { 'job.count': { records: 2 }, 'job.size': { records: 5 } },
  },
  {
    name: 'a number of records beside a failure',
    source:
      'def load():\n    rows = [1, 2]\n    rows.append(3)\n    raise KeyError("x")\n    return rows\ntry:\n    load()\nexcept KeyError as error:\n    print(repr(error))\n',
    tasks: { 'job.load': { error: 'KeyError' } },
  },
];

const usualStyles: readonly InstrumentStyle[] = ['with', 'try'];

describe('statements and records, run', () => {
  let gateway: RealPushgateway;
  beforeEach(async () => {
    gateway = await startRealPushgateway();
  });
  afterEach(() => gateway.stop());

  for (const { name, source, styles = usualStyles, tasks } of programs) {
    for (const style of styles) {
      it(`${name}, ${style}`, async () => {
        const plain = source.replace(/[«»|]/g, '');
        const instrumented = await instrument(source, style);
        const environment = { PUSHGATEWAY_URL: gateway.url };
        const expected = await runScript(debianPython(), plain);
        const run = await runScript(debianPython(), instrumented, { environment });
        assert.deepEqual(run.warnings, []);
        assert.equal(run.stdout, expected.stdout);
        assert.equal(run.exitCode, expected.exitCode);
        assert.equal(
          run.stderr.split('\n').at(-2),
          expected.stderr.split('\n').at(-2),
          'the last line of the traceback',
        );
        const groups = await pushedGroups(gateway.url);
        const found = Object.fromEntries(
          groups.map(({ labels, samples }) => [labels['task_name'], outcomeOf(samples)]),
        );
        assert.deepEqual(found, tasks);
      });
    }
  }
});

async function instrument(marked: string, style: InstrumentStyle): Promise<string> {
  const source = marked.replace(/[«»|]/g, '');
  const [caret, start] = [marked.indexOf('|'), marked.indexOf('«')];
  const span = caret < 0 ? { start, end: marked.indexOf('»') - 1 } : { start: caret, end: caret };
  const targets: InstrumentRequest['targets'] = span.start < 0 ? 'all' : { statements: span };
  return testParsers().use('python', source, (tree) => {
    const request = { targets, style, records: true, path: '/jobs/job.py', importModule: 'monitoring' };
    const { edits, outcomes } = pythonInstrumenter.planInstrument(tree, request);
    assert.ok(outcomes.length > 0 && outcomes.every(({ kind }) => kind === 'instrumented'), JSON.stringify(outcomes));
    return applyEdits(source, edits);
  });
}

function outcomeOf(samples: Readonly<Record<string, number>>): { error?: string; records?: number } {
  const failure = Object.entries(samples).find(([name, value]) => name.startsWith('task_failure_total') && value > 0);
  const error = /error_code="(.*)"/.exec(failure?.[0] ?? '')?.[1];
  const records = samples['task_processed_records'];
  return { ...(error === undefined ? {} : { error }), ...(records === undefined ? {} : { records }) };
}
