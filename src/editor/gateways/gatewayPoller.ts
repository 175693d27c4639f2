import type { Disposable } from 'vscode';
import { GatewayError } from '../../pushgateway/gatewayError';
import type { GatewayClients } from './gatewayClients';
import type { GatewayEntry } from './gatewayEntry';
import type { GatewayFailure, GatewayState, LoadedGroups } from './gatewayState';
import { sameGroups } from './sameGroups';
import { reasonOf } from '../../text/reasonOf';

/** After failures the pause doubles up to this. */
const longestPauseMs = 5 * 60_000;

interface Look {
  readonly abort: AbortController;
  /** A person waits for it: it goes on when the view is hidden. */
  readonly requested: boolean;
  done: Promise<void>;
}

/** Looks at one gateway: when asked, and in intervals while it is told to. The last good groups stay when a look fails. */
export class GatewayPoller implements Disposable {
  private current: GatewayState;
  private running: Look | undefined;
  private timer: NodeJS.Timeout | undefined;
  private intervalMs = 0;
  private failures = 0;
  private lookedAt: number | undefined;

  constructor(
    private gateway: GatewayEntry,
    private readonly clients: GatewayClients,
    private readonly onChange: (state: GatewayState, cause: unknown) => void,
  ) {
    this.current = { gateway };
  }

  get state(): GatewayState {
    return this.current;
  }

  /** Takes a new name or source of the same gateway. */
  rename(gateway: GatewayEntry): void {
    this.gateway = gateway;
    this.current = { ...this.current, gateway };
  }

  /** @param intervalMs pause between two looks; 0 looks once when nothing is known, and then only on request */
  start(intervalMs: number): void {
    clearTimeout(this.timer);
    this.intervalMs = intervalMs;
    // The look under way sets the timer when it ends.
    if (this.running !== undefined) return;
    if (this.lookedAt === undefined) {
      this.begin(false);
    } else if (intervalMs > 0) {
      this.schedule(Math.max(0, this.lookedAt + intervalMs - Date.now()));
    }
  }

  /** Ends the interval, and the look under way unless a person asked for it. */
  stop(): void {
    this.intervalMs = 0;
    clearTimeout(this.timer);
    if (this.running?.requested === false) this.end();
  }

  /**
   * Looks now; a look under way is ended and begun again, since it may have missed what the caller waits for.
   * Never rejects: a failure is part of the state.
   */
  refresh(): Promise<void> {
    this.end();
    return this.begin(true).done;
  }

  dispose(): void {
    this.stop();
    this.end();
  }

  private begin(requested: boolean): Look {
    clearTimeout(this.timer);
    const abort = new AbortController();
    const look: Look = { abort, requested, done: Promise.resolve() };
    this.running = look;
    // Who waits for a look that another replaced waits for that one.
    look.done = this.look(abort.signal).then(() => (abort.signal.aborted ? this.running?.done : undefined));
    return look;
  }

  private end(): void {
    this.running?.abort.abort();
    this.running = undefined;
  }

  private async look(signal: AbortSignal): Promise<void> {
    let outcome: { readonly loaded: LoadedGroups } | { readonly failure: GatewayFailure; readonly cause: unknown };
    try {
      outcome = { loaded: await this.load(signal) };
    } catch (error) {
      outcome = { failure: failureOf(error), cause: error };
    }
    if (signal.aborted) return;
    this.running = undefined;
    this.lookedAt = Date.now();
    const { gateway } = this;
    const storedCredentials = this.clients.usesStoredCredentials(gateway.id);
    if ('loaded' in outcome) {
      this.failures = 0;
      this.current = { gateway, storedCredentials, loaded: outcome.loaded };
      this.onChange(this.current, undefined);
    } else {
      this.failures += 1;
      this.current = { ...this.current, gateway, storedCredentials, failure: outcome.failure };
      this.onChange(this.current, outcome.cause);
    }
    if (this.intervalMs > 0) this.schedule(this.pause());
  }

  private async load(signal: AbortSignal): Promise<LoadedGroups> {
    const client = await this.clients.client(this.gateway);
    // Flags and version stay the same while a gateway runs: asked again only after a failure, which a restart looks like.
    const known = this.current.failure === undefined ? this.current.loaded?.status : undefined;
    const status = known ?? (await client.status(signal));
    const groups = await client.groups(signal);
    const before = this.current.loaded?.groups;
    // The same array for the same content, so that a view can tell whether there is anything new.
    return { status, groups: before !== undefined && sameGroups(before, groups) ? before : groups, at: Date.now() };
  }

  private pause(): number {
    return Math.max(this.intervalMs, Math.min(this.intervalMs * 2 ** this.failures, longestPauseMs));
  }

  private schedule(pauseMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.begin(false);
    }, pauseMs);
  }
}

function failureOf(error: unknown): GatewayFailure {
  const at = Date.now();
  if (error instanceof GatewayError) return { code: error.code, message: error.message, at };
  return { code: 'unexpected', message: reasonOf(error), at };
}
