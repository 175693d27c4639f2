import { createRequire } from 'node:module';
import { ensureNodeModules } from './nodeModules.mjs';

/**
 * Runs a task that is written in TypeScript: installs the npm packages when need be, then calls the module's `main`.
 *
 * @param {string} module path from this folder; exports `main(input): Promise<number>`, which returns the exit code
 * @param {unknown} input for `main`: by default the arguments of the command line
 */
export async function runTask(module, input = process.argv.slice(2)) {
  try {
    ensureNodeModules();
    const require = createRequire(import.meta.url);
    require('tsx/cjs/api').register();
    const { main } = require(module);
    process.exitCode = await main(input);
  } catch (error) {
    const forPeople = error instanceof Error && error.constructor === Error;
    console.error(forPeople ? error.message : error);
    process.exitCode = 1;
  }
}
