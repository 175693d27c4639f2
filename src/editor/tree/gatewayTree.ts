import * as vscode from 'vscode';
import type { GatewayStore } from '../gateways/gatewayStore';
import { isUsable } from '../gateways/gatewayState';
import { childNodes, groupNode, rootNodes } from './childNodes';
import { failureItem, gatewayItem, invalidGatewayItem } from './gatewayItem';
import { groupItem } from './groupItem';
import { familyItem, sampleItem } from './metricItem';
import { differ, renderedRows } from './renderedRows';
import type { RenderedRows } from './renderedRows';
import type { GroupNode, TreeNode } from './treeNode';

export const gatewayViewId = 'taskMonitor.pushgateway';

/** Ages are written anew this often, also when no gateway answers. */
const ageTickMs = 30_000;

/** Renders the store's snapshot, and tells the store whether anybody looks. */
export class GatewayTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly view: vscode.TreeView<TreeNode>;
  private readonly listeners: vscode.Disposable[];
  private rendered: RenderedRows;
  private ticking: NodeJS.Timeout | undefined;
  readonly onDidChangeTreeData = this.changed.event;

  /** @param media the folder of the extension's art */
  constructor(
    private readonly store: GatewayStore,
    private readonly media: vscode.Uri,
  ) {
    this.rendered = renderedRows(store.snapshot, Date.now(), media);
    this.view = vscode.window.createTreeView(gatewayViewId, { treeDataProvider: this, showCollapseAll: true });
    this.listeners = [
      this.view,
      this.changed,
      store.onDidChange(() => {
        this.refresh();
      }),
      this.view.onDidChangeVisibility(({ visible }) => {
        this.setVisible(visible);
      }),
    ];
    this.setVisible(this.view.visible);
  }

  getChildren(node?: TreeNode): TreeNode[] {
    return [...(node === undefined ? rootNodes(this.store.snapshot) : childNodes(node))];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.parent;
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    switch (node.kind) {
      case 'gateway':
        return gatewayItem(node, Date.now(), this.media);
      case 'invalid':
        return invalidGatewayItem(node);
      case 'failure':
        return failureItem(node, Date.now());
      case 'group':
        return groupItem(node, Date.now());
      case 'family':
        return familyItem(node);
      case 'sample':
        return sampleItem(node);
      case 'loading':
        return noticeItem(node.id, vscode.l10n.t('Loading…'), 'loading~spin');
      case 'empty':
        return noticeItem(node.id, vscode.l10n.t('Nothing has been pushed yet'), 'inbox');
      default:
        return noticeItem(
          node.id,
          vscode.l10n.t('{0} more not shown', node.count.toLocaleString(vscode.env.language)),
          'ellipsis',
        );
    }
  }

  /** The row of a group in the current snapshot. */
  groupNode(gatewayId: string, groupId: string): GroupNode | undefined {
    const state = this.store.snapshot.gateways.filter(isUsable).find(({ gateway }) => gateway.id === gatewayId);
    const group = state?.loaded?.groups.find(({ id }) => id === groupId);
    if (state === undefined || group === undefined) return undefined;
    return groupNode({ kind: 'gateway', id: gatewayId, state }, group);
  }

  /** Shows and selects the group's row; does nothing when there is none. */
  async reveal(gatewayId: string, groupId: string): Promise<void> {
    const node = this.groupNode(gatewayId, groupId);
    if (node !== undefined) await this.view.reveal(node, { select: true, focus: false, expand: true });
  }

  dispose(): void {
    clearInterval(this.ticking);
    vscode.Disposable.from(...this.listeners).dispose();
  }

  private refresh(): void {
    const rendered = renderedRows(this.store.snapshot, Date.now(), this.media);
    if (!differ(this.rendered, rendered)) return;
    this.rendered = rendered;
    this.changed.fire();
  }

  private setVisible(visible: boolean): void {
    clearInterval(this.ticking);
    if (visible) {
      this.ticking = setInterval(() => {
        this.refresh();
      }, ageTickMs);
    }
    this.store.setVisible(visible);
  }
}

function noticeItem(id: string, text: string, icon: string): vscode.TreeItem {
  const item = new vscode.TreeItem(text, vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.iconPath = new vscode.ThemeIcon(icon);
  item.contextValue = 'notice';
  return item;
}
