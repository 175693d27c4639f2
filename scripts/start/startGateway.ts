import { startProcessGroup } from '../support/processGroup';
import { repoRoot } from '../support/repoRoot';

export interface RunningGateway {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Says how it ended, when it ends. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** Starts the embedded development gateway, on a free port when none is given, and waits until it has printed its address. */
export async function startGateway(port: number | undefined): Promise<RunningGateway> {
  const group = startProcessGroup(
    process.execPath,
    ['dist/cli.js', 'gateway', '--web.listen-address', `127.0.0.1:${port ?? 0}`],
    { cwd: repoRoot, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let errors = '';
  group.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const address = new Promise<string>((resolve) => {
    let printed = '';
    group.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      const url = /http:\/\/\S+/.exec(printed)?.[0];
      if (url !== undefined && printed.includes('\n')) {
        resolve(url.replace(/\/$/, ''));
      }
    });
  });
  const ended = group.ended.then(({ reason }) => reason);
  const url = await Promise.race([
    address,
    ended.then((reason) => {
      throw new Error(`The gateway did not start (${reason}):\n${errors}`);
    }),
  ]);
  return { url, ended, stop: () => group.stop() };
}
