import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import * as l10n from '@vscode/l10n';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Why a request is not for us, or undefined when it is. A web page that a person has open somewhere else can make the browser send
 * requests to this machine: such a request names the page in `Origin`, or, when the page's own name was pointed here (DNS rebinding), in
 * `Host`. Both may only be names of this gateway: a loopback name, the host it was told to listen on, or the very address that
 * the connection came to, each with our port.
 * @param host where the gateway was told to listen
 */
export function foreignRequestReason(request: IncomingMessage, host: string, port: number): string | undefined {
  const authorities = ownAuthorities(host, port, request.socket.localAddress);
  const { host: hosts = [], origin: origins = [] } = request.headersDistinct;
  const absolute = /^https?:\/\/([^/?#]*)/i.exec(request.url ?? '')?.[1];
  const foreignHost = [...hosts, ...(absolute === undefined ? [] : [absolute])].find(
    (authority) => !authorities.includes(authority.toLowerCase()),
  );
  if (foreignHost !== undefined) {
    return l10n.t(
      'This development gateway answers only requests to {0}, not to "{1}".',
      authorities.join(', '),
      shown(foreignHost),
    );
  }
  const foreignOrigin = origins.find(
    (origin) => !authorities.some((authority) => origin.toLowerCase() === `http://${authority}`),
  );
  return foreignOrigin === undefined
    ? undefined
    : l10n.t('This development gateway does not answer web pages of other sites ("{0}").', shown(foreignOrigin));
}

function ownAuthorities(host: string, port: number, localAddress: string | undefined): string[] {
  const address = localAddress?.replace(/^::ffff:(?=\d+\.)/i, '');
  const names = [...LOOPBACK_NAMES, host, ...(address === undefined ? [] : [address])].map(urlHost);
  const withPort = [...new Set(names)].map((name) => `${name}:${port}`);
  return port === 80 ? [...withPort, ...new Set(names)] : withPort;
}

/** A host as it stands in a URL: in lower case, IPv6 in brackets. */
export function urlHost(host: string): string {
  const name = host.toLowerCase();
  return isIPv6(name) ? `[${name}]` : name;
}

function shown(text: string): string {
  return text.slice(0, 100);
}
