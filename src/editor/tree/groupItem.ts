import * as vscode from 'vscode';
import { formatGroupingKey } from '../../pushgateway/groupingKey';
import type { Group } from '../../pushgateway/group';
import { localTime, relativeAge } from './relativeAge';
import { failedRun } from './taskOutcome';
import type { GroupNode } from './treeNode';

export function groupItem({ id, group }: GroupNode, nowMs: number): vscode.TreeItem {
  const name = jobAndTask(group);
  const item = new vscode.TreeItem(name.join(' › '), vscode.TreeItemCollapsibleState.Collapsed);
  const labels = furtherLabels(group);
  const push = lastPush(group, nowMs);
  item.id = id;
  const outcome = failedRunWord(group);
  // What is short comes first: the rest may be cut off in a narrow view.
  item.description = [...outcome, push, ...labels].join(' · ');
  item.iconPath =
    group.lastPushSuccessful && outcome.length === 0
      ? new vscode.ThemeIcon('package')
      : new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  item.tooltip = tooltipOf(group, nowMs);
  item.accessibilityInformation = {
    label: vscode.l10n.t('Group {0}, {1}', [...name, ...labels].join(' '), [...outcome, push].join(', ')),
  };
  item.contextValue = 'group';
  return item;
}

/** Job and task: a job's groups differ by their tasks, which stand here without the job that their names may begin with. */
function jobAndTask({ key }: Group): readonly string[] {
  const { job = '', task_name: task = '' } = key;
  const shownTask = task.startsWith(`${job}.`) ? task.slice(job.length + 1) : task;
  return shownTask === '' ? [job] : [job, shownTask];
}

function furtherLabels({ key }: Group): readonly string[] {
  return Object.entries(key)
    .filter(([name, value]) => name !== 'job' && (name !== 'task_name' || value === ''))
    .map(([name, value]) => `${name}="${value}"`);
}

/** Whether the task itself failed, in words: a failed push is another thing. */
function failedRunWord(group: Group): readonly string[] {
  const failed = failedRun(group);
  if (failed === undefined) return [];
  return [failed.errorCode === '' ? vscode.l10n.t('run failed') : vscode.l10n.t('run failed: {0}', failed.errorCode)];
}

/** When the group was pushed last; a push that the gateway refused says so in words. */
function lastPush(group: Group, nowMs: number): string {
  if (!group.lastPushSuccessful) {
    return group.pushFailureTime === undefined
      ? vscode.l10n.t('last push failed')
      : vscode.l10n.t('last push failed {0}', relativeAge(group.pushFailureTime, nowMs));
  }
  return group.pushTime === undefined ? vscode.l10n.t('never pushed') : relativeAge(group.pushTime, nowMs);
}

function tooltipOf(group: Group, nowMs: number): string {
  const time = (seconds: number): string => `${localTime(seconds)} (${relativeAge(seconds, nowMs)})`;
  const lines = [formatGroupingKey(group.key), ''];
  lines.push(
    group.pushTime === undefined
      ? vscode.l10n.t('No push has succeeded yet.')
      : vscode.l10n.t('Last successful push: {0}', time(group.pushTime)),
  );
  if (group.pushFailureTime !== undefined) {
    lines.push(vscode.l10n.t('Last failed push: {0}', time(group.pushFailureTime)));
  }
  if (!group.lastPushSuccessful) {
    lines.push('', vscode.l10n.t('The gateway refused the last push: what the group holds is older.'));
  }
  return lines.join('\n');
}
