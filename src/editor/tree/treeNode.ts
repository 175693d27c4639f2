import type { Family, Group } from '../../pushgateway/group';
import type { GatewayEntry, InvalidGateway } from '../gateways/gatewayEntry';
import type { GatewayFailure, GatewayState } from '../gateways/gatewayState';

/** A row of the view. Ids stay the same from one snapshot to the next, so that selection and expansion do too. */
export type TreeNode =
  | GatewayNode
  | InvalidGatewayNode
  | LoadingNode
  | EmptyNode
  | FailureNode
  | GroupNode
  | FamilyNode
  | SampleNode
  | MoreNode;

export interface GatewayNode {
  readonly kind: 'gateway';
  readonly id: string;
  readonly parent?: undefined;
  readonly state: GatewayState;
}

export interface InvalidGatewayNode {
  readonly kind: 'invalid';
  readonly id: string;
  readonly parent?: undefined;
  readonly gateway: InvalidGateway;
}

/** Nothing is known of the gateway yet. */
export interface LoadingNode {
  readonly kind: 'loading';
  readonly id: string;
  readonly parent: GatewayNode;
}

/** The gateway holds no groups. */
export interface EmptyNode {
  readonly kind: 'empty';
  readonly id: string;
  readonly parent: GatewayNode;
}

export interface FailureNode {
  readonly kind: 'failure';
  readonly id: string;
  readonly parent: GatewayNode;
  readonly gateway: GatewayEntry;
  readonly failure: GatewayFailure;
}

export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  readonly parent: GatewayNode;
  readonly gateway: GatewayEntry;
  readonly group: Group;
}

export interface FamilyNode {
  readonly kind: 'family';
  readonly id: string;
  readonly parent: GroupNode;
  readonly group: Group;
  readonly family: Family;
}

export interface SampleNode {
  readonly kind: 'sample';
  readonly id: string;
  readonly parent: FamilyNode;
  readonly family: Family;
  readonly sample: Sample;
}

/** Rows beyond the limit. */
export interface MoreNode {
  readonly kind: 'more';
  readonly id: string;
  readonly parent: TreeNode;
  readonly count: number;
}

/** One line of what a family holds. */
export interface Sample {
  /** Labels that the grouping key does not say already, with `le` or `quantile`: `error_code="ValueError"`. */
  readonly labels: string;
  readonly part: 'value' | 'count' | 'sum' | 'bucket' | 'quantile';
  /** As the gateway writes it. */
  readonly value: string;
}
