import assert from 'node:assert/strict';
import { labelTokens } from '../../../../src/lint/labelNames/labelTokens';

describe('words of a label name', () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    user_id: ['user', 'id'],
    userId: ['user', 'id'],
    UserID: ['user', 'id'],
    userid: ['user', 'id'],
    'enduser.id': ['user', 'id'],
    'http.request.method': ['http', 'request', 'method'],
    'user-agent': ['user', 'agent'],
    clientIP: ['client', 'ip'],
    APIKey: ['api', 'key'],
    apikey: ['api', 'key'],
    client_ip_v4: ['client', 'ip', 'v4'],
    sha256: ['sha256'],
    src_addr: ['source', 'address'],
    __name__: ['name'],
    '': [],
    用户: [],
  };
  for (const [name, expected] of Object.entries(cases)) {
    it(name === '' ? 'an empty name' : name, () => {
      assert.deepEqual(labelTokens(name), expected);
    });
  }
});
