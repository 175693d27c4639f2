import type { ChildProcess } from 'node:child_process';
import { isForegroundJob } from './foregroundJob';

const relayed = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const;

/** A terminal sends these to the whole job, the command included. */
const fromTerminal: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGQUIT']);

/**
 * Passes the signals that reach this process on to the command, which decides what becomes of them. While it lives, no
 * signal but SIGKILL and SIGSTOP ends this process.
 */
export class SignalRelay {
  private child: ChildProcess | undefined;
  private ended = false;
  private afterEnd: (() => void) | undefined;

  /** Settles with the first signal that comes when the command has ended: nobody wants to wait any longer. */
  readonly signalAfterEnd = new Promise<'signal'>((resolve) => {
    this.afterEnd = () => resolve('signal');
  });

  private readonly onSignal = (signal: NodeJS.Signals): void => {
    if (this.ended) {
      this.afterEnd?.();
    } else if (!(fromTerminal.has(signal) && isForegroundJob())) {
      this.child?.kill(signal);
    }
  };

  constructor() {
    for (const signal of process.platform === 'win32' ? (['SIGINT', 'SIGTERM'] as const) : relayed) {
      process.on(signal, this.onSignal);
    }
  }

  to(child: ChildProcess): void {
    this.child = child;
  }

  commandEnded(): void {
    this.ended = true;
  }
}
