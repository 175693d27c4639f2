import type { GatewaySnapshot } from '../gateways/gatewayState';
import { isUsable } from '../gateways/gatewayState';
import { samplesOf } from './samplesOf';
import type { FamilyNode, GatewayNode, GroupNode, SampleNode, TreeNode } from './treeNode';

/** More sibling rows than this block the extension host noticeably at each refresh (10,000 take some 80 ms, 500 take 6). */
export const maxSiblings = 500;

export function rootNodes(snapshot: GatewaySnapshot): readonly TreeNode[] {
  return snapshot.gateways.map((row) =>
    isUsable(row) ? { kind: 'gateway', id: row.gateway.id, state: row } : { kind: 'invalid', id: row.id, gateway: row },
  );
}

export function childNodes(node: TreeNode): readonly TreeNode[] {
  switch (node.kind) {
    case 'gateway':
      return gatewayChildren(node);
    case 'group':
      return limited(node, node.group.families, (family) => ({
        kind: 'family',
        id: `${node.id} ${family.name}`,
        parent: node,
        group: node.group,
        family,
      }));
    // A family with a single sample says it in its own row.
    case 'family':
      return samplesOf(node.family, node.group.key).length > 1 ? sampleNodes(node) : [];
    default:
      return [];
  }
}

export function groupNode(parent: GatewayNode, group: GroupNode['group']): GroupNode {
  return { kind: 'group', id: `${parent.id} ${group.id}`, parent, gateway: parent.state.gateway, group };
}

/** The last good groups stay under the reason why there are no newer ones. */
function gatewayChildren(node: GatewayNode): readonly TreeNode[] {
  const { gateway, loaded, failure } = node.state;
  if (loaded === undefined && failure === undefined) {
    return [{ kind: 'loading', id: `${node.id} loading`, parent: node }];
  }
  const failures: TreeNode[] =
    failure === undefined ? [] : [{ kind: 'failure', id: `${node.id} failure`, parent: node, gateway, failure }];
  if (loaded === undefined) return failures;
  if (loaded.groups.length === 0 && failure === undefined) {
    return [{ kind: 'empty', id: `${node.id} empty`, parent: node }];
  }
  return [...failures, ...limited(node, loaded.groups, (group) => groupNode(node, group))];
}

function sampleNodes(node: FamilyNode): readonly TreeNode[] {
  return limited(node, samplesOf(node.family, node.group.key), (sample): SampleNode => ({
    kind: 'sample',
    id: `${node.id} ${sample.part} ${sample.labels}`,
    parent: node,
    family: node.family,
    sample,
  }));
}

function limited<T>(parent: TreeNode, items: readonly T[], toNode: (item: T) => TreeNode): readonly TreeNode[] {
  const shown = items.slice(0, maxSiblings).map(toNode);
  const count = items.length - shown.length;
  return count === 0 ? shown : [...shown, { kind: 'more', id: `${parent.id} more`, parent, count }];
}
