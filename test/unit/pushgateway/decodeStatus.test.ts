import assert from 'node:assert/strict';
import { decodeStatus } from '../../../src/pushgateway/decodeStatus';
import { buildInformation } from '../../../src/pushgateway/devGateway/buildInformation';
import { GatewayError } from '../../../src/pushgateway/gatewayError';

const build = { version: '1.5.1', goVersion: 'go1.19.8' };

describe('decodeStatus', () => {
  it('reads version, flags and start time', () => {
    const data = {
      build_information: build,
      flags: { 'web.enable-admin-api': 'false', odd: 1 },
      start_time: '2026-11-22T17:05:35Z',
    };
    assert.deepEqual(decodeStatus({ status: 'success', data }, 'here'), {
      version: '1.5.1',
      flags: { 'web.enable-admin-api': 'false' },
      startTime: '2026-11-22T17:05:35Z',
      forDevelopment: false,
    });
  });

  it('does without flags and start time', () => {
    assert.deepEqual(decodeStatus({ status: 'success', data: { build_information: build } }, 'here'), {
      version: '1.5.1',
      flags: {},
      forDevelopment: false,
    });
  });

  it('knows our own gateway by its version', () => {
    const data = { build_information: { version: buildInformation.version } };
    assert.equal(decodeStatus({ status: 'success', data }, 'here').forDevelopment, true);
  });

  const hostile: unknown[] = [
    null,
    [],
    'x',
    {},
    { status: 'success' },
    { status: 'success', data: [] },
    { status: 'success', data: { build_information: {} } },
    { status: 'success', data: { build_information: { version: 1 } } },
    { status: 'error', data: { build_information: build } },
  ];
  for (const json of hostile) {
    it(`says that ${JSON.stringify(json)} comes from no Pushgateway`, () => {
      assert.throws(
        () => decodeStatus(json, 'http://here:9091'),
        (error) =>
          error instanceof GatewayError &&
          error.code === 'notAPushgateway' &&
          error.message.includes('http://here:9091'),
      );
    });
  }
});
