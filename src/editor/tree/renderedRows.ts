import * as vscode from 'vscode';
import type { GatewaySnapshot } from '../gateways/gatewayState';
import { isUsable } from '../gateways/gatewayState';
import { childNodes, rootNodes } from './childNodes';
import { gatewayItem } from './gatewayItem';
import { groupItem } from './groupItem';
import type { TreeNode } from './treeNode';

/** What the view shows of a snapshot, as far as it can change without the groups themselves being others. */
export interface RenderedRows {
  readonly text: string;
  readonly groups: readonly unknown[];
}

/** Refreshing a view closes the tooltip that a person reads: it is done only when this differs from what is shown. */
export function renderedRows(snapshot: GatewaySnapshot, nowMs: number, media: vscode.Uri): RenderedRows {
  const rows = rootNodes(snapshot).flatMap((node) => [node, ...childNodes(node)]);
  return {
    text: JSON.stringify(rows.map((node) => textOf(node, nowMs, media))),
    groups: snapshot.gateways.filter(isUsable).map(({ loaded }) => loaded?.groups),
  };
}

export function differ(before: RenderedRows, after: RenderedRows): boolean {
  return (
    before.text !== after.text ||
    before.groups.length !== after.groups.length ||
    before.groups.some((groups, index) => groups !== after.groups[index])
  );
}

function textOf(node: TreeNode, nowMs: number, media: vscode.Uri): readonly unknown[] {
  switch (node.kind) {
    case 'gateway':
      return visible(gatewayItem(node, nowMs, media));
    case 'group':
      return visible(groupItem(node, nowMs));
    case 'failure':
      return [node.id, node.failure.code, node.failure.message];
    case 'invalid':
      return [node.id, node.gateway];
    default:
      return [node.id];
  }
}

function visible({ id, label, description, contextValue, iconPath }: vscode.TreeItem): readonly unknown[] {
  return [id, label, description, contextValue, iconPath instanceof vscode.ThemeIcon ? iconPath.id : undefined];
}
