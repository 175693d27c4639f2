import * as vscode from 'vscode';

/** Shows a notification with progress and a cancel button while `work` runs; the button aborts its signal. */
export async function withCancel<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (_, token) => {
    const abort = new AbortController();
    const listener = token.onCancellationRequested(() => {
      abort.abort();
    });
    try {
      return await work(abort.signal);
    } finally {
      listener.dispose();
    }
  });
}
