import * as l10n from '@vscode/l10n';
import { GatewayError } from './gatewayError';
import { UnknownEncodingError } from './readBody';

/**
 * What a failure below HTTP means: turns an error of sockets, DNS, TLS, zlib or undici into a `GatewayError`.
 * @param display the gateway's address without credentials
 * @param timeoutMs the bound that was set, for the message
 */
export function connectionFailure(cause: unknown, display: string, timeoutMs: number): GatewayError {
  const codes = errorCodes(cause);
  const has = (pattern: RegExp): string | undefined => codes.find((code) => pattern.test(code));

  if (has(/^(ENOTFOUND|EAI_[A-Z]+)$/)) {
    return new GatewayError(
      'dns',
      l10n.t(
        'The host name of {0} cannot be resolved. Check its spelling, and that this machine is on the right network.',
        display,
      ),
      { cause },
    );
  }
  if (has(/^ECONNREFUSED$/)) {
    return new GatewayError(
      'refused',
      l10n.t('Nothing listens at {0} — is the Pushgateway running? Start it, or check host and port.', display),
      { cause },
    );
  }
  if (has(/^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)$/)) return timeoutFailure(display, timeoutMs, cause);
  const tlsCode = has(TLS_CODE);
  if (tlsCode !== undefined) return new GatewayError('tls', tlsMessage(tlsCode, display), { cause });
  if (cause instanceof UnknownEncodingError || has(/^(HPE_|Z_DATA_ERROR|UND_ERR_HEADERS_OVERFLOW)/)) {
    return new GatewayError(
      'notAPushgateway',
      l10n.t(
        'What answers at {0} is not a Pushgateway: it does not speak HTTP as one does. Check host and port, and whether the URL must begin with https://.',
        display,
      ),
      { cause },
    );
  }
  return new GatewayError(
    'network',
    l10n.t(
      'The connection to {0} broke before the whole answer had come ({1}). Check the network and try again.',
      display,
      shortReason(cause, codes[0]),
    ),
    { cause },
  );
}

/** A system's code says more to a search engine than its message; undici's messages say more than its codes. */
function shortReason(cause: unknown, code: string | undefined): string {
  if (code !== undefined && !code.startsWith('UND_ERR_')) return code;
  return cause instanceof Error ? cause.message : String(cause);
}

export function timeoutFailure(display: string, timeoutMs: number, cause?: unknown): GatewayError {
  return new GatewayError(
    'timeout',
    l10n.t(
      '{0} did not give a whole answer within {1} s. Check the address and the network, or allow more time.',
      display,
      String(timeoutMs / 1000),
    ),
    { cause },
  );
}

/** OpenSSL's verification results and Node's own names, as `error.code` holds them. */
const TLS_CODE =
  /^(EPROTO$|ERR_SSL_|ERR_TLS_|ERR_OSSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_|INVALID_CA$)/;

function tlsMessage(code: string, display: string): string {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return l10n.t('The certificate of {0} has expired. Have it renewed.', display);
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
    case 'HOSTNAME_MISMATCH':
      return l10n.t(
        'The certificate of {0} is for another host name. Use the name that it was made for, or have it renewed.',
        display,
      );
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return l10n.t(
        'The certificate of {0} is not signed by an authority that this machine trusts. Give the file with the certificate of its authority (CA file).',
        display,
      );
    default:
      return code.startsWith('ERR_OSSL_')
        ? l10n.t(
            'The CA file given for {0} cannot be used ({1}). It must hold certificates in PEM form.',
            display,
            code,
          )
        : l10n.t(
            'No secure connection to {0} ({1}). If the gateway speaks plain HTTP, begin the URL with http://.',
            display,
            code,
          );
  }
}

/** The codes of an error, of what it aggregates (one attempt per address of the host) and of its causes. */
function errorCodes(error: unknown, depth = 0): readonly string[] {
  if (!(error instanceof Error) || depth > 4) return [];
  // undici's parser gives a code to some of its errors only.
  const parser = error.name === 'HTTPParserError' ? ['HPE_ERROR'] : [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : parser;
  const parts: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  return [...own, ...[...parts, error.cause].flatMap((part) => errorCodes(part, depth + 1))];
}
