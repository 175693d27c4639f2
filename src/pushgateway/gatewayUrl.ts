import * as l10n from '@vscode/l10n';

/** Where a Pushgateway is, taken apart. */
export interface GatewayUrl {
  readonly kind: 'url';
  /** Scheme, host and port: `http://localhost:9091`. */
  readonly origin: string;
  /** The route prefix: empty, or `/push` without a slash at the end. */
  readonly routePrefix: string;
  /** What a connection is given, and paths are appended to: `origin` + `routePrefix`. */
  readonly url: string;
  /** The same, for people: never holds credentials. */
  readonly display: string;
  /** From `http://user:password@host`. */
  readonly auth?: { readonly kind: 'basic'; readonly username: string; readonly password: string };
}

/** Why a text is no gateway URL; `reason` never repeats credentials. */
export interface InvalidGatewayUrl {
  readonly kind: 'invalid';
  readonly reason: string;
}

/** Reads what a person types or a `PUSHGATEWAY_URL` holds: `localhost:9091` is `http://localhost:9091`; the path is the route prefix. */
export function parseGatewayUrl(text: string): GatewayUrl | InvalidGatewayUrl {
  const typed = text.trim();
  if (typed === '') return invalid(l10n.t('The gateway URL is empty. Give one like {0}.', EXAMPLE));
  const withScheme = typed.includes('://') ? typed : `http://${typed}`;
  if (!URL.canParse(withScheme)) {
    // What does not parse may still hold a password: it is shown only when it cannot.
    return invalid(
      typed.includes('@')
        ? l10n.t('The gateway URL cannot be read. Give one like {0}.', EXAMPLE)
        : l10n.t('"{0}" is not a gateway URL. Give one like {1}.', typed, EXAMPLE),
    );
  }
  const url = new URL(withScheme);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return invalid(l10n.t('A gateway URL begins with http:// or https://, not with {0}//.', url.protocol));
  }
  if (url.search !== '') return invalid(l10n.t('A gateway URL has no query: take away what follows the "?".'));
  const routePrefix = url.pathname.replace(/\/+$/, '');
  if (routePrefix.includes('//')) {
    return invalid(l10n.t('The path of the gateway URL has two slashes in a row: take one away.'));
  }
  const base = url.origin + routePrefix;
  const parsed: GatewayUrl = { kind: 'url', origin: url.origin, routePrefix, url: base, display: base };
  if (url.username === '' && url.password === '') return parsed;
  return { ...parsed, auth: { kind: 'basic', username: decode(url.username), password: decode(url.password) } };
}

const EXAMPLE = 'http://localhost:9091';

function invalid(reason: string): InvalidGatewayUrl {
  return { kind: 'invalid', reason };
}

/** A '%' that begins no escape is a part of the password. */
function decode(userinfo: string): string {
  try {
    return decodeURIComponent(userinfo);
  } catch {
    return userinfo;
  }
}
