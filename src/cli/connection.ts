import { readFile } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import { GatewayClient } from '../pushgateway/gatewayClient';
import type { GatewayAuth } from '../pushgateway/gatewayClient';
import { parseGatewayUrl } from '../pushgateway/gatewayUrl';
import { parseDuration } from '../text/duration';
import { CommandFailure, UsageError } from './command';
import type { CommandContext } from './command';
import { reasonOf } from '../text/reasonOf';

/** The options of every command that talks to a gateway. */
export const connectionOptions = {
  url: { type: 'string' },
  'ca-file': { type: 'string' },
  timeout: { type: 'string' },
} as const;

export interface ConnectionValues {
  readonly url?: string | undefined;
  readonly 'ca-file'?: string | undefined;
  readonly timeout?: string | undefined;
}

/** A client, and the gateway's address as it may be shown: without a password. */
export interface Connection {
  readonly client: GatewayClient;
  readonly shownUrl: string;
}

/** The lines about connections in a command's help. */
export function connectionUsage(): string {
  return [
    `  --url URL        ${l10n.t('the gateway; default: PUSHGATEWAY_URL')}`,
    `  --ca-file FILE   ${l10n.t('certificates (PEM) to trust in place of the system’s')}`,
    `  --timeout TIME   ${l10n.t('bound on each request, such as 5s; default 10s')}`,
    '',
    l10n.t(
      'Credentials come from the environment: PUSHGATEWAY_USERNAME and PUSHGATEWAY_PASSWORD, or PUSHGATEWAY_BEARER_TOKEN.',
    ),
  ].join('\n');
}

/**
 * Opens the gateway that the options and the environment name; the caller closes the client.
 * @throws UsageError when no usable URL is given, CommandFailure when the CA file cannot be read
 */
export async function connect(values: ConnectionValues, context: CommandContext): Promise<Connection> {
  const given = values.url ?? context.env['PUSHGATEWAY_URL'];
  if (given === undefined || given === '') {
    throw new UsageError(l10n.t('Which gateway? Give --url or set PUSHGATEWAY_URL.'));
  }
  const url = parseGatewayUrl(given);
  if (url.kind === 'invalid') {
    throw new UsageError(url.reason);
  }
  const timeoutMs = values.timeout === undefined ? undefined : timeoutOf(values.timeout);
  const ca = values['ca-file'] === undefined ? undefined : await readCertificates(values['ca-file']);
  // Credentials in the URL were given for this very gateway, so they come before the environment's.
  const auth = url.auth ?? authFrom(context.env);
  const client = new GatewayClient({
    url: url.url,
    ...(auth === undefined ? {} : { auth }),
    ...(ca === undefined ? {} : { ca }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  return { client, shownUrl: url.display };
}

function authFrom(env: CommandContext['env']): GatewayAuth | undefined {
  const token = env['PUSHGATEWAY_BEARER_TOKEN'];
  if (token) {
    return { kind: 'bearer', token };
  }
  const username = env['PUSHGATEWAY_USERNAME'];
  return username ? { kind: 'basic', username, password: env['PUSHGATEWAY_PASSWORD'] ?? '' } : undefined;
}

function timeoutOf(text: string): number {
  // A bare number is taken as seconds, as curl's --max-time has it.
  const milliseconds = parseDuration(/^\d+(\.\d+)?$/.test(text) ? `${text}s` : text);
  if (milliseconds === undefined || milliseconds <= 0) {
    throw new UsageError(l10n.t('--timeout takes a time such as 5s or 500ms, not "{0}".', text));
  }
  return milliseconds;
}

async function readCertificates(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new CommandFailure(l10n.t('Cannot read the CA file {0}: {1}', path, reasonOf(error)), { cause: error });
  }
}
