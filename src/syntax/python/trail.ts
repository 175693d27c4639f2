import type { Bindings } from './bindings';

/** How many names are followed from one to the next: more is not source that a person wrote, and circles must end. */
const maxHops = 8;

/** How many expressions are looked at for one answer. Real lists of labels need some ten. */
const maxSteps = 1_000;

/** The way from an expression over names to what they hold, with bounds on its length, its depth and its branches. */
export class Trail {
  constructor(
    readonly bindings: Bindings,
    private readonly hops = maxHops,
    private readonly steps = { left: maxSteps },
  ) {}

  /** Spends one step; false when there is none left, and the answer is 'unknown'. */
  step(): boolean {
    this.steps.left -= 1;
    return this.steps.left >= 0;
  }

  /** The trail behind one more name; undefined when there were too many. */
  hop(): Trail | undefined {
    return this.hops === 0 ? undefined : new Trail(this.bindings, this.hops - 1, this.steps);
  }
}
