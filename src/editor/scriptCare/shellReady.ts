import * as vscode from 'vscode';

/** A shell that has not told of itself by then never will: its integration is off, or it has none. */
const patienceMs = 4_000;

/** Resolves when a new terminal's shell takes input, so that what is typed into it does not show twice. */
export function shellReady(terminal: vscode.Terminal): Promise<void> {
  return new Promise((resolve) => {
    const listener = vscode.window.onDidChangeTerminalShellIntegration((event) => {
      if (event.terminal === terminal) done();
    });
    const timer = setTimeout(done, patienceMs);
    function done(): void {
      listener.dispose();
      clearTimeout(timer);
      resolve();
    }
  });
}
