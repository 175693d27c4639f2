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

/** The texts of `monitoring.mjs` and `monitoring.cjs`, with the first line of the source. */
export async function nodeRuntimes() {
  const module = airy(withoutTypes());
  return { mjs: await formatted(module), cjs: await formatted(asCommonJs(module)) };
}

function withoutTypes() {
  const folder = mkdtempSync(join(tmpdir(), 'taskmonitor-runtime-'));
  try {
    const options = '--ignoreConfig --target es2022 --module esnext --moduleResolution bundler --types node --strict';
    execFileSync(process.execPath, [TYPESCRIPT, SOURCE, ...options.split(' '), '--outDir', folder], {
      stdio: 'inherit',
    });
    return readFileSync(join(folder, 'monitoring.js'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** With the blank lines that the compiler leaves out: around declarations, methods and comments of sections. */
function airy(text) {
  const method = String.raw` {4}(?!(?:if|for|while|switch|return)\b)[\w*#][^=\n]*\) \{$`;
  return text
    .replaceAll(/^(\}|\};|\];)\n(?=.)/gm, '$1\n\n')
    .replaceAll(new RegExp(String.raw`(?<=(?:;.*| {4}\})\n)(?=${method})`, 'gm'), '\n')
    .replaceAll(/(?<=[^{*/\n]\n)(?= *\/\*\*|\/\/ ----|class )/g, '\n')
    .replaceAll(/^(\/\/ ----.*)\n(?!\n)/gm, '$1\n\n')
    .replace(/ \*\/\n(?=import )/, ' */\n\n')
    .replace(/^(import .*\n)(?!import )/m, '$1\n');
}

/** The same as CommonJS; the compiler's own would have half a hundred lines of helpers. */
function asCommonJs(text) {
  const exported = [...text.matchAll(/^export class (\w+)/gm)].map(([, name]) => name);
  return text
    .replace(/^import /m, "'use strict';\n\nimport ")
    .replaceAll(/^import \* as (\w+) from ('.*');/gm, 'const $1 = require($2);')
    .replaceAll(/^import (\{.*\}) from ('.*');/gm, 'const $1 = require($2);')
    .replaceAll(/^export /gm, '')
    .concat(`\nmodule.exports = { ${exported.join(', ')} };\n`);
}

async function formatted(text) {
  return format(text, { ...(await resolveConfig(SOURCE)), parser: 'babel' });
}
