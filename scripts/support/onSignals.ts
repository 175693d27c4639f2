import { constants } from 'node:os';

/**
 * Runs `cleanUp` at the first SIGINT, SIGTERM or SIGHUP and then exits as the shell expects (128 + number); a second signal exits at once.
 * Exiting, in place of dying from the signal, lets the process groups that we started be killed.
 */
export function onSignals(cleanUp: (signal: NodeJS.Signals) => Promise<void> = async () => {}): void {
  let signalled = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      const exitCode = 128 + constants.signals[signal];
      if (signalled) {
        process.exit(exitCode);
      }
      signalled = true;
      void cleanUp(signal)
        .catch((error: unknown) => {
          console.error(error);
        })
        .finally(() => process.exit(exitCode));
    });
  }
}
