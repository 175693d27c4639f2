import assert from 'node:assert/strict';
import { pythonInstrumenter } from '../../../src/instrument/python/pythonInstrumenter';
import { faultyGateways, type FaultyGateway } from '../faultyGateways';
import { debianPython } from '../pythons';
import { runScript } from '../runScript';
import { instrumentedProgram } from './instrumentedProgram';

/** Ends with an exit code of its own, behind an exception that it handles and a loop that must not be held up. */
const program = `
import asyncio, sys

def load(rows):
    for row in rows:
        if row > 1:
            return row
    raise ValueError("no rows")

async def quick():
    return "quick"

async def main():
    ready = asyncio.Event()

    async def works():
        await quick()
        await asyncio.sleep(0.01)
        ready.set()

    waiting = asyncio.ensure_future(asyncio.wait_for(ready.wait(), 2))
    await asyncio.sleep(0)
    await works()
    try:
        return await waiting
    except asyncio.TimeoutError:
        return "the loop was held up"

print(load([1, 2]))
try:
    load([])
except ValueError as error:
    print("handled", error, error.__context__)
print(asyncio.run(main()))
sys.exit(3)
`;

/** The program waits for its first push, and gives the gateway a rest; the loop comes first where that is looked at. */
const loopFirst = program.replace('print(load([1, 2]))\n', '').replace(/\ntry:\n {4}load[\s\S]*?__context__\)/, '');

describe('programs that instrument has changed, beside a gateway with a fault', () => {
  for (const name of ['refuses connections', 'accepts and never answers', 'answers 400']) {
    for (const style of pythonInstrumenter.styles) {
      it(`that ${name}, style ${style}: result, output and exit code are the same`, async () => {
        const fault = faultyGateways.find((each) => each.name === name);
        assert.ok(fault !== undefined);
        await Promise.all([program, loopFirst].map((source) => assertSame(fault, source, style)));
      }).timeout(60_000);
    }
  }

  for (const style of pythonInstrumenter.styles) {
    it(`without a gateway, style ${style}: the same, with one warning`, async () => {
      const without = await runScript(debianPython(), program);
      const { text } = await instrumentedProgram(program, style, 'job');
      const run = await runScript(debianPython(), text);
      assert.deepEqual([run.exitCode, run.stdout], [without.exitCode, without.stdout], run.stderr);
      assert.equal(run.warnings.length, 1, run.stderr);
      const silent = await runScript(debianPython(), text, { environment: { TASK_MONITOR_DISABLED: '1' } });
      assert.deepEqual([silent.exitCode, silent.stdout, silent.stderr], [without.exitCode, without.stdout, '']);
    });
  }
});

async function assertSame(fault: FaultyGateway, source: string, style: 'with' | 'decorator' | 'try'): Promise<void> {
  const gateway = await fault.start();
  try {
    const without = await runScript(debianPython(), source);
    const { text } = await instrumentedProgram(source, style, 'job');
    const run = await runScript(debianPython(), text, { environment: { PUSHGATEWAY_URL: gateway.url } });
    assert.equal(without.exitCode, 3, without.stderr);
    assert.deepEqual([run.exitCode, run.stdout], [without.exitCode, without.stdout], run.stderr);
    assert.ok(run.warnings.length > 0, run.stderr);
  } finally {
    await gateway.close();
  }
}
