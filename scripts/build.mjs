import { chmod, cp, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureNodeModules } from './nodeModules.mjs';

const repoRoot = dirname(dirname(fileURLToPath(import.meta.url)));
const { values: options } = parseArgs({
  options: { production: { type: 'boolean', default: false }, watch: { type: 'boolean', default: false } },
});

ensureNodeModules();
const { context } = await import('esbuild');

const shared = {
  absWorkingDir: repoRoot,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: options.production,
  keepNames: true,
  sourcemap: !options.production,
  legalComments: 'none',
  logLevel: 'info',
};

const refuseVscode = {
  name: 'refuse-vscode',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ importer }) => ({
      errors: [{ text: `The command line and the workers must run without VS Code, but ${importer} imports vscode.` }],
    }));
  },
};

const bundles = [
  {
    ...shared,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode', './lintEngine.js'],
  },
  {
    ...shared,
    entryPoints: ['src/editor/lint/lintEngine.ts'],
    outfile: 'dist/lintEngine.js',
    plugins: [refuseVscode],
  },
  {
    ...shared,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    banner: { js: '#!/usr/bin/env node' },
    plugins: [refuseVscode],
  },
  {
    ...shared,
    entryPoints: ['src/workspace/lint/scanWorker.ts'],
    outfile: 'dist/scanWorker.js',
    plugins: [refuseVscode],
  },
];

const grammars = ['python', 'javascript', 'typescript', 'tsx', 'bash', 'go', 'java'];

const assets = [
  ['node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter.wasm', 'dist/grammars/tree-sitter.wasm'],
  ...grammars.map((language) => [
    `node_modules/@vscode/tree-sitter-wasm/wasm/tree-sitter-${language}.wasm`,
    `dist/grammars/tree-sitter-${language}.wasm`,
  ]),
  ['src/runtime', 'dist/runtime'],
  ['docs/rules', 'dist/rules'],
];

async function copyAssets() {
  for (const [from, to] of assets) {
    await mkdir(join(repoRoot, dirname(to)), { recursive: true });
    await cp(join(repoRoot, from), join(repoRoot, to), { recursive: true });
  }
}

async function bundleOnce() {
  for (const bundle of bundles) {
    const building = await context(bundle);
    try {
      await building.rebuild();
    } finally {
      await building.dispose();
    }
    if (options.production) {
      await rm(join(repoRoot, `${bundle.outfile}.map`), { force: true });
    }
  }
  await chmod(join(repoRoot, 'dist/cli.js'), 0o755);
}

async function watch() {
  for (const bundle of bundles) {
    await (await context(bundle)).watch();
  }
}

try {
  await copyAssets();
  await (options.watch ? watch() : bundleOnce());
} catch (error) {
  // esbuild has printed its own errors already.
  if (!('errors' in error)) {
    console.error(error.message);
  }
  process.exitCode = 1;
}
