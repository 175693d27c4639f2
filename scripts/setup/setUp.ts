import type { Need } from '../testing/suites';
import { installRelease } from '../vscode/installRelease';
import { newestRelease, oldestRelease } from '../vscode/releases';
import { installDebianPackages } from './debianPackages';

/**
 * Installs what the needs ask for and the machine lacks; what is there is left alone.
 *
 * @returns what is missing and how a person can install it, or undefined when all is there
 */
export async function setUp(needs: readonly Need[]): Promise<string | undefined> {
  const wanted = new Set(needs);
  const missing = installDebianPackages(wanted);
  if (missing !== undefined) {
    return missing;
  }
  if (wanted.has('vscode')) {
    try {
      for (const release of [oldestRelease, newestRelease]) {
        await installRelease(release);
      }
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
  return undefined;
}
