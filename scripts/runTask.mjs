import { ensureNodeModules } from './nodeModules.mjs';

/**
 * Runs a task that is written in TypeScript: installs the npm packages when need be, then calls the module's `main`.
 *
 * @param {string} module path from this folder; exports `main(args: readonly string[]): Promise<number>`, the exit code
 */
export async function runTask(module) {
  try {
    ensureNodeModules();
    const { tsImport } = await import('tsx/esm/api');
    const { main } = await tsImport(module, import.meta.url);
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    const expected = error instanceof Error && error.constructor === Error;
    console.error(expected ? error.message : error);
    process.exitCode = 1;
  }
}
