import assert from 'node:assert/strict';
import { asyncProperty, assert as check, nat } from 'fast-check';
import { inTemporaryFolder } from '../../../corpus/corpusPython';
import { instrumentStatements } from '../../../corpus/instrumentStatements';
import { judgeStatements, type StatementsEntry } from '../../../corpus/judgeStatements';
import { testParsers } from '../../../support/parsers';
import { pythonModule } from '../../../support/pythonModules';

/** `GENERATED=1000` tries more. */
const numRuns = Number(process.env['GENERATED'] ?? 60);

describe('statements of modules made at random', () => {
  it('come back alone and together, a second time changes nothing, and Python finds them again', async () => {
    const entries: StatementsEntry[] = [];
    const parsers = testParsers();
    await check(
      asyncProperty(pythonModule, nat(), async (source, seed) => {
        const result = await instrumentStatements(parsers, '/jobs/nightly.py', source, { seed, times: 4 });
        assert.deepEqual(result.problems, []);
        assert.deepEqual(
          result.refusals.filter((reason) => /^not in the state|^the state says/.test(reason)),
          [],
        );
        entries.push({
          name: JSON.stringify([source, result.instrumented]),
          original: Buffer.from(source),
          instrumented: Buffer.from(result.instrumented),
          wrapped: result.wrapped,
        });
      }),
      { numRuns },
    );
    await inTemporaryFolder(async (folder) => {
      const { problems, wrapped } = await judgeStatements(folder, entries);
      assert.equal(problems[0], undefined);
      assert.ok(wrapped > numRuns / 2, `only ${wrapped} tasks`);
    });
  }).timeout(60_000 + numRuns * 2000);
});
