import type { LabelCall } from '../../src/syntax/metrics/labelCall';
import type { LabelValue } from '../../src/syntax/metrics/labelValue';
import type { MetricDeclaration, StatedText } from '../../src/syntax/metrics/metricDeclaration';
import type { MetricFacts } from '../../src/syntax/metrics/metricFacts';
import type { KeyPart, Push } from '../../src/syntax/metrics/push';

/** One line of text for each thing that a file says about metrics, so that tables of cases can be read. */
export function factLines(facts: MetricFacts): string[] {
  return [
    ...facts.declarations.map((each) => declarationLine(each)),
    ...facts.calls.map((each) => callLine(each, facts)),
    ...facts.pushes.map((each) => pushLine(each)),
  ];
}

/** `counter ns/sub/name(label, app="shop", ?) "help" default @holder`. */
export function declarationLine(declaration: MetricDeclaration): string {
  const { type, name, namespace, subsystem, unit, labels, labelsComplete, labelsFrom, registry, holder } = declaration;
  const prefixes = [namespace, subsystem].flatMap((part) => (part === undefined ? [] : [`${part ?? '?'}/`]));
  const shown = [
    ...labels.map((label) => (label.constant === undefined ? label.name : `${label.name}="${label.constant}"`)),
    ...(labelsFrom ?? []).map((from) => `<${from.module}:${from.name}>`),
    ...(labelsComplete ? [] : ['?']),
  ];
  return [
    `${type} ${prefixes.join('')}${name ?? '?'}${unit === undefined ? '' : `[${unit ?? '?'}]`}(${shown.join(', ')})`,
    helpText(declaration.help),
    ...(registry === 'unknown' ? [] : [registry]),
    ...(holder === undefined ? [] : [`@${holder}`]),
  ].join(' ');
}

function helpText(help: StatedText): string {
  return help.kind === 'given' ? JSON.stringify(help.text) : help.kind === 'absent' ? '-' : '?';
}

/** `name: label=value, 1=value, …`. */
export function callLine({ metric, values, complete }: LabelCall, { declarations }: MetricFacts): string {
  const of =
    metric.kind === 'declared'
      ? (declarations[metric.index]?.name ?? '?')
      : metric.kind === 'imported'
        ? `<${metric.from.module}:${metric.from.name}>`
        : metric.kind === 'unknown'
          ? `?${metric.holder ?? ''}`
          : metric.path;
  const given = values.map(({ label, position, value }) => `${label ?? position ?? '?'}=${valueText(value)}`);
  return `${of}: ${[...given, ...(complete ? [] : ['…'])].join(', ')}`;
}

/** `PUT job=… key=… own endless loop finally guarded in main`. */
export function pushLine(push: Push): string {
  return [
    `${push.client} ${push.method ?? '?'} ${push.gateway ?? '?'}`,
    push.job === undefined ? 'job?' : keyText(push.job),
    ...push.groupingKey.map(keyText),
    ...(push.keyComplete ? [] : ['…']),
    push.registry,
    ...(push.metrics === undefined ? [] : [`[${push.metrics.join(',')}]`]),
    push.timeout,
    ...(push.inLoop ? ['loop'] : []),
    ...(push.inHandler === undefined ? [] : [push.inHandler]),
    ...(push.guarded ? ['guarded'] : []),
    ...(push.inFunction === undefined ? [] : [`in ${push.inFunction}`]),
  ].join(' ');
}

function keyText({ name, value }: KeyPart): string {
  return `${name ?? '?'}=${valueText(value)}`;
}

/** `"literal"`, `user.id` with `parameter` or its value behind it, `uuid.New()`, `a + b`, `a | b`, `<guard>`. */
export function valueText(value: LabelValue): string {
  switch (value.kind) {
    case 'literal':
      return JSON.stringify(value.text);
    case 'name':
      return `${value.path.join('.')}:${value.origin}${value.value === undefined ? '' : `(${valueText(value.value)})`}`;
    case 'call': {
      const receiver = value.receiver === undefined ? '' : `{${valueText(value.receiver)}}`;
      return `${receiver}${value.imported ? '!' : ''}${value.callee.join('.')}(${value.arguments.map(valueText).join(', ')})`;
    }
    case 'caught':
      return `caught ${value.part}${value.className === undefined ? '' : `<${value.className}>`}`;
    case 'joined':
      return `[${value.parts.map(valueText).join(' + ')}]`;
    case 'choice':
      return `(${value.options.map(valueText).join(' | ')})`;
    case 'bounded':
      return `<${value.by}>`;
    case 'unknown':
      return '?';
  }
}
