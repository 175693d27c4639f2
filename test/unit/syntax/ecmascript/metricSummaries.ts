import assert from 'node:assert/strict';
import { metricFacts } from '../../../../src/syntax/ecmascript/metricFacts';
import type { LanguageId } from '../../../../src/syntax/language';
import type { LabelCall } from '../../../../src/syntax/metrics/labelCall';
import type { LabelValue } from '../../../../src/syntax/metrics/labelValue';
import type { MetricDeclaration } from '../../../../src/syntax/metrics/metricDeclaration';
import type { MetricFacts } from '../../../../src/syntax/metrics/metricFacts';
import type { KeyPart, Push } from '../../../../src/syntax/metrics/push';
import { WorkBudget } from '../../../../src/syntax/workBudget';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

export type EcmascriptId = Extract<LanguageId, 'javascript' | 'typescript' | 'tsx'>;
export const everyLanguage: readonly EcmascriptId[] = ['javascript', 'typescript', 'tsx'];

export function factsOf(text: string, language: EcmascriptId): Promise<MetricFacts> {
  return parsers.use(language, text, (tree) => metricFacts(tree, new WorkBudget()));
}

/** Whether a JavaScript text does not parse whole. */
export function hasErrors(text: string): Promise<boolean> {
  return parsers.use('javascript', text, ({ root }) => root.hasError);
}

/** `type name(label, label)`; `?` for what the file does not say. */
export function declarationLine({ type, name, labels, labelsComplete }: MetricDeclaration): string {
  const shown = [...labels.map((label) => label.name), ...(labelsComplete ? [] : ['?'])];
  return `${type} ${name ?? '?'}(${shown.join(', ')})`;
}

/** `metric{label=value}`: the metric's name as declared here, where it is imported from, or its holder behind `?`. */
export function callLine({ metric, values, complete }: LabelCall, { declarations }: MetricFacts): string {
  const name =
    metric.kind === 'declared'
      ? (declarations[metric.index]?.name ?? '?')
      : metric.kind === 'imported'
        ? `<${metric.from.module} ${metric.from.name}>`
        : metric.kind === 'unknown'
          ? `?${metric.holder ?? ''}`
          : metric.path;
  const shown = [
    ...values.map(({ label, position, value }) => `${label ?? position ?? '?'}=${valueLine(value)}`),
    ...(complete ? [] : ['…']),
  ];
  return `${name}{${shown.join(', ')}}`;
}

export function valueLine(value: LabelValue): string {
  switch (value.kind) {
    case 'literal':
      return JSON.stringify(value.text);
    case 'name':
      return `${value.origin} ${value.path.join('.')}${value.value === undefined ? '' : ` = ${valueLine(value.value)}`}`;
    case 'call': {
      const receiver = value.receiver === undefined ? '' : `[${valueLine(value.receiver)}].`;
      return `${receiver}${value.imported ? 'imported ' : ''}${value.callee.join('.')}(${value.arguments.map(valueLine).join(', ')})`;
    }
    case 'caught':
      return `caught ${value.part} ${value.className ?? ''}`.trim();
    case 'joined':
      return `joined(${value.parts.map(valueLine).join(', ')})`;
    case 'choice':
      return `choice(${value.options.map(valueLine).join(', ')})`;
    case 'bounded':
      return `bounded by ${value.by}`;
    case 'unknown':
      return 'unknown';
  }
}

/** `METHOD gateway job=…, key=… | registry timeout flags`. */
export function pushLine({ method, gateway, job, groupingKey, keyComplete, ...push }: Push): string {
  const key = [...(job === undefined ? [] : [job]), ...groupingKey].map(
    ({ name, value }: KeyPart) => `${name ?? '?'}=${valueLine(value)}`,
  );
  const flags = [
    push.registry,
    push.timeout,
    ...(push.inLoop ? ['loop'] : []),
    ...(push.inHandler === undefined ? [] : [push.inHandler]),
    ...(push.guarded ? ['guarded'] : []),
    ...(push.inFunction === undefined ? [] : [`in ${push.inFunction}`]),
  ];
  return `${method ?? '?'} ${gateway ?? '?'} ${[...key, ...(keyComplete ? [] : ['…'])].join(', ')} | ${flags.join(' ')}`;
}

type Cases = Readonly<Record<string, readonly [text: string, ...expected: string[]]>>;

/** Runs each case in each of the languages. */
export function eachGives(
  languages: readonly EcmascriptId[],
  linesOf: (facts: MetricFacts) => readonly string[],
  cases: Cases,
): void {
  for (const [title, [text, ...expected]] of Object.entries(cases)) {
    it(title, async () => {
      for (const language of languages) {
        assert.deepEqual(linesOf(await factsOf(text, language)), expected, language);
      }
    });
  }
}
