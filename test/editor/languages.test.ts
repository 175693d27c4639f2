import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { actionsAt, run } from './support/codeActions';
import { placeCaret, scratchFolder } from './support/scratchFolder';
import type { ScratchFolder } from './support/scratchFolder';
import { testAccess } from './support/testAccess';

interface LanguageCase {
  readonly file: string;
  /** VS Code's id. */
  readonly language: string;
  readonly text: string;
  readonly caret: string;
  readonly instrumented: RegExp;
  readonly module: string;
}

const esm = 'export async function load(path) {\n  return (await import(path)).default;\n}\n';
const typed = 'export async function load(path: string): Promise<unknown> {\n  return await import(path);\n}\n';
const call = /monitor\.task\(['"]etl\.load['"], /;

const cases: readonly LanguageCase[] = [
  {
    file: 'etl.mjs',
    language: 'javascript',
    text: esm,
    caret: 'function load',
    instrumented: call,
    module: 'monitoring.mjs',
  },
  {
    file: 'etl.cjs',
    language: 'javascript',
    text: 'exports.load = function load(path) {\n  return require(path);\n};\n',
    caret: 'function load',
    instrumented: call,
    module: 'monitoring.cjs',
  },
  {
    file: 'etl.jsx',
    language: 'javascriptreact',
    text: `${esm}\nexport const Row = ({ id }) => <li>{id}</li>;\n`,
    caret: 'function load',
    instrumented: call,
    module: 'monitoring.mjs',
  },
  {
    file: 'etl.ts',
    language: 'typescript',
    text: typed,
    caret: 'function load',
    instrumented: call,
    module: 'monitoring.ts',
  },
  {
    file: 'etl.tsx',
    language: 'typescriptreact',
    text: `${typed}\nexport const Row = ({ id }: { id: string }) => <li>{id}</li>;\n`,
    caret: 'function load',
    instrumented: call,
    module: 'monitoring.ts',
  },
  {
    file: 'etl.sh',
    language: 'shellscript',
    text: '#!/usr/bin/env bash\nset -euo pipefail\n\nload() {\n  cat "$1"\n}\n\nload "$0"\n',
    caret: 'load() {',
    instrumented: /^load\(\) \{ task_monitor_task 'etl\.load' load__task "\$@"; \} # taskmonitor$/m,
    module: 'monitoring.sh',
  },
];

describe('a function in each language', () => {
  let scratch: ScratchFolder;

  before(async () => {
    await testAccess();
  });

  beforeEach(async () => {
    scratch = await scratchFolder();
    await writeFile(join(scratch.path, 'package.json'), '{ "type": "module" }\n');
  });

  afterEach(async () => {
    await scratch.remove();
  });

  for (const { file, language, text, caret, instrumented, module } of cases) {
    it(`is instrumented by one code action, and comes back to the byte: ${file}`, async () => {
      const editor = await scratch.edit(file, text, caret);
      assert.equal(editor.document.languageId, language);
      const [instrument, ...others] = await actionsAt(editor);
      assert.deepEqual([instrument?.title, others], ['Instrument with TaskMonitor', []]);
      assert.ok(instrument);
      await run(instrument);
      assert.match(editor.document.getText(), instrumented);
      assert.equal(existsSync(join(scratch.path, module)), true, `${module} was not created`);

      placeCaret(editor, caret);
      const [remove] = await actionsAt(editor);
      assert.equal(remove?.title, 'Remove TaskMonitor instrumentation');
      await run(remove);
      assert.equal(editor.document.getText(), text);
    });

    it(`is instrumented with its file, which one undo takes back: ${file}`, async () => {
      const { document } = await scratch.edit(file, text);
      await vscode.commands.executeCommand('taskMonitor.instrumentFile');
      assert.match(document.getText(), instrumented);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), text);
      assert.equal(existsSync(join(scratch.path, module)), false);
    });
  }
});
