import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './freePort';

export interface RealPushgateway {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Ends the process and removes its folder; safe to call twice. */
  stop(): Promise<void>;
}

export interface RealPushgatewayOptions {
  /** Further flags, for example `['--web.enable-admin-api']`. */
  readonly args?: readonly string[];
  /** What `/-/ready` answers when the gateway is up; 401 when a `--web.config.file` asks for a password. */
  readonly readyStatus?: number;
}

const DEBIAN_BINARY = '/usr/bin/prometheus-pushgateway';
const STARTS = 3;
const READY_WITHIN_MS = 20_000;

/**
 * Starts the real Pushgateway on a free port of 127.0.0.1, in a temporary folder, with nothing persisted, and waits until it is ready.
 * Throws with the way to install it when the machine has none.
 */
export async function startRealPushgateway(options: RealPushgatewayOptions = {}): Promise<RealPushgateway> {
  const binary = findBinary();
  for (let start = 1; ; start += 1) {
    try {
      return await startOnce(binary, options);
    } catch (error) {
      // Between freePort() and our listen another process may have taken the port.
      if (start === STARTS || !(error instanceof Error && error.message.includes('address already in use'))) {
        throw error;
      }
    }
  }
}

function findBinary(): string {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'pushgateway'));
  const binary = [DEBIAN_BINARY, ...onPath].find(isExecutable);
  if (binary === undefined) {
    throw new Error(
      `the real Pushgateway is missing (${DEBIAN_BINARY}, or pushgateway on PATH). Install it: apt-get install prometheus-pushgateway`,
    );
  }
  return binary;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function startOnce(binary: string, options: RealPushgatewayOptions): Promise<RealPushgateway> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'real-pushgateway-'));
  const child = spawn(
    binary,
    [`--web.listen-address=127.0.0.1:${port}`, '--persistence.file=', ...(options.args ?? [])],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const url = `http://127.0.0.1:${port}`;
  const ended = endOf(child);
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const abort = new AbortController();
  try {
    await Promise.race([
      untilReady(url, options.readyStatus ?? 200, abort.signal),
      ended.then((why) => {
        throw new Error(`the real Pushgateway ${why} before it was ready:\n${log}`);
      }),
    ]);
    return { url, port, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    abort.abort();
  }
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve(`could not start (${error.message})`);
    });
    child.once('exit', (code, signal) => {
      resolve(`ended (${signal ?? `exit code ${code ?? 'unknown'}`})`);
    });
  });
}

async function untilReady(url: string, readyStatus: number, aborted: AbortSignal): Promise<void> {
  const end = Date.now() + READY_WITHIN_MS;
  while (!aborted.aborted) {
    const status = await fetch(`${url}/-/ready`).then(
      async (response) => {
        await response.body?.cancel();
        return response.status;
      },
      () => undefined,
    );
    if (status === readyStatus) {
      return;
    }
    if (Date.now() > end) {
      throw new Error(
        `the real Pushgateway at ${url} was not ready within ${READY_WITHIN_MS / 1000} s (last status: ${status ?? 'none'})`,
      );
    }
    await delay(50);
  }
}
