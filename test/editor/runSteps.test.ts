import assert from 'node:assert/strict';
import type { Answer, Place } from '../../src/editor/quickInput/answer';
import { runSteps } from '../../src/editor/quickInput/runSteps';
import type { Step } from '../../src/editor/quickInput/runSteps';

type Answers = readonly string[];

/** Steps that note where they were asked, and answer as scripted. */
function scripted(script: readonly ('next' | 'back' | 'cancel')[]): { steps: Step<Answers>[]; asked: string[] } {
  const asked: string[] = [];
  const moves = [...script];
  const ask =
    (name: string) =>
    (answers: Answers, { step, totalSteps }: Place): Promise<Answer<Answers>> => {
      asked.push(`${name} ${step}/${totalSteps}`);
      const move = moves.shift();
      if (move === 'back') return Promise.resolve({ kind: 'back' });
      if (move === 'cancel') return Promise.resolve({ kind: 'cancelled' });
      return Promise.resolve({ kind: 'answered', value: [...answers, name] });
    };
  return {
    asked,
    steps: [
      { ask: ask('first') },
      { ask: ask('second'), applies: (answers) => !answers.includes('skip second') },
      { ask: ask('third') },
    ],
  };
}

describe('runSteps', () => {
  it('asks every step and hands on the answers', async () => {
    const { steps, asked } = scripted(['next', 'next', 'next']);
    assert.deepEqual(await runSteps('t', steps, []), ['first', 'second', 'third']);
    assert.deepEqual(asked, ['first 1/3', 'second 2/3', 'third 3/3']);
  });

  it('leaves out a step that does not apply', async () => {
    const { steps, asked } = scripted(['next', 'next']);
    assert.deepEqual(await runSteps('t', steps, ['skip second']), ['skip second', 'first', 'third']);
    assert.deepEqual(asked, ['first 1/2', 'third 2/2']);
  });

  it('goes back over a step that does not apply', async () => {
    const { steps, asked } = scripted(['next', 'back', 'next', 'next']);
    await runSteps('t', steps, ['skip second']);
    assert.deepEqual(asked, ['first 1/2', 'third 2/2', 'first 1/2', 'third 2/2']);
  });

  it('ends without answers when the person gives up', async () => {
    const { steps, asked } = scripted(['next', 'cancel']);
    assert.equal(await runSteps('t', steps, []), undefined);
    assert.equal(asked.length, 2);
  });
});
