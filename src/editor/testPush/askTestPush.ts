import * as vscode from 'vscode';
import type { TestMetricType } from '../../pushgateway/testMetric';
import { askChoice } from '../quickInput/askChoice';
import type { Choice } from '../quickInput/askChoice';
import { askText } from '../quickInput/askText';
import type { Answer } from '../quickInput/answer';
import { runSteps } from '../quickInput/runSteps';
import type { Step } from '../quickInput/runSteps';
import { parseLabelList } from './labelList';
import { parseMetric, testPushOf } from './testPush';
import type { TestPushAnswers } from './testPush';

/** Asks for everything that a test push needs, beginning with what was answered last time; undefined when the person gave up. */
export function askTestPush(
  gateways: readonly Choice<string>[],
  initial: TestPushAnswers,
  gatewayGiven: boolean,
): Promise<TestPushAnswers | undefined> {
  const gatewayStep: Step<TestPushAnswers> = {
    applies: () => gateways.length > 1 && !gatewayGiven,
    ask: async (answers, place) =>
      into(
        await askChoice({
          place,
          placeholder: vscode.l10n.t('Which gateway?'),
          choices: gateways,
          preferred: answers.gatewayId,
        }),
        (gatewayId) => ({ ...answers, gatewayId }),
      ),
  };
  return runSteps(vscode.l10n.t('Push Test Metrics'), [gatewayStep, ...steps], initial);
}

const steps: readonly Step<TestPushAnswers>[] = [
  {
    ask: async (answers, place) =>
      into(
        await askText({
          place,
          prompt: vscode.l10n.t('Job: the first label of the group that receives the metric'),
          value: answers.job,
          problem: (text) => (text.trim() === '' ? vscode.l10n.t('Every group needs a job name.') : undefined),
        }),
        (job) => ({ ...answers, job }),
      ),
  },
  {
    ask: async (answers, place) =>
      into(
        await askText({
          place,
          prompt: vscode.l10n.t('Further labels of the grouping key, or nothing'),
          placeholder: 'task_name=load_orders, region="eu, west"',
          value: answers.labels,
          problem: (text) => {
            const list = parseLabelList(text);
            return list.kind === 'invalid' ? list.reason : undefined;
          },
        }),
        (labels) => ({ ...answers, labels }),
      ),
  },
  {
    ask: async (answers, place) =>
      into(
        await askText({
          place,
          prompt: vscode.l10n.t('Metric, with labels of its own if you like'),
          placeholder: 'orders_processed_total{stage="payment"}',
          value: answers.metric,
          problem: (text) => {
            const metric = parseMetric(text);
            return metric.kind === 'invalid' ? metric.reason : undefined;
          },
        }),
        (metric) => ({ ...answers, metric }),
      ),
  },
  {
    ask: async (answers, place) =>
      into(
        await askChoice<TestMetricType>({
          place,
          placeholder: vscode.l10n.t('Type of the metric'),
          choices: [
            { label: 'gauge', description: vscode.l10n.t('a value that goes up and down'), value: 'gauge' },
            { label: 'counter', description: vscode.l10n.t('a count that only goes up'), value: 'counter' },
            { label: 'untyped', description: vscode.l10n.t('no type is told'), value: 'untyped' },
          ],
          preferred: answers.type,
        }),
        (type) => ({ ...answers, type }),
      ),
  },
  {
    ask: async (answers, place) =>
      into(
        await askText({
          place,
          prompt: vscode.l10n.t('Value: a number, NaN, +Inf or -Inf'),
          value: answers.value,
          problem: (text) => {
            const push = testPushOf({ ...answers, value: text });
            return push.kind === 'invalid' ? push.reason : undefined;
          },
        }),
        (value) => ({ ...answers, value }),
      ),
  },
];

function into<T, A>(answer: Answer<T>, combine: (value: T) => A): Answer<A> {
  return answer.kind === 'answered' ? { kind: 'answered', value: combine(answer.value) } : answer;
}
