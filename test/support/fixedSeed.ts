import { configureGlobal } from 'fast-check';

/**
 * Generated cases are the same in every run, so that a change is what makes a test fail. `SEED=random` looks for new ones, and
 * `SEED=123` for those of a failure.
 */
const seed = process.env['SEED'] ?? '20261122';

if (seed !== 'random') {
  configureGlobal({ seed: Number(seed) });
}
