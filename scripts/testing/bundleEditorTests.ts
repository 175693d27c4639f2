import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { repoRoot } from '../support/repoRoot';

const sourceFolder = join(repoRoot, 'test/editor');

/** Where the bundled suites and the module that runs them (`index.js`) lie afterwards. */
export const editorTestsFolder = join(repoRoot, 'out/test/editor');

/** Bundles each `*.test.ts` below `test/editor` and `index.ts` for the extension host; `vscode` and mocha are resolved there. */
export async function bundleEditorTests(): Promise<void> {
  const files = await readdir(sourceFolder, { recursive: true });
  const tests = files.filter((file) => file.endsWith('.test.ts') || file === 'index.ts');
  await rm(editorTestsFolder, { recursive: true, force: true });
  await build({
    entryPoints: tests.map((file) => join(sourceFolder, file)),
    outbase: sourceFolder,
    outdir: editorTestsFolder,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: true,
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}
