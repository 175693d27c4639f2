import { createHash } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import { formatGroupingKey, groupId } from '../../pushgateway/groupingKey';
import { reasonOf } from '../../text/reasonOf';
import { CommandFailure, exitCode } from '../command';
import type { CommandContext, ExitCode } from '../command';
import { SpoolGateways } from './spoolGateways';
import type { SpoolGateway } from './spoolGateways';
import type { ConnectionValues } from '../connection';
import { pushWithoutClashes } from './pushWithoutClashes';
import { readSpoolEntry } from './spoolEntry';
import type { SpoolEntry, SpoolFile } from './spoolEntry';
import { SpoolFolder } from './spoolFolder';

/**
 * Sends what is kept in a spool folder, oldest first in each group, and says what was sent, dropped and kept. Each entry goes
 * to the gateway that it names, or all of them to that of `--url`.
 * @throws CommandFailure when the folder cannot be read
 */
export async function drainSpool(folder: string, values: ConnectionValues, context: CommandContext): Promise<ExitCode> {
  const spool = new SpoolFolder(folder);
  let groups;
  try {
    groups = await spool.entries();
  } catch (error) {
    throw new CommandFailure(l10n.t('Cannot read the spool {0}: {1}', folder, reasonOf(error)), { cause: error });
  }
  if (groups === undefined || groups.length === 0) {
    context.say(
      groups === undefined
        ? l10n.t('There is no folder {0}: nothing is kept there.', folder)
        : l10n.t('Nothing is kept in {0}.', folder),
    );
    return exitCode.done;
  }
  const gateways = new SpoolGateways(values, context);
  try {
    let kept = false;
    for (const files of groups) {
      kept = !(await new GroupDrain(spool, gateways, context).run(files)) || kept;
    }
    return kept ? exitCode.failed : exitCode.done;
  } finally {
    await gateways.close();
  }
}

class GroupDrain {
  private newestSent: bigint | undefined;

  constructor(
    private readonly spool: SpoolFolder,
    private readonly gateways: SpoolGateways,
    private readonly context: CommandContext,
  ) {}

  /** Whether all of the group's files are gone. One that cannot be sent holds up those behind it: order is kept. */
  async run(files: readonly SpoolFile[]): Promise<boolean> {
    for (const [index, file] of files.entries()) {
      const reason = await this.send(file);
      if (reason !== undefined) {
        this.context.say(l10n.t('Kept {0}: {1}', file.name, reason));
        for (const later of files.slice(index + 1)) {
          this.context.say(l10n.t('Kept {0}: {1}', later.name, l10n.t('an older one of its group comes first')));
        }
        return false;
      }
    }
    return true;
  }

  /** Why the file stays, or undefined. */
  private async send(file: SpoolFile): Promise<string | undefined> {
    if (this.context.signal.aborted) {
      return l10n.t('Stopped.');
    }
    try {
      const text = await this.spool.read(file);
      if (text === undefined) {
        return undefined;
      }
      const entry = readSpoolEntry(text);
      return entry.kind === 'damaged' ? entry.reason : await this.sendEntry(file, entry);
    } catch (error) {
      return reasonOf(error);
    }
  }

  private async sendEntry(file: SpoolFile, entry: SpoolEntry): Promise<string | undefined> {
    const gateway = await this.gateways.of(entry.gatewayUrl);
    if (gateway.failure !== undefined) {
      return gateway.failure;
    }
    // Another gateway than the one it was meant for has a marker of its own.
    const group = hashOf(gateway.shownUrl + entry.path);
    const key = formatGroupingKey(entry.key);
    const time = new Date(Number(file.time / 1_000_000n)).toISOString();
    this.newestSent ??= await this.newestOf(group, entry, gateway);
    if (file.time <= this.newestSent) {
      await this.spool.remove(file);
      this.context.print(l10n.t('Dropped {0} of {1}: something newer has been sent', key, time));
      return undefined;
    }
    try {
      const leftOut = await pushWithoutClashes(gateway.client, entry, this.context.signal);
      if (leftOut.length > 0) {
        this.context.say(
          l10n.t('{0} is sent without {1}, which other groups of the gateway hold.', key, leftOut.join(', ')),
        );
      }
    } catch (error) {
      gateway.note(error);
      return reasonOf(error);
    }
    await this.spool.noteSent(group, file.time);
    await this.spool.remove(file);
    this.context.print(l10n.t('Sent {0} of {1} to {2}', key, time, gateway.shownUrl));
    return undefined;
  }

  /** When the group was last told of: by what left this spool, or as the gateway says. In nanoseconds. */
  private async newestOf(group: string, { key }: SpoolEntry, gateway: SpoolGateway): Promise<bigint> {
    const marker = await this.spool.newestSent(group);
    const pushTime = await gateway.pushTime(groupId(key), this.context.signal);
    return pushTime > marker ? pushTime : marker;
  }
}

function hashOf(url: string): string {
  return createHash('sha256').update(url).digest('hex').slice(0, 16);
}
