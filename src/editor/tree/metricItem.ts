import * as vscode from 'vscode';
import type { FamilyType } from '../../pushgateway/group';
import { sampleValue } from './sampleValue';
import { samplesOf } from './samplesOf';
import type { FamilyNode, Sample, SampleNode } from './treeNode';

const familyIcons: Readonly<Record<FamilyType, string>> = {
  GAUGE: 'dashboard',
  COUNTER: 'symbol-number',
  HISTOGRAM: 'graph',
  SUMMARY: 'graph-line',
  UNTYPED: 'symbol-misc',
};

export function familyItem({ id, family, group }: FamilyNode): vscode.TreeItem {
  const samples = samplesOf(family, group.key);
  const [only, ...others] = samples;
  const single = others.length === 0 ? only : undefined;
  const item = new vscode.TreeItem(
    family.name,
    single === undefined ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  const type = family.type.toLowerCase();
  item.id = id;
  item.description = [
    ...(single === undefined ? [sampleCount(samples.length)] : [shownValue(family.name, single), single.labels]),
    type,
  ]
    .filter((text) => text !== '')
    .join(' · ');
  item.iconPath = new vscode.ThemeIcon(familyIcons[family.type]);
  item.tooltip = [
    family.name,
    ...(family.help === '' ? [] : [family.help]),
    '',
    vscode.l10n.t('Type: {0}', type),
    ...(single === undefined ? [] : [vscode.l10n.t('Value: {0}', single.value)]),
    ...(single === undefined || single.labels === '' ? [] : [vscode.l10n.t('Labels: {0}', single.labels)]),
  ].join('\n');
  item.accessibilityInformation = { label: `${family.name}, ${item.description}` };
  item.contextValue = 'family';
  return item;
}

export function sampleItem({ id, family, sample }: SampleNode): vscode.TreeItem {
  const part = sample.part === 'count' || sample.part === 'sum' ? sample.part : '';
  const label = [sample.labels, part].filter((text) => text !== '').join(' ') || vscode.l10n.t('no labels');
  const value = shownValue(family.name, sample);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.description = value;
  item.tooltip = `${family.name}${part === '' ? '' : `_${part}`}{${sample.labels}} ${sample.value}`;
  item.accessibilityInformation = { label: `${label}, ${value}` };
  item.contextValue = 'sample';
  return item;
}

/** Only a value is what the family's name says: counts and sums of a histogram of times are no times. */
function shownValue(familyName: string, { part, value }: Sample): string {
  return sampleValue(part === 'value' || part === 'quantile' ? familyName : '', value);
}

function sampleCount(count: number): string {
  return vscode.l10n.t('{0} samples', count.toLocaleString(vscode.env.language));
}
