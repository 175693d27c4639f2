import type { GatewayStatus } from '../../pushgateway/decodeStatus';
import type { GatewayErrorCode } from '../../pushgateway/gatewayError';
import type { Group } from '../../pushgateway/group';
import type { GatewayEntry, InvalidGateway } from './gatewayEntry';

/** What is known of one gateway. Immutable: each look at the gateway makes a new one. */
export interface GatewayState {
  readonly gateway: GatewayEntry;
  /** The person has entered credentials for it, and they were used. */
  readonly storedCredentials?: boolean;
  /** Of the last good answer; absent until there was one. */
  readonly loaded?: LoadedGroups;
  /** Why the last look failed; absent after a good one. */
  readonly failure?: GatewayFailure;
}

export interface LoadedGroups {
  readonly groups: readonly Group[];
  readonly status: GatewayStatus;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface GatewayFailure {
  /** `unexpected`: a defect of ours, not the gateway's. */
  readonly code: GatewayErrorCode | 'unexpected';
  readonly message: string;
  readonly at: number;
}

/** All gateways at one moment. */
export interface GatewaySnapshot {
  /** Grows with every change. */
  readonly version: number;
  readonly gateways: readonly (GatewayState | InvalidGateway)[];
}

export function isUsable(row: GatewayState | InvalidGateway): row is GatewayState {
  return 'gateway' in row;
}
