import { parseGatewayUrl } from '../../pushgateway/gatewayUrl';
import type { GatewayClient } from '../../pushgateway/gatewayClient';
import { GatewayError } from '../../pushgateway/gatewayError';
import type { GatewayErrorCode } from '../../pushgateway/gatewayError';
import type { CommandContext } from '../command';
import { connect } from '../connection';
import type { ConnectionValues } from '../connection';

/** After these the gateway is not asked again: it would take as long once more. */
const silent: ReadonlySet<GatewayErrorCode> = new Set(['dns', 'refused', 'timeout', 'tls', 'network', 'cancelled']);

/** A gateway that entries are sent to. */
export class SpoolGateway {
  /** Why nothing more is sent there. */
  failure: string | undefined;
  private pushTimes: Promise<ReadonlyMap<string, bigint>> | undefined;

  constructor(
    readonly client: GatewayClient,
    readonly shownUrl: string,
  ) {}

  /** When a group was last pushed, in nanoseconds; 0 when it is not there or the gateway does not say. @throws GatewayError */
  async pushTime(id: string, signal: AbortSignal): Promise<bigint> {
    this.pushTimes ??= this.readPushTimes(signal);
    return (await this.pushTimes).get(id) ?? 0n;
  }

  note(error: unknown): void {
    if (error instanceof GatewayError && silent.has(error.code)) {
      this.failure = error.message;
    }
  }

  private async readPushTimes(signal: AbortSignal): Promise<ReadonlyMap<string, bigint>> {
    try {
      const groups = await this.client.groups(signal);
      return new Map(groups.map(({ id, pushTime }) => [id, BigInt(Math.floor((pushTime ?? 0) * 1e9))]));
    } catch (error) {
      this.note(error);
      if (this.failure !== undefined) {
        throw error;
      }
      return new Map();
    }
  }
}

/** The gateways of one call, each connected once. */
export class SpoolGateways {
  private readonly opened = new Map<string, SpoolGateway>();

  constructor(
    private readonly values: ConnectionValues,
    private readonly context: CommandContext,
  ) {}

  /**
   * The gateway for an entry that names `url`: that one, unless `--url` was given.
   * @throws CommandFailure as `connect` does
   */
  async of(url: string): Promise<SpoolGateway> {
    const target = this.values.url ?? this.withCredentials(url);
    const known = this.opened.get(target);
    if (known !== undefined) {
      return known;
    }
    const { client, shownUrl } = await connect({ ...this.values, url: target }, this.context);
    const opened = new SpoolGateway(client, shownUrl);
    this.opened.set(target, opened);
    return opened;
  }

  async close(): Promise<void> {
    await Promise.all([...this.opened.values()].map(({ client }) => client.close()));
  }

  /** An entry's URL has none; those in PUSHGATEWAY_URL are for that gateway. */
  private withCredentials(url: string): string {
    const usual = this.context.env['PUSHGATEWAY_URL'] ?? '';
    const parsed = parseGatewayUrl(usual);
    return parsed.kind === 'url' && parsed.auth !== undefined && parsed.url === url ? usual : url;
  }
}
