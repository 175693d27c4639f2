import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { startDevGateway } from '../../src/pushgateway/devGateway/startDevGateway';
import type { DevGateway } from '../../src/pushgateway/devGateway/startDevGateway';
import { isObject } from '../../src/pushgateway/jsonObject';
import { gatewayState, maskTimes } from '../support/gatewayState';
import { rawRequest } from '../support/rawRequest';
import type { RawAnswer } from '../support/rawRequest';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { JOB } from './compat/compatCase';
import type { CompatCase } from './compat/compatCase';
import { compositeCases } from './compat/compositeCases';
import { encodingCases } from './compat/encodingCases';
import { pathCases } from './compat/pathCases';
import { pushCases } from './compat/pushCases';
import { routeCases } from './compat/routeCases';
import { textCases } from './compat/textCases';

/*
 * Each case runs against the real Pushgateway and against ours; answers, groups and exposition must be the same.
 * Left to issue 5: --web.route-prefix and --web.telemetry-path, basic auth and TLS, --push.disable-consistency-check (202), delimited
 * protobuf, the lifecycle API when it is on, the full write queue (500), and what came after 1.5: snappy, UTF-8 names, native histograms.
 */

const CASES = {
  routes: routeCases,
  paths: pathCases,
  texts: textCases,
  'histograms and summaries': compositeCases,
  pushing: pushCases,
  encodings: encodingCases,
};

describe('Development gateway beside the real Pushgateway', () => {
  let real: RealPushgateway;
  let ours: DevGateway;

  before(async function () {
    this.timeout(60_000);
    real = await startRealPushgateway({ args: ['--web.enable-admin-api'] });
    ours = await startDevGateway({ port: 0, enableAdminApi: true });
  });

  after(async () => {
    await Promise.all([real.stop(), ours.close()]);
  });

  for (const [title, cases] of Object.entries(CASES)) {
    describe(title, () => {
      for (const each of cases) {
        it(each.title, () => runCase(each, real, ours));
      }
    });
  }

  it('answers 404 to wipe when the admin API is off, as the real one', async () => {
    const [realOff, oursOff] = await Promise.all([startRealPushgateway(), startDevGateway({ port: 0 })]);
    try {
      for (const method of ['PUT', 'GET']) {
        const [expected, actual] = await Promise.all(
          [realOff, oursOff].map(({ url }) => rawRequest(url, method, '/api/v1/admin/wipe')),
        );
        assert.equal(expected?.status, 404);
        assert.equal(actual?.status, 404);
      }
    } finally {
      await Promise.all([realOff.stop(), oursOff.close()]);
    }
  });

  it('says the same about bad base64 in a job, after which 1.5.1 takes no more pushes (a lock that it keeps)', async () => {
    const fresh = await startRealPushgateway();
    try {
      for (const path of ['/metrics/job@base64/!!', '/metrics/job@base64/']) {
        const [expected, actual] = await Promise.all(
          [fresh, ours].map(({ url }) => rawRequest(url, 'PUT', path, { body: 'm 1\n' })),
        );
        assert.equal(actual?.status, expected?.status);
        const [expectedText, actualText] = [expected, actual].map((answer) =>
          answer?.body.replace(/job name ".*?"/, 'job name'),
        );
        assert.equal(actualText, expectedText);
      }
      assert.equal((await rawRequest(ours.url, 'PUT', JOB, { body: 'm 1\n' })).status, 200);
    } finally {
      await fresh.stop();
    }
  });

  it('has the shape of the real status', async () => {
    const [expected, actual] = await Promise.all([real, ours].map(({ url }) => statusOf(url)));
    assert.ok(expected !== undefined && actual !== undefined);
    for (const [part, names] of Object.entries(expected)) {
      // Flags about a log and files of assets have no meaning here.
      const known: readonly string[] = actual[part] ?? [];
      // Flags about a log and files of assets have no meaning here.
      const wanted = names.filter((name) => !/^(?:log\.|web\.(?:local-assets|systemd-socket))/.test(name));
      const missing: readonly string[] = wanted.filter((name) => !known.includes(name));
      assert.deepEqual(missing, [], `${part} lacks ${missing.join(', ')}`);
    }
  });
});

async function runCase(each: CompatCase, real: RealPushgateway, ours: DevGateway): Promise<void> {
  const unify = each.unify ?? ((text: string): string => text);
  await Promise.all([real, ours].map(({ url }) => emptied(url)));
  for (const [method, path, body, headers] of each.steps) {
    const [expected, actual] = await Promise.all(
      [real, ours].map(async ({ url }) =>
        comparable(
          await rawRequest(url, method, path, {
            ...(body === undefined ? {} : { body }),
            ...(headers === undefined ? {} : { headers }),
          }),
          unify,
        ),
      ),
    );
    assert.deepEqual(actual, expected, `${method} ${path}`);
  }
  const state = await gatewayState(ours.url);
  // The real one answers a DELETE before it is done.
  await eventually(async () => {
    assert.deepEqual(state, await gatewayState(real.url));
  });
  const [expected, actual] = await Promise.all([real, ours].map(({ url }) => pushedExposition(url, unify)));
  assert.deepEqual(actual, expected);
}

/** Status, body, and the headers that have a meaning for clients. */
function comparable({ status, headers, body }: RawAnswer, unify: (text: string) => string): unknown {
  const isPage = (headers['content-type'] ?? '') === 'text/html; charset=utf-8' && status === 200;
  const isExposition = body.includes('pushgateway_build_info');
  return {
    status,
    location: headers['location'],
    allow: headers['allow'],
    cors: headers['access-control-allow-origin'],
    contentType: body === '' ? '' : headers['content-type'],
    // Pages and scrapes are compared elsewhere; of an error, the order of its lines is the order of a Go map.
    body: isPage || isExposition ? '' : unify(maskTimes(body)).split('\n').toSorted(),
  };
}

/** What a scrape shows of the pushed metrics, without what the gateway tells about itself. */
async function pushedExposition(url: string, unify: (text: string) => string): Promise<unknown> {
  const { status, body } = await rawRequest(url, 'GET', '/metrics');
  const lines = unify(maskTimes(body)).split('\n');
  const pushed = lines.filter(
    (line) => !/^(?:# (?:HELP|TYPE) )?(?:go_|process_|pushgateway_)/.test(line) || line.includes('job='),
  );
  return { status, lines: status === 200 ? pushed : pushed.toSorted() };
}

async function emptied(url: string): Promise<void> {
  await rawRequest(url, 'PUT', '/api/v1/admin/wipe');
  await eventually(async () => {
    assert.deepEqual(await gatewayState(url), []);
  });
}

async function eventually(check: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await check();
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await delay(20);
    }
  }
}

/** Names in each part of the status. */
async function statusOf(url: string): Promise<Readonly<Record<string, readonly string[]>>> {
  const { body } = await rawRequest(url, 'GET', '/api/v1/status');
  const status: unknown = JSON.parse(body);
  assert.ok(isObject(status) && isObject(status['data']), body);
  return Object.fromEntries(
    Object.entries(status['data']).map(([part, value]) => [part, isObject(value) ? Object.keys(value) : []]),
  );
}
