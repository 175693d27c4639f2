import { join } from 'node:path';
import { readdir } from 'node:fs/promises';
import Mocha from 'mocha';
import { collectResults } from '../../scripts/testing/collectResults';
import { suitesBegin } from './suitesBegin';

/** What VS Code calls in the extension host: runs the bundled suites beside this file, and throws when a test failed. */
export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const { TASKMONITOR_TEST_RESULTS: results, TASKMONITOR_TEST_GREP: grep } = process.env;
  if (results === undefined) {
    throw new Error('TASKMONITOR_TEST_RESULTS is not set: run the editor suites by "npm run test:editor".');
  }
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', color: true, timeout: 30_000, forbidOnly: true });
  if (grep !== undefined) {
    mocha.grep(new RegExp(grep, 'u'));
  }
  const files = await readdir(__dirname, { recursive: true });
  for (const file of files.filter((name) => name.endsWith('.test.js')).toSorted()) {
    mocha.addFile(join(__dirname, file));
  }
  console.log(suitesBegin);
  const failures = await new Promise<number>((resolve) => {
    collectResults(mocha.run(resolve), results);
  });
  if (failures > 0) {
    throw new Error(`${failures} editor tests failed`);
  }
}
