import * as vscode from 'vscode';
import type { FamilyType } from '../../pushgateway/group';
import { hasOwnRows } from './childNodes';
import { sampleValue } from './sampleValue';
import { samplesOf } from './samplesOf';
import type { FamilyNode, SampleNode } from './treeNode';

const familyIcons: Readonly<Record<FamilyType, string>> = {
  GAUGE: 'dashboard',
  COUNTER: 'symbol-number',
  HISTOGRAM: 'graph',
  SUMMARY: 'graph-line',
  UNTYPED: 'symbol-misc',
};

export function familyItem(node: FamilyNode): vscode.TreeItem {
  const { id, family, group } = node;
  const expands = hasOwnRows(node);
  const item = new vscode.TreeItem(
    family.name,
    expands ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  const type = family.type.toLowerCase();
  const samples = samplesOf(family, group.key);
  const [only] = samples;
  const shown = !expands && only !== undefined ? sampleValue(family.name, only.value) : sampleCount(samples.length);
  item.id = id;
  item.description = `${shown} · ${type}`;
  item.iconPath = new vscode.ThemeIcon(familyIcons[family.type]);
  item.tooltip = [
    family.name,
    ...(family.help === '' ? [] : [family.help]),
    '',
    vscode.l10n.t('Type: {0}', type),
    ...(!expands && only !== undefined ? [vscode.l10n.t('Value: {0}', only.value)] : []),
  ].join('\n');
  item.accessibilityInformation = { label: `${family.name}, ${item.description}` };
  item.contextValue = 'family';
  return item;
}

export function sampleItem({ id, family, sample }: SampleNode): vscode.TreeItem {
  const value =
    sample.part === 'sum' || sample.part === 'count'
      ? sampleValue('', sample.value)
      : sampleValue(family.name, sample.value);
  const part = sample.part === 'count' || sample.part === 'sum' ? sample.part : '';
  const label = [sample.labels, part].filter((text) => text !== '').join(' ') || vscode.l10n.t('no labels');
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.description = value;
  item.tooltip = `${family.name}${part === '' ? '' : `_${part}`}{${sample.labels}} ${sample.value}`;
  item.accessibilityInformation = { label: `${label}, ${value}` };
  item.contextValue = 'sample';
  return item;
}

function sampleCount(count: number): string {
  return count === 1
    ? vscode.l10n.t('1 sample')
    : vscode.l10n.t('{0} samples', count.toLocaleString(vscode.env.language));
}
