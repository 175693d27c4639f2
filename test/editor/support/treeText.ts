import type * as vscode from 'vscode';
import type { GatewayTree } from '../../../src/editor/tree/gatewayTree';
import type { TreeNode } from '../../../src/editor/tree/treeNode';

/** The rows that a person sees with everything opened: two blanks a level, label, then what stands dimmed beside it. */
export function treeText(tree: GatewayTree): string {
  return textOf(tree, undefined, 0).join('\n');
}

function textOf(tree: GatewayTree, node: TreeNode | undefined, depth: number): string[] {
  return tree.getChildren(node).flatMap((child) => {
    const item = tree.getTreeItem(child);
    const row = `${'  '.repeat(depth)}${labelOf(item)}${item.description ? ` | ${String(item.description)}` : ''}`;
    return [row, ...textOf(tree, child, depth + 1)];
  });
}

export function labelOf({ label }: vscode.TreeItem): string {
  return typeof label === 'object' ? label.label : (label ?? '');
}

/** All rows with their items, from the top. */
export function allRows(tree: GatewayTree, node?: TreeNode): { node: TreeNode; item: vscode.TreeItem }[] {
  return tree
    .getChildren(node)
    .flatMap((child) => [{ node: child, item: tree.getTreeItem(child) }, ...allRows(tree, child)]);
}
