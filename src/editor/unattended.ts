import type { LogOutputChannel } from 'vscode';

/** For what goes on after its starter has ended, such as a message with buttons: a failure goes to the log. */
export function unattended(work: PromiseLike<unknown>, log: LogOutputChannel): void {
  work.then(undefined, (error: unknown) => {
    log.error('background work failed', error instanceof Error ? error : String(error));
  });
}
