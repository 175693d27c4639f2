import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { pythonInstrumenter } from '../../src/instrument/python/pythonInstrumenter';
import { providedAt } from './support/codeActions';
import { testAccess } from './support/testAccess';

const carets = 100;

/** Runs in the extension host: times the code actions in one long document, and leaves the milliseconds of each as JSON. */
export async function run(): Promise<void> {
  const { TASKMONITOR_BENCH_RESULT: result, TASKMONITOR_BENCH_FILE: file } = process.env;
  assert.ok(result !== undefined && file !== undefined);
  const { services } = await testAccess();
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
  const { document } = editor;
  const actions = (line: number): Promise<number> => {
    const column = document.lineAt(line).firstNonWhitespaceCharacterIndex;
    editor.selection = new vscode.Selection(line, column, line, column);
    return timed(() => providedAt(editor, services));
  };
  const lines = Array.from({ length: carets }, (_, index) => Math.floor(((index + 0.5) * document.lineCount) / carets));

  const wholeFile: number[] = [];
  for (let round = 0; round < 15; round += 1) {
    wholeFile.push(
      await timed(() =>
        services.sources.use('python', document.getText(), (tree) => pythonInstrumenter.functionStates(tree)),
      ),
    );
  }
  // The first parse of the tree that is kept.
  await actions(0);
  const caretMoves: number[] = [];
  for (const line of lines) caretMoves.push(await actions(line));
  const typing: number[] = [];
  for (const line of lines.slice(0, 30)) {
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(line, document.lineAt(line).text.length), '  ');
    });
    typing.push(await actions(line));
  }
  const throughVscode: number[] = [];
  for (const line of lines.slice(0, 30)) {
    const position = new vscode.Position(line, 0);
    const ask = (): Thenable<unknown> =>
      vscode.commands.executeCommand(
        'vscode.executeCodeActionProvider',
        document.uri,
        new vscode.Range(position, position),
        vscode.CodeActionKind.Refactor.value,
      );
    throughVscode.push(await timed(async () => ask()));
  }
  writeFileSync(
    result,
    JSON.stringify({
      lines: document.lineCount,
      wholeFile,
      caretMoves,
      typing,
      throughVscode,
    }),
  );
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
