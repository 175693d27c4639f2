import type { GatewayAuth } from '../../pushgateway/gatewayClient';

/** `local`: the development gateway that this extension runs. */
export type GatewaySource = 'settings' | 'environment' | 'local';

/** A gateway that the person has told us of; the same one from several sources is one entry. */
export interface GatewayEntry {
  readonly kind: 'gateway';
  /** Origin and route prefix: identifies the gateway, and is what a connection is given. */
  readonly id: string;
  readonly name: string;
  readonly sources: readonly GatewaySource[];
  /** Credentials of the environment: given for the gateway of `PUSHGATEWAY_URL` and no other. */
  readonly environmentAuth?: GatewayAuth;
}

/** A gateway as it stands in the settings or the environment, when it cannot be used. */
export interface InvalidGateway {
  readonly kind: 'invalid';
  readonly id: string;
  readonly name: string;
  readonly source: GatewaySource;
  readonly reason: string;
}
