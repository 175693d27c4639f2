import assert from 'node:assert/strict';
import { connectionFailure } from '../../../src/pushgateway/connectionFailure';
import type { GatewayErrorCode } from '../../../src/pushgateway/gatewayError';

const URL = 'https://gateway.example:9091';

function withCode(code: string, message = 'low level'): Error {
  return Object.assign(new Error(message), { code });
}

describe('connectionFailure', () => {
  const codes: [code: string, expected: GatewayErrorCode, message: RegExp][] = [
    ['ENOTFOUND', 'dns', /cannot be resolved/],
    ['EAI_AGAIN', 'dns', /cannot be resolved/],
    ['ECONNREFUSED', 'refused', /Nothing listens/],
    ['ETIMEDOUT', 'timeout', /within 5 s/],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', /within 5 s/],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', /within 5 s/],
    ['UND_ERR_BODY_TIMEOUT', 'timeout', /within 5 s/],
    ['CERT_HAS_EXPIRED', 'tls', /has expired/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', /another host name/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', /CA file/],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls', /CA file/],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls', /CA file/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', /CA file/],
    ['CERT_NOT_YET_VALID', 'tls', /CERT_NOT_YET_VALID/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls', /begin the URL with http:/],
    ['EPROTO', 'tls', /begin the URL with http:/],
    ['ERR_OSSL_PEM_NO_START_LINE', 'tls', /PEM/],
    ['HPE_INVALID_CONSTANT', 'notAPushgateway', /does not speak HTTP/],
    ['UND_ERR_HEADERS_OVERFLOW', 'notAPushgateway', /does not speak HTTP/],
    ['Z_DATA_ERROR', 'notAPushgateway', /does not speak HTTP/],
    ['ECONNRESET', 'network', /ECONNRESET/],
    ['EPIPE', 'network', /EPIPE/],
    ['EHOSTUNREACH', 'network', /EHOSTUNREACH/],
    ['UND_ERR_SOCKET', 'network', /low level/],
    ['Z_BUF_ERROR', 'network', /Z_BUF_ERROR/],
  ];
  for (const [code, expected, message] of codes) {
    it(`${code} is ${expected}`, () => {
      const cause = withCode(code);
      const error = connectionFailure(cause, URL, 5_000);
      assert.equal(error.code, expected);
      assert.match(error.message, message);
      assert.ok(error.message.includes(URL), error.message);
      assert.equal(error.cause, cause);
    });
  }

  it('looks into the attempts at the addresses of one host', () => {
    const attempts = new AggregateError([withCode('ENETUNREACH'), withCode('ECONNREFUSED')]);
    assert.equal(connectionFailure(attempts, URL, 5_000).code, 'refused');
  });

  it('looks into causes', () => {
    const error = new TypeError('fetch failed', { cause: withCode('ENOTFOUND') });
    assert.equal(connectionFailure(error, URL, 5_000).code, 'dns');
  });

  it('bears with causes in a circle, and with what is no error', () => {
    const circle = new Error('circle');
    circle.cause = circle;
    assert.equal(connectionFailure(circle, URL, 5_000).code, 'network');
    assert.match(connectionFailure('just a text', URL, 5_000).message, /just a text/);
  });
});
