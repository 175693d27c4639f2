import * as vscode from 'vscode';
import type { GroupingKey } from '../../pushgateway/groupingKey';
import { EditorError } from '../editorError';
import { gatewayArgument } from '../gateways/gatewayArgument';
import type { GatewayClients } from '../gateways/gatewayClients';
import type { GatewayStore } from '../gateways/gatewayStore';
import { gatewayChoices, knownGateway, offerFirstGateway } from '../gateways/pickGateway';
import type { GatewayTree } from '../tree/gatewayTree';
import { unattended } from '../unattended';
import { withCancel } from '../withCancel';
import { askTestPush } from './askTestPush';
import { formatLabelList } from './labelList';
import { pushTestMetrics } from './pushTestMetrics';
import { rejectionOf } from './rejection';
import type { RejectionView } from './showRejection';
import { testPushOf } from './testPush';
import type { TestPushAnswers } from './testPush';

export interface TestPushParts {
  readonly store: GatewayStore;
  readonly clients: GatewayClients;
  readonly tree: GatewayTree;
  readonly rejections: RejectionView;
  /** Holds the last answers, for this workspace. */
  readonly memory: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
}

/** Asks, pushes, and shows the group, or the gateway's refusal. */
export async function runTestPush(parts: TestPushParts, argument: unknown): Promise<void> {
  const { store } = parts;
  const choices = gatewayChoices(store);
  const [firstChoice] = choices;
  if (firstChoice === undefined) {
    await offerFirstGateway();
    return;
  }
  const { gatewayId, groupId } = gatewayArgument(argument);
  const given = gatewayId === undefined ? undefined : knownGateway(store, gatewayId);
  const group = given?.loaded?.groups.find(({ id }) => id === groupId);
  const remembered = recall(parts.memory);
  const usual = choices.find(({ value }) => value === remembered.gatewayId) ?? firstChoice;
  const initial = {
    ...remembered,
    ...(group === undefined ? {} : fromKey(group.key)),
    gatewayId: gatewayId ?? usual.value,
  };
  const answers = await askTestPush(choices, initial, gatewayId !== undefined);
  if (answers === undefined) return;
  await parts.memory.update(memoryKey, answers);
  await perform(parts, answers);
}

async function perform(
  { store, clients, tree, rejections, log }: TestPushParts,
  answers: TestPushAnswers,
): Promise<void> {
  const { gateway } = knownGateway(store, answers.gatewayId);
  const push = testPushOf(answers);
  if (push.kind === 'invalid') throw new EditorError('invalidInput', push.reason);
  const outcome = await withCancel(vscode.l10n.t('Pushing {0} to {1}', push.metric.name, gateway.name), (signal) =>
    pushTestMetrics(gateway, push, clients, store, signal),
  );
  if (outcome.kind === 'rejected') {
    await rejections.show(rejectionOf(push, outcome.status, outcome.body));
    return;
  }
  await tree.reveal(gateway.id, outcome.groupId);
  const message = vscode.l10n.t('Pushed {0} to {1}.', push.metric.name, gateway.name);
  unattended(vscode.window.showInformationMessage(message), log);
}

const memoryKey = 'taskMonitor.testPush';

const firstAnswers: TestPushAnswers = {
  gatewayId: '',
  job: 'test_job',
  labels: '',
  metric: 'test_metric',
  type: 'gauge',
  value: '1',
};

/** The last answers; those of another version of the extension only as far as they fit. */
function recall(memory: vscode.Memento): TestPushAnswers {
  const stored = memory.get<Partial<Record<keyof TestPushAnswers, unknown>>>(memoryKey, {});
  const text = (key: Exclude<keyof TestPushAnswers, 'type'>): string => {
    const value = stored[key];
    return typeof value === 'string' ? value : firstAnswers[key];
  };
  const { type } = stored;
  return {
    gatewayId: text('gatewayId'),
    job: text('job'),
    labels: text('labels'),
    metric: text('metric'),
    type: type === 'gauge' || type === 'counter' || type === 'untyped' ? type : firstAnswers.type,
    value: text('value'),
  };
}

function fromKey({ job = '', ...others }: GroupingKey): Pick<TestPushAnswers, 'job' | 'labels'> {
  return { job, labels: formatLabelList(others) };
}
