// The Node.js runtime is written once, in src/runtime/monitoring.ts. This makes of it what scripts in JavaScript import: the types are
// taken away, the comments stay.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const SOURCE = fileURLToPath(new URL('../src/runtime/monitoring.ts', import.meta.url));
const TYPESCRIPT = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));

/** The text of `monitoring.mjs` or `monitoring.cjs`, with the first line of the source. */
export async function nodeRuntime(kind) {
  const folder = mkdtempSync(join(tmpdir(), 'taskmonitor-runtime-'));
  try {
    const module = kind === 'mjs' ? 'esnext' : 'commonjs';
    const options = `--ignoreConfig --target es2022 --module ${module} --moduleResolution bundler --types node --strict`;
    execFileSync(process.execPath, [TYPESCRIPT, SOURCE, ...options.split(' '), '--outDir', folder], {
      stdio: 'inherit',
    });
    const emitted = readFileSync(join(folder, 'monitoring.js'), 'utf8');
    // The compiler puts this before the comments that come first.
    const strict = '"use strict";\n';
    const text = emitted.startsWith(strict)
      ? emitted.slice(strict.length).replace('\n */\n', `\n */\n${strict}`)
      : emitted;
    const filepath = fileURLToPath(new URL(`../src/runtime/monitoring.${kind}`, import.meta.url));
    return await format(text, { ...(await resolveConfig(filepath)), filepath });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
