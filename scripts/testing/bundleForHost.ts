import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { repoRoot } from '../support/repoRoot';

/**
 * Bundles TypeScript for the extension host, each entry by itself, below `out/`; `vscode` and mocha are resolved there.
 *
 * @param folder from the root of the repository
 * @param isEntry by path from `folder`
 * @returns where the bundles are, under the names of their sources
 */
export async function bundleForHost(folder: string, isEntry: (file: string) => boolean): Promise<string> {
  const source = join(repoRoot, folder);
  const files = await readdir(source, { recursive: true });
  const outdir = join(repoRoot, 'out', folder);
  await rm(outdir, { recursive: true, force: true });
  await build({
    entryPoints: files.filter(isEntry).map((file) => join(source, file)),
    outbase: source,
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: true,
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  return outdir;
}
