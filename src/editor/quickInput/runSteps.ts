import type { Answer, Place } from './answer';

export interface Step<A> {
  /** False for a step that the answers so far make needless; default: always asked. */
  readonly applies?: (answers: A) => boolean;
  /** Answered with all answers, its own among them. */
  readonly ask: (answers: A, place: Place) => Promise<Answer<A>>;
}

/**
 * Asks step after step; 'back' returns to the step before, whose answer is then the one that it offers.
 * Undefined when the person gave up.
 */
export async function runSteps<A>(title: string, steps: readonly Step<A>[], initial: A): Promise<A | undefined> {
  let answers = initial;
  for (let position = 0; ;) {
    const asked = steps.filter((step) => step.applies?.(answers) ?? true);
    const step = asked[position];
    if (step === undefined) return answers;
    const answer = await step.ask(answers, { title, step: position + 1, totalSteps: asked.length });
    if (answer.kind === 'cancelled') return undefined;
    if (answer.kind === 'back') {
      position -= 1;
    } else {
      answers = answer.value;
      position += 1;
    }
  }
}
