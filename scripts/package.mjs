import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureNodeModules } from './nodeModules.mjs';

// Packages the extension as out/NAME-VERSION.vsix; vsce builds it first (script vscode:prepublish).

const repoRoot = dirname(dirname(fileURLToPath(import.meta.url)));
const MAX_BYTES = 3_000_000;

ensureNodeModules();
const { name, version } = JSON.parse(readFileSync(join(repoRoot, 'package.json'), 'utf8'));
const vsix = join(repoRoot, 'out', `${name}-${version}.vsix`);
mkdirSync(dirname(vsix), { recursive: true });
const vsce = join(repoRoot, 'node_modules/@vscode/vsce/vsce');
const { status } = spawnSync(process.execPath, [vsce, 'package', '--no-dependencies', '--out', vsix], {
  cwd: repoRoot,
  stdio: ['ignore', 'inherit', 'inherit'],
});
if (status === 0) {
  const { size } = statSync(vsix);
  const fits = size < MAX_BYTES;
  console.log(`${relative(repoRoot, vsix)}: ${(size / 1000).toFixed(0)} kB`);
  if (!fits) {
    console.error(`The .vsix must stay under ${MAX_BYTES / 1_000_000} MB: see what .vscodeignore lets in.`);
  }
  process.exitCode = fits ? 0 : 1;
} else {
  process.exitCode = 1;
}
