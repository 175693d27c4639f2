import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Parsers } from '../../src/syntax/parsers';

/** The wasm files as npm installs them; the build copies the same ones to `dist/grammars`. */
const grammarFolder = join(import.meta.dirname, '../../node_modules/@vscode/tree-sitter-wasm/wasm');

/** Parsers over the installed grammars, for tests that do without a build. */
export function testParsers(): Parsers {
  return new Parsers((file) => readFile(join(grammarFolder, file)));
}
