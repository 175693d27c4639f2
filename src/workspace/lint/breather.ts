import { setImmediate } from 'node:timers/promises';

/** Long enough that it costs nothing, short enough that a stop is heard at once. */
const intervalMs = 30;

/** Work that blocks lets timers, messages and signals in by it, now and then. */
export class Breather {
  private next = performance.now() + intervalMs;

  constructor(private readonly signal?: AbortSignal | undefined) {}

  /** Whether it is time to `pause`: asking it costs less than waiting for nothing. */
  get isDue(): boolean {
    return performance.now() >= this.next;
  }

  /** @throws the signal's reason when that is aborted */
  async pause(): Promise<void> {
    await setImmediate();
    this.signal?.throwIfAborted();
    this.next = performance.now() + intervalMs;
  }
}
