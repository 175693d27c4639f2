/** A clock that steps back further than this was set by someone, and is followed. */
const FOLLOWED_STEP_MS = 1000;

/** Finest step that a Unix time in milliseconds can show as a double. */
const TICK_MS = 0.001;

/**
 * Unix milliseconds, a little later with every call: a push and its failure within one millisecond must not look simultaneous, or the
 * failure would count as success.
 */
export function increasingClock(wallClock: () => number = Date.now): () => number {
  let last = -Infinity;
  return () => {
    const now = wallClock();
    last = now > last || last - now > FOLLOWED_STEP_MS ? now : last + TICK_MS;
    return last;
  };
}
