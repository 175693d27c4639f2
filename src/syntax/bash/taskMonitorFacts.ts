import type { Node } from '@vscode/tree-sitter-wasm';
import type { GivenValue, LabelCall } from '../metrics/labelCall';
import type { DeclaredLabel, MetricDeclaration, MetricType } from '../metrics/metricDeclaration';
import { noFacts, type MetricFacts } from '../metrics/metricFacts';
import type { KeyPart, Push } from '../metrics/push';
import { spanOf } from '../spanOf';
import { pushPlace } from './pushPlace';
import { argumentsOf, type ShellSource } from './shellSource';
import { constantText, templateValue } from './shellValue';

type Facts = Pick<MetricFacts, 'declarations' | 'calls' | 'pushes'>;

const types: Readonly<Record<string, MetricType>> = {
  task_monitor_counter: 'counter',
  task_monitor_gauge: 'gauge',
  task_monitor_histogram: 'histogram',
  task_monitor_summary: 'summary',
};

interface Command {
  readonly node: Node;
  readonly name: string;
  readonly arguments: readonly Node[];
}

/** What a script says through TaskMonitor's Bash runtime. @param before how many declarations come before these */
export function taskMonitorFacts(source: ShellSource, before: number): Facts {
  if (!source.text.includes('task_monitor')) {
    return noFacts;
  }
  const commands = source.commands.flatMap((node): Command[] => {
    const name = node.childForFieldName('name')?.text ?? '';
    return name.startsWith('task_monitor') ? [{ node, name, arguments: argumentsOf(node) }] : [];
  });
  const settings = commands.filter(({ name }) => name === 'task_monitor');
  const declared = commands.flatMap((command) => {
    const type = types[command.name];
    return type === undefined ? [] : [{ command, type, name: textOf(command.arguments[0], source) }];
  });
  const uses = commands.flatMap((command) => useOf(command, declared, before, source));
  return {
    declarations: declared.map(({ command, type, name }, index): MetricDeclaration => {
      const [nameWord, help] = command.arguments;
      const helpText = textOf(help, source);
      return {
        type,
        name,
        nameSpan: nameWord && spanOf(nameWord),
        help:
          help === undefined
            ? { kind: 'absent' }
            : helpText === undefined
              ? { kind: 'unknown', span: spanOf(help) }
              : { kind: 'given', text: helpText, span: spanOf(help) },
        helpInsertion:
          help === undefined && nameWord !== undefined
            ? { at: nameWord.endIndex, before: ' "', after: '"' }
            : undefined,
        labels: labelsOf(uses, before + index),
        labelsComplete: true,
        client: 'taskmonitor',
        registry: 'own',
        span: spanOf(command.node),
      };
    }),
    calls: uses,
    pushes: commands.flatMap((command) => pushOf(command, settings, source)),
  };
}

function useOf(
  command: Command,
  declared: readonly { readonly name: string | undefined }[],
  before: number,
  source: ShellSource,
): LabelCall[] {
  const { node, name, arguments: given } = command;
  if (name === 'task_monitor_record_failure') {
    const code = given[1];
    return code === undefined
      ? []
      : [
          {
            metric: { kind: 'unknown', holder: 'task_failure_total' },
            values: [{ label: 'error_code', value: templateValue(source.template(code), source), span: spanOf(code) }],
            complete: true,
            span: spanOf(node),
          },
        ];
  }
  if (!/^task_monitor_(?:inc|set|observe)$/.test(name)) {
    return [];
  }
  const metric = textOf(given[0], source);
  const index = metric === undefined ? -1 : declared.findIndex((each) => each.name === metric);
  const values = given.slice(1).flatMap((word): GivenValue[] => {
    const template = source.template(word);
    const [written, label] = /^([A-Za-z_]\w*)=/.exec(template.text) ?? [];
    const part = written === undefined ? undefined : template.slice(written.length);
    return part === undefined
      ? []
      : [{ label, value: templateValue(part, source), span: part.text === '' ? spanOf(word) : part.span }];
  });
  return [
    {
      metric:
        index < 0
          ? { kind: 'unknown', ...(metric === undefined ? {} : { holder: metric }) }
          : { kind: 'declared', index: before + index },
      values,
      complete: given.every((word) => !/^["$]?\$\{?[@*\w]+\[@\]/.test(word.text)),
      span: spanOf(node),
    },
  ];
}

/** The labels of a metric are those that its uses give, by the first one that gives each. */
function labelsOf(uses: readonly LabelCall[], index: number): DeclaredLabel[] {
  const labels = new Map<string, DeclaredLabel>();
  for (const { metric, values } of uses) {
    for (const { label, span } of metric.kind === 'declared' && metric.index === index ? values : []) {
      if (label !== undefined && !labels.has(label)) {
        labels.set(label, { name: label, span });
      }
    }
  }
  return [...labels.values()];
}

/** `task_monitor JOB`, `task_monitor_run --job JOB` and `task_monitor_task NAME` name the groups that are pushed to. */
function pushOf({ node, name, arguments: given }: Command, settings: readonly Command[], source: ShellSource): Push[] {
  const isTask = name === 'task_monitor_task';
  if (!isTask && name !== 'task_monitor' && name !== 'task_monitor_run') {
    return [];
  }
  const own = optionsOf(given);
  const [only, ...others] = settings;
  const setting = isTask ? (only === undefined || others.length > 0 ? undefined : optionsOf(only.arguments)) : own;
  const jobWord = isTask || name === 'task_monitor' ? setting?.first : own.values.get('--job')?.[0];
  const task = isTask ? given[0] : own.values.get('--task')?.[0];
  const keys = (setting?.values.get('--grouping-key') ?? []).flatMap((word): KeyPart[] => {
    const template = source.template(word);
    const equals = template.text.indexOf('=');
    const value = template.slice(equals + 1);
    return equals < 0
      ? []
      : [
          {
            name: constantText(template.slice(0, equals), source),
            value: templateValue(value, source),
            span: value.text === '' ? spanOf(word) : value.span,
          },
        ];
  });
  const callee = node.childForFieldName('name') ?? node;
  return [
    {
      client: 'taskmonitor',
      method: 'POST',
      gateway: textOf(setting?.values.get('--url')?.[0], source),
      job: jobWord && keyPart('job', jobWord, source),
      groupingKey: [...(task === undefined ? [] : [keyPart('task_name', task, source)]), ...keys],
      keyComplete: setting !== undefined && (task !== undefined || name === 'task_monitor'),
      registry: 'own',
      timeout: setting?.values.has('--timeout') === true ? 'stated' : 'default',
      ...pushPlace(node, source),
      // The runtime never fails the script.
      guarded: true,
      span: spanOf(node),
      calleeSpan: spanOf(callee),
    },
  ];
}

/** The options up to the command that is run, and the first word that is none. */
function optionsOf(words: readonly Node[]): {
  readonly first: Node | undefined;
  readonly values: ReadonlyMap<string, readonly Node[]>;
} {
  const values = new Map<string, Node[]>();
  let first: Node | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    const text = word?.text ?? '';
    if (text === '--') {
      break;
    }
    if (/^--[\w-]+$/.test(text)) {
      const value = text === '--record-start' ? undefined : words[++at];
      values.set(text, [...(values.get(text) ?? []), ...(value === undefined ? [] : [value])]);
    } else {
      first ??= word;
    }
  }
  return { first, values };
}

function keyPart(name: string, word: Node, source: ShellSource): KeyPart {
  return { name, value: templateValue(source.template(word), source), span: spanOf(word) };
}

function textOf(word: Node | undefined, source: ShellSource): string | undefined {
  return word && constantText(source.template(word), source);
}
