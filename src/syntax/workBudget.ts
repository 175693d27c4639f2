/** A file took longer to read than the bound: it is reported as skipped, never waited for. */
export class ReadTimeout extends Error {
  override readonly name = 'ReadTimeout';
}

/** The clock is asked only now and then: asking costs more than most steps. */
const stepsPerLook = 256;

/** Time for reading one file behind its parse. What needs longer is not source that a person wrote. */
const readTimeoutMs = 5_000;

/** A bound on the work for one file. Everything that loops over nodes or follows names spends from it. */
export class WorkBudget {
  private readonly deadline: number;
  private steps = 0;

  constructor(milliseconds = readTimeoutMs) {
    this.deadline = performance.now() + milliseconds;
  }

  /** @throws ReadTimeout */
  spend(): void {
    this.steps += 1;
    if (this.steps % stepsPerLook === 0 && performance.now() > this.deadline) {
      throw new ReadTimeout('reading took too long');
    }
  }
}
