import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import * as l10n from '@vscode/l10n';
import { groupText } from '../pushgateway/groupText';
import { groupId } from '../pushgateway/groupingKey';
import { checkTestMetrics, expositionOf, parseMetricArgument } from '../pushgateway/testMetric';
import type { TestMetric, TestMetricType } from '../pushgateway/testMetric';
import { CommandFailure, exitCode, UsageError } from './command';
import type { Command, CommandContext } from './command';
import { connect, connectionOptions, connectionUsage } from './connection';
import { groupingKeyFrom } from './groups/groupingKeyFrom';
import { keyValues } from './keyValues';
import { oneOf, parseOptions } from './options';
import { drainSpool } from './spool/drainSpool';
import { reasonOf } from '../text/reasonOf';

/** `push`: sends metrics to one group, and shows what the gateway then holds there. */
export const push: Command = {
  name: 'push',
  summary: () => l10n.t('Pushes test metrics to a group and reads it back.'),
  usage: () =>
    [
      'taskmonitor push --job NAME [--grouping K=V]… (--metric \'NAME{k="v"}=VALUE\')… [--type gauge|counter|untyped]',
      'taskmonitor push --job NAME [--grouping K=V]… --file EXPOSITION',
      '                 [--method POST|PUT]',
      'taskmonitor push --spool DIR',
      '',
      l10n.t(
        'POST (the default) replaces the families of the same names in the group, PUT the whole group. FILE is in the text exposition format; - reads stdin.',
      ),
      l10n.t(
        '--spool sends what scripts kept in their TASK_MONITOR_SPOOL, oldest first, each to the gateway that it was meant for; with --url, all of it to that one. The exit code is 2 when something stays.',
      ),
      '',
      connectionUsage(),
    ].join('\n'),
  async run(args, context) {
    const { values, positionals } = parseOptions(args, {
      ...connectionOptions,
      job: { type: 'string' },
      grouping: { type: 'string', multiple: true },
      metric: { type: 'string', multiple: true },
      type: { type: 'string' },
      file: { type: 'string' },
      method: { type: 'string' },
      spool: { type: 'string' },
    });
    if (positionals.length > 0) {
      throw new UsageError(l10n.t('push takes options only, not "{0}".', positionals.join(' ')));
    }
    if (values.spool !== undefined) {
      const others = (['job', 'grouping', 'metric', 'type', 'file', 'method'] as const).filter(
        (name) => values[name] !== undefined,
      );
      if (others.length > 0) {
        throw new UsageError(
          l10n.t('--spool goes without --{0}: its entries say what goes where.', others.join(', --')),
        );
      }
      return drainSpool(values.spool, values, context);
    }
    if (!values.job) {
      throw new UsageError(l10n.t('Which job? Give --job NAME.'));
    }
    const method = oneOf('method', values.method ?? 'POST', ['POST', 'PUT']);
    const key = groupingKeyFrom(new Map([...keyValues(values.grouping ?? []), ['job', values.job]]));
    const exposition = await expositionFrom(values, context);
    const { client } = await connect(values, context);
    try {
      await client.push(key, exposition, { method, signal: context.signal });
      const id = groupId(key);
      const held = (await client.groups(context.signal)).find((group) => group.id === id);
      if (held === undefined) {
        throw new CommandFailure(l10n.t('The gateway took the push, but holds no such group.'));
      }
      context.print(groupText(held).trimEnd());
      return exitCode.done;
    } finally {
      await client.close();
    }
  },
};

interface PushValues {
  readonly metric?: readonly string[] | undefined;
  readonly type?: string | undefined;
  readonly file?: string | undefined;
}

async function expositionFrom(values: PushValues, context: CommandContext): Promise<string> {
  const given = values.metric ?? [];
  if (given.length > 0 === (values.file !== undefined)) {
    throw new UsageError(l10n.t('Give what to push: either --metric, as often as needed, or --file, and not both.'));
  }
  if (values.file !== undefined) {
    if (values.type !== undefined) {
      throw new UsageError(l10n.t('--type goes with --metric; a file says the types itself.'));
    }
    return readExposition(values.file, context);
  }
  const metrics = metricsFrom(given, oneOf('type', values.type ?? 'gauge', ['gauge', 'counter', 'untyped']));
  const verdict = checkTestMetrics(metrics);
  if (verdict.kind === 'invalid') {
    throw new UsageError(verdict.reason);
  }
  return expositionOf(metrics);
}

/** One metric a name: `--metric` twice with one name gives two samples of it. */
function metricsFrom(given: readonly string[], type: TestMetricType): readonly TestMetric[] {
  const samples = new Map<string, TestMetric['samples'][number][]>();
  for (const word of given) {
    const parsed = parseMetricArgument(word);
    if (parsed.kind === 'invalid') {
      throw new UsageError(parsed.reason);
    }
    samples.set(parsed.name, [...(samples.get(parsed.name) ?? []), { labels: parsed.labels, value: parsed.value }]);
  }
  return [...samples].map(([name, own]) => ({ name, type, samples: own }));
}

async function readExposition(path: string, context: CommandContext): Promise<string> {
  if (path === '-') {
    return text(context.stdin);
  }
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandFailure(l10n.t('Cannot read {0}: {1}', path, reasonOf(error)), { cause: error });
  }
}
