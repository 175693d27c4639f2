import { setTimeout as delay } from 'node:timers/promises';

/** Tries `check` until it neither throws nor returns undefined; fails with its last error after `withinMs`. */
export async function eventually<T>(
  check: () => T | undefined | Promise<T | undefined>,
  withinMs = 15_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    let problem: unknown = new Error(`did not come true within ${withinMs / 1_000} s`);
    try {
      const found = await check();
      if (found !== undefined) return found;
    } catch (error) {
      problem = error;
    }
    if (Date.now() > end) throw problem;
    await delay(25);
  }
}
