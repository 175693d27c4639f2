import { onSignals } from '../support/onSignals';
import { suites } from '../testing/suites';
import { setUp } from './setUp';

/** Installs everything that the suites need. */
export async function main(): Promise<number> {
  onSignals();
  const missing = await setUp(suites.flatMap((suite) => suite.needs));
  console.log(missing ?? 'All that the tests need is installed.');
  return missing === undefined ? 0 : 1;
}
