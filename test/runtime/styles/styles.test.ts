import assert from 'node:assert/strict';
import type { InstrumentStyle } from '../../../src/instrument/plan';
import { pythonInstrumenter } from '../../../src/instrument/python/pythonInstrumenter';
import { startRealPushgateway, type RealPushgateway } from '../../support/realPushgateway';
import { pushedOutcomes } from '../pushedOutcomes';
import { allPythons, type Python } from '../pythons';
import { runScript } from '../runScript';
import { instrumentedProgram } from './instrumentedProgram';
import { plainPrograms } from './plainPrograms';
import type { StyleProgram } from './styleProgram';
import { suspendingPrograms } from './suspendingPrograms';

/** What instrument writes, run by Python itself: each function of a program, functions inside functions too. */
for (const python of oldestAndNewest(allPythons())) {
  describe(`programs that instrument has changed, ${python.name}`, () => {
    let gateway: RealPushgateway;
    before(async () => {
      gateway = await startRealPushgateway();
    });
    after(() => gateway.stop());

    for (const program of [...plainPrograms, ...suspendingPrograms]) {
      it(`${program.name}: the same with each style, and reported`, async () => {
        await assertSame(python, program, gateway.url);
      });
    }
  });
}

/** Debian's, and of the others the first and the last: those between are tried by what the runtime does by itself. */
function oldestAndNewest([debian, ...others]: readonly Python[]): readonly Python[] {
  return [...new Set([debian, others[0], others.at(-1)])].filter((each) => each !== undefined);
}

async function assertSame(python: Python, program: StyleProgram, gateway: string): Promise<void> {
  const without = await runScript(python, program.source);
  for (const style of pythonInstrumenter.styles) {
    const job = `${program.name}, ${style}`;
    const { text, refused } = await instrumentedProgram(program.source, style, job);
    assert.deepEqual(refused, program.refused?.[style] ?? []);
    const run = await runScript(python, text, { environment: { PUSHGATEWAY_URL: gateway } });
    assert.deepEqual([run.exitCode, run.stdout], [without.exitCode, without.stdout], `${style}: ${run.stderr}`);
    assert.equal(lastLine(run.stderr), lastLine(without.stderr), style);
    assert.deepEqual(run.warnings, []);
    if (program.expected !== undefined) {
      assert.deepEqual(await pushedOutcomes(gateway, job), inStyle(program.expected, style), style);
    }
  }
}

/** The explicit form has no call for a run without a verdict. */
function inStyle(expected: Readonly<Record<string, string>>, style: InstrumentStyle): Readonly<Record<string, string>> {
  const told = Object.entries(expected).filter(([, outcome]) => style !== 'try' || outcome !== 'completed');
  return Object.fromEntries(told);
}

/** What a program dies of. */
function lastLine(stderr: string): string | undefined {
  return stderr.trimEnd().split('\n').at(-1);
}
