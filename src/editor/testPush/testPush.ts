import * as vscode from 'vscode';
import { checkGroupingKey } from '../../pushgateway/groupingKey';
import type { GroupingKey } from '../../pushgateway/groupingKey';
import { checkTestMetrics, parseMetricArgument, parseSampleValue } from '../../pushgateway/testMetric';
import type { TestMetric, TestMetricType } from '../../pushgateway/testMetric';
import { parseLabelList } from './labelList';

/** What the person typed, as they typed it; remembered for the next time. */
export interface TestPushAnswers {
  readonly gatewayId: string;
  readonly job: string;
  /** `task_name=load, stage=a`. */
  readonly labels: string;
  /** A name, with labels if wanted: `rows_total{table="orders"}`. */
  readonly metric: string;
  readonly type: TestMetricType;
  readonly value: string;
}

export interface TestPush {
  readonly kind: 'push';
  readonly key: GroupingKey;
  readonly metric: TestMetric;
}

export interface InvalidTestPush {
  readonly kind: 'invalid';
  readonly reason: string;
}

/** The push that the answers stand for, or what is wrong with them. */
export function testPushOf(answers: TestPushAnswers): TestPush | InvalidTestPush {
  const list = parseLabelList(answers.labels);
  if (list.kind === 'invalid') return list;
  const key = { ...list.labels, job: answers.job.trim() };
  const keyVerdict = checkGroupingKey(key);
  if (keyVerdict.kind === 'invalid') return keyVerdict;
  const metric = parseMetric(answers.metric);
  if (metric.kind === 'invalid') return metric;
  const value = parseSampleValue(answers.value);
  if (value === undefined) return { kind: 'invalid', reason: valueProblem() };
  const { name, labels } = metric;
  const testMetric: TestMetric = { name, type: answers.type, samples: [{ labels, value }] };
  const verdict = checkTestMetrics([testMetric]);
  return verdict.kind === 'invalid' ? verdict : { kind: 'push', key, metric: testMetric };
}

/** Reads `NAME` or `NAME{label="value"}`. */
export function parseMetric(text: string): ReturnType<typeof parseMetricArgument> {
  return parseMetricArgument(`${text}=0`);
}

export function valueProblem(): string {
  return vscode.l10n.t('Give a number, or NaN, +Inf or -Inf.');
}
