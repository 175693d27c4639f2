import * as l10n from '@vscode/l10n';
import { notAPushgateway } from './answerFailure';
import { isObject } from './jsonObject';

/** What a Pushgateway tells about itself. */
export interface GatewayStatus {
  /** `1.5.1`. */
  readonly version: string;
  /** Flag without dashes → value, as `--help` names them: `web.enable-admin-api` → `false`. */
  readonly flags: Readonly<Record<string, string>>;
  /** RFC 3339, as the gateway writes it. */
  readonly startTime?: string;
  /** Our embedded gateway, which is for trying things out. */
  readonly forDevelopment: boolean;
}

/** How our embedded gateway marks its version: devGateway/buildInformation.ts. */
const DEVELOPMENT_VERSION = /\+taskmonitor\.development\b/;

/**
 * Reads the JSON of `/api/v1/status`.
 * @param display the gateway's address for messages, without credentials
 * @throws GatewayError `notAPushgateway` for any other shape
 */
export function decodeStatus(json: unknown, display: string): GatewayStatus {
  const data = isObject(json) && json['status'] === 'success' ? json['data'] : undefined;
  const build = isObject(data) ? data['build_information'] : undefined;
  if (!isObject(data) || !isObject(build) || typeof build['version'] !== 'string') {
    throw notAPushgateway(display, l10n.t('its JSON has another shape'));
  }
  const startTime = data['start_time'];
  return {
    version: build['version'],
    flags: flagsOf(data['flags']),
    ...(typeof startTime === 'string' ? { startTime } : {}),
    forDevelopment: DEVELOPMENT_VERSION.test(build['version']),
  };
}

function flagsOf(flags: unknown): Readonly<Record<string, string>> {
  if (!isObject(flags)) return {};
  return Object.fromEntries(
    Object.entries(flags).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
