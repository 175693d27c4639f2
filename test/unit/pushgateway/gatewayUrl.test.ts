import assert from 'node:assert/strict';
import { parseGatewayUrl } from '../../../src/pushgateway/gatewayUrl';

describe('parseGatewayUrl', () => {
  const read: [text: string, url: string, routePrefix: string][] = [
    ['http://localhost:9091', 'http://localhost:9091', ''],
    ['localhost:9091', 'http://localhost:9091', ''],
    ['  localhost:9091/ \n', 'http://localhost:9091', ''],
    ['gateway', 'http://gateway', ''],
    ['gateway.example/push', 'http://gateway.example/push', '/push'],
    ['https://Gateway.Example:443/a/b//', 'https://gateway.example/a/b', '/a/b'],
    ['http://[::1]:9091/p/', 'http://[::1]:9091/p', '/p'],
    ['127.0.0.1:9091', 'http://127.0.0.1:9091', ''],
    ['http://host:9091/#', 'http://host:9091', ''],
    ['http://host:9091/a b', 'http://host:9091/a%20b', '/a%20b'],
  ];
  for (const [text, url, routePrefix] of read) {
    it(`reads ${JSON.stringify(text)}`, () => {
      const parsed = parseGatewayUrl(text);
      assert.deepEqual(parsed, {
        kind: 'url',
        origin: new URL(url).origin,
        routePrefix,
        url,
        display: url,
      });
    });
  }

  const withCredentials: [text: string, username: string, password: string][] = [
    ['http://me:s3cret@host:9091/p', 'me', 's3cret'],
    ['me:s3cret@host:9091/p', 'me', 's3cret'],
    ['http://me@host:9091/p', 'me', ''],
    ['http://a%40b:p%3A%2F%40%25@host:9091/p', 'a@b', 'p:/@%'],
    ['http://me:100%@host:9091/p', 'me', '100%'],
    ['http://mé:gehéim@host:9091/p', 'mé', 'gehéim'],
  ];
  for (const [text, username, password] of withCredentials) {
    it(`splits the credentials off ${text}`, () => {
      assert.deepEqual(parseGatewayUrl(text), {
        kind: 'url',
        origin: 'http://host:9091',
        routePrefix: '/p',
        url: 'http://host:9091/p',
        display: 'http://host:9091/p',
        auth: { kind: 'basic', username, password },
      });
    });
  }

  const refused: [text: string, reason: RegExp][] = [
    ['', /empty/],
    ['   ', /empty/],
    ['http://', /not a gateway URL/],
    ['http://host:port', /"http:\/\/host:port" is not a gateway URL/],
    ['http://host:99999', /not a gateway URL/],
    ['two words', /not a gateway URL/],
    ['ftp://host', /not with ftp:\/\//],
    ['file:///etc/passwd', /not with file:\/\//],
    ['http://host/?token=x', /no query/],
    ['http://host/a//b', /two slashes/],
  ];
  for (const [text, reason] of refused) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const parsed = parseGatewayUrl(text);
      assert.equal(parsed.kind, 'invalid');
      assert.match(parsed.kind === 'invalid' ? parsed.reason : '', reason);
    });
  }

  for (const text of ['http://me:s3cret@host:port', 'me:s3cret@', 'ftp://me:s3cret@host', 'http://me:s3cret@h/?q']) {
    it(`does not repeat the password of ${text}`, () => {
      const parsed = parseGatewayUrl(text);
      assert.equal(parsed.kind, 'invalid');
      assert.doesNotMatch(JSON.stringify(parsed), /s3cret/);
    });
  }
});
