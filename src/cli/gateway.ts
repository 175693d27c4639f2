import { once } from 'node:events';
import * as l10n from '@vscode/l10n';
import { startDevGateway } from '../pushgateway/devGateway/startDevGateway';
import { parseDuration } from '../text/duration';
import { exitCode, UsageError } from './command';
import type { Command } from './command';
import { parseOptions } from './options';

/** `gateway`: the embedded development gateway, with the flags of the real one. */
export const gateway: Command = {
  name: 'gateway',
  summary: () => l10n.t('Runs a Pushgateway for development.'),
  usage: () =>
    [
      'taskmonitor gateway [--web.listen-address 127.0.0.1:9091] [--persistence.file FILE]',
      '                    [--persistence.interval 5m] [--web.enable-admin-api]',
      '',
      l10n.t(
        'It keeps its groups in memory, or in FILE. It is for trying things out on one machine: use the Prometheus Pushgateway in production. It prints its address when it is ready, and stops on Ctrl-C.',
      ),
    ].join('\n'),
  async run(args, context) {
    const { values, positionals } = parseOptions(args, {
      'web.listen-address': { type: 'string', default: '127.0.0.1:9091' },
      'persistence.file': { type: 'string' },
      'persistence.interval': { type: 'string', default: '5m' },
      'web.enable-admin-api': { type: 'boolean', default: false },
    });
    if (positionals.length > 0) {
      throw new UsageError(l10n.t('gateway takes options only, not "{0}".', positionals.join(' ')));
    }
    const interval = parseDuration(values['persistence.interval']);
    if (interval === undefined) {
      throw new UsageError(
        l10n.t('--persistence.interval takes a time such as 5m, not "{0}".', values['persistence.interval']),
      );
    }
    const running = await startDevGateway({
      ...listenAddress(values['web.listen-address']),
      ...(values['persistence.file'] ? { persistenceFile: values['persistence.file'] } : {}),
      persistenceIntervalMs: interval,
      enableAdminApi: values['web.enable-admin-api'],
      onLog: (line) => context.say(line),
    });
    context.print(running.url);
    if (!context.signal.aborted) {
      await once(context.signal, 'abort');
    }
    await running.close();
    return exitCode.done;
  },
};

function listenAddress(text: string): { readonly host: string; readonly port: number } {
  const match = /^(?:\[(?<v6>[0-9a-fA-F:.]+)\]|(?<host>[^:[\]]*)):(?<port>\d{1,5})$/.exec(text);
  const port = Number(match?.groups?.['port']);
  if (match === null || port > 65_535) {
    throw new UsageError(l10n.t('--web.listen-address takes HOST:PORT, not "{0}".', text));
  }
  // ":9091" means every interface to the real Pushgateway; a development gateway stays on this machine unless told.
  return { host: match.groups?.['v6'] ?? (match.groups?.['host'] || '127.0.0.1'), port };
}
