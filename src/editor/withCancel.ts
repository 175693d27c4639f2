import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/** What ends within this shows no progress: a notification that flashes by only disturbs. */
const patienceMs = 400;

/** `say` puts a word behind the title while the notification is shown. */
type Work<T> = (signal: AbortSignal, say: (message: string) => void) => Promise<T>;

/** Runs `work`; when it takes longer than a moment, a notification shows that, with a cancel button that aborts its signal. */
export async function withCancel<T>(title: string, work: Work<T>): Promise<T> {
  const abort = new AbortController();
  let shown: vscode.Progress<{ message: string }> | undefined;
  const working = work(abort.signal, (message) => {
    shown?.report({ message });
  });
  if (await endsWithin(working, patienceMs)) return working;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    shown = progress;
    const listener = token.onCancellationRequested(() => {
      abort.abort();
    });
    try {
      return await working;
    } finally {
      listener.dispose();
    }
  });
}

/** Whether it resolves or rejects in time; never rejects itself. */
async function endsWithin(working: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const waiting = new AbortController();
  const ended = working.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([ended, delay(milliseconds, false, { signal: waiting.signal })]);
  } finally {
    waiting.abort();
  }
}
