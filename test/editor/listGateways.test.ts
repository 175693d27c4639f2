import assert from 'node:assert/strict';
import { listGateways } from '../../src/editor/gateways/listGateways';

describe('listGateways', () => {
  it('lists settings in their order, then the environment, then the local gateway', () => {
    const listed = listGateways(
      [{ name: 'staging', url: 'https://staging.example.com/push/' }, { url: 'other:9091' }],
      { PUSHGATEWAY_URL: 'http://env.example.com:9091' },
      'http://127.0.0.1:9091',
    );
    assert.deepEqual(listed, [
      { kind: 'gateway', id: 'https://staging.example.com/push', name: 'staging', sources: ['settings'] },
      { kind: 'gateway', id: 'http://other:9091', name: 'other:9091', sources: ['settings'] },
      { kind: 'gateway', id: 'http://env.example.com:9091', name: 'env.example.com:9091', sources: ['environment'] },
      { kind: 'gateway', id: 'http://127.0.0.1:9091', name: 'Local gateway', sources: ['local'] },
    ]);
  });

  it('merges one gateway from several sources under the name of the settings', () => {
    const listed = listGateways(
      [{ name: 'mine', url: 'http://localhost:9091' }],
      { PUSHGATEWAY_URL: 'http://127.0.0.1:9091/' },
      'http://127.0.0.1:9091',
    );
    assert.deepEqual(listed, [
      {
        kind: 'gateway',
        id: 'http://localhost:9091',
        name: 'mine',
        sources: ['settings', 'environment', 'local'],
      },
    ]);
  });

  it('gives the credentials of the environment to the gateway of the environment only', () => {
    const environment = {
      PUSHGATEWAY_URL: 'https://a.example.com',
      PUSHGATEWAY_USERNAME: 'robot',
      PUSHGATEWAY_PASSWORD: 'hunter2',
    };
    const [other, own] = listGateways([{ url: 'https://a.example.com/other' }], environment, undefined);
    assert.ok(other?.kind === 'gateway' && own?.kind === 'gateway');
    assert.equal(other.environmentAuth, undefined);
    assert.deepEqual(own.environmentAuth, { kind: 'basic', username: 'robot', password: 'hunter2' });
  });

  it('does not let a local gateway under another name have the credentials of the environment', () => {
    const environment = { PUSHGATEWAY_URL: 'http://localhost:9091', PUSHGATEWAY_BEARER_TOKEN: 't0ken' };
    const [only, ...others] = listGateways([], environment, 'http://127.0.0.1:9091');
    assert.deepEqual(others, []);
    assert.ok(only?.kind === 'gateway');
    assert.equal(only.id, 'http://localhost:9091');
    assert.deepEqual(only.environmentAuth, { kind: 'bearer', token: 't0ken' });
  });

  it('takes credentials out of PUSHGATEWAY_URL', () => {
    const [only] = listGateways([], { PUSHGATEWAY_URL: 'http://robot:hunter2@a:9091' }, undefined);
    assert.deepEqual(only, {
      kind: 'gateway',
      id: 'http://a:9091',
      name: 'a:9091',
      sources: ['environment'],
      environmentAuth: { kind: 'basic', username: 'robot', password: 'hunter2' },
    });
  });

  it('refuses credentials in the settings, without repeating them', () => {
    const [only] = listGateways([{ url: 'http://robot:hunter2@a:9091' }], {}, undefined);
    assert.equal(only?.kind, 'invalid');
    assert.equal(only.name, 'a:9091');
    assert.match(only.reason, /user name or a password/);
    assert.doesNotMatch(JSON.stringify(only), /hunter2|robot/);
  });

  it('says what is wrong with a URL that cannot be read', () => {
    const listed = listGateways([{ url: '' }], { PUSHGATEWAY_URL: 'ftp://a' }, undefined);
    assert.deepEqual(
      listed.map(({ kind, name }) => [kind, name]),
      [
        ['invalid', 'Gateway 1 of the settings'],
        ['invalid', 'PUSHGATEWAY_URL'],
      ],
    );
  });
});
