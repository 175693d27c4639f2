import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { listenLocally } from '../../support/localServer';
import type { LocalServer } from '../../support/localServer';
import { nodeForms, runNode, runPlainNode, header } from './runNode';

const SCRIPT = `
const orders = monitor.counter({ name: 'orders_total', help: 'Orders.', labelNames: ['stage'] });
monitor.task('one', (task) => {
  task.records = 3;
  orders.labels('paid').inc();
});
console.log(monitor.wrap('two', () => [1], { records: (rows) => rows.length })());
monitor.batchPush(() => monitor.recordFailure('three', 'E'));
monitor.flush().then(() => monitor.cleanup()).then(() => console.log('done'));
`;
const PUSH = "\nnew TaskMonitor('job').recordSuccess('task', 1);";
const OUTPUT = '[ 1 ]\ndone\n';

for (const form of nodeForms) {
  describe(`without what it needs monitoring.${form}`, () => {
    let server: LocalServer;
    let methods: (string | undefined)[];
    beforeEach(async () => {
      methods = [];
      server = await listenLocally(
        createServer((request, response) => {
          methods.push(request.method);
          response.end();
        }),
      );
    });
    afterEach(() => server.close());
    const environment = (): Record<string, string> => ({ PUSHGATEWAY_URL: `http://127.0.0.1:${server.port}` });

    for (const [name, unset] of [
      ['unset', {}],
      ['empty', { PUSHGATEWAY_URL: '' }],
    ] as const) {
      it(`says so once when PUSHGATEWAY_URL is ${name}`, async () => {
        const run = await runNode(form, SCRIPT, { environment: unset });
        assert.equal(
          run.stderr,
          'TaskMonitor: PUSHGATEWAY_URL is not set and no URL was given: no metrics are pushed\n',
        );
        assert.deepEqual([run.stdout, run.exitCode], [OUTPUT, 0]);
      });
    }

    it('is silent and sends nothing with TASK_MONITOR_DISABLED', async () => {
      for (const source of [SCRIPT, `${SCRIPT}\nmonitor.task('exits', () => process.exit(0));`]) {
        const run = await runNode(form, source, { environment: { ...environment(), TASK_MONITOR_DISABLED: '1' } });
        assert.deepEqual([run.stdout, run.stderr, run.exitCode], [source === SCRIPT ? OUTPUT : '[ 1 ]\n', '', 0]);
        const nowhere = await runNode(form, source, { environment: { TASK_MONITOR_DISABLED: 'true' } });
        assert.equal(nowhere.stderr, '');
      }
      assert.equal(server.connections(), 0);
    });

    it('says once how to get prom-client when neither it nor its successor is there', async () => {
      for (const [source, stdout] of [
        [SCRIPT, OUTPUT],
        ["monitor.task('exits', () => process.exit(0));", ''],
      ] as const) {
        const run = await runNode(form, source, { environment: environment(), clients: [] });
        assert.equal(run.warnings.length, 1, run.stderr);
        assert.match(
          run.stderr,
          /^TaskMonitor: no metrics are pushed, since neither prom-client nor @prometheus-io\/client can be loaded \(.*\): npm install prom-client\n$/,
        );
        assert.deepEqual([run.stdout, run.exitCode], [stdout, 0]);
      }
      assert.deepEqual(
        methods.filter((method) => method !== 'DELETE'),
        [],
        'nothing is pushed',
      );
    });

    it('takes a URL that the script sets after the monitor is made', async () => {
      const source = `process.env.PUSHGATEWAY_URL = 'http://127.0.0.1:${server.port}';\nmonitor.recordSuccess('task', 1);`;
      assert.equal((await runNode(form, source)).stderr, '');
      assert.equal(server.connections(), 1);
    });
  });
}

const ROOT = join(import.meta.dirname, '..', '..', '..');
const CLIENT = join(ROOT, 'node_modules', 'prom-client');

describe('the runtime of Node.js', () => {
  let server: LocalServer;
  let paths: (string | undefined)[];
  beforeEach(async () => {
    paths = [];
    server = await listenLocally(
      createServer((request, response) => {
        paths.push(request.url);
        response.end();
      }),
    );
  });
  afterEach(() => server.close());

  it('says once when the client library is broken', async () => {
    const run = await runNode('mjs', SCRIPT, {
      environment: { PUSHGATEWAY_URL: `http://127.0.0.1:${server.port}` },
      clients: [],
      files: { 'node_modules/prom-client/index.js': "throw new RangeError('broken\\nin two');" },
    });
    assert.equal(run.warnings.length, 1, run.stderr);
    assert.match(run.stderr, /\(RangeError: broken\): npm install prom-client\n$/);
    assert.deepEqual([run.stdout, run.exitCode], [OUTPUT, 0]);
  });

  for (const form of nodeForms) {
    it(`finds the client library beside it, wherever the program was started (${form})`, async () => {
      const run = await runPlainNode(form, header(form).replace('./monitoring', './inner/monitoring') + PUSH, {
        environment: { PUSHGATEWAY_URL: `http://127.0.0.1:${server.port}` },
        clients: [],
        files: {
          [`inner/monitoring.${form}`]: await readFile(join(ROOT, 'src', 'runtime', `monitoring.${form}`), 'utf8'),
          'inner/node_modules/prom-client/package.json': '{}',
          'inner/node_modules/prom-client/index.js': `module.exports = require(${JSON.stringify(CLIENT)});`,
        },
      });
      assert.deepEqual([run.stderr, paths], ['', ['/metrics/job/job/task_name/task']]);
    });
  }

  it('does no harm when there is no standard error, or it is something else', async () => {
    const closed = await runNode('mjs', SCRIPT, { shell: 'exec 2>&-; exec "$@"' });
    assert.deepEqual([closed.stdout, closed.exitCode], [OUTPUT, 0]);
    const descriptor = await runPlainNode(
      'mjs',
      `${header('mjs')}\nrequire('node:fs').closeSync(2);\nconst monitor = new TaskMonitor('job');\n${SCRIPT}`,
    );
    assert.deepEqual([descriptor.stdout, descriptor.exitCode], [OUTPUT, 0]);
    const captured = await runNode('mjs', `process.stderr.write = () => { console.log('captured'); };\n${SCRIPT}`);
    assert.deepEqual([captured.stdout, captured.warnings.length], [OUTPUT, 1]);
  });

  it('is not disturbed by what a job has done to Error, setImmediate and Promise', async () => {
    const source = `
Error.stackTraceLimit = 0;
Error.prepareStackTrace = () => 'of the job';
const { prepareStackTrace } = Error;
globalThis.setImmediate = () => { throw new Error('taken'); };
monitor.task('task', async () => { await null; });
process.on('exit', () => console.log(Error.stackTraceLimit, Error.prepareStackTrace === prepareStackTrace));
`;
    const run = await runNode('mjs', source, { environment: { PUSHGATEWAY_URL: `http://127.0.0.1:${server.port}` } });
    assert.deepEqual([run.stdout, run.exitCode], ['0 true\n', 0]);
  });

  it('loads nothing of the client library, and starts nothing, at its import', async () => {
    const source = `${header('mjs')}
new TaskMonitor('job').task;
console.log(process.getActiveResourcesInfo().filter((kind) => /Timeout|Immediate|TCP|Port/.test(kind)).join());
console.log(Object.keys(require('node:module')._cache ?? {}).filter((path) => path.includes('prom')).join());
`;
    const run = await runPlainNode('mjs', source);
    assert.deepEqual([run.stdout.trim(), run.stderr], ['', '']);
  });

  it('takes neither a proxy nor shared connections', async () => {
    const run = await runNode('mjs', "monitor.recordSuccess('task', 1);", {
      environment: {
        PUSHGATEWAY_URL: `http://127.0.0.1:${server.port}`,
        HTTP_PROXY: 'http://127.0.0.1:1',
        http_proxy: 'http://127.0.0.1:1',
        NODE_USE_ENV_PROXY: '1',
      },
    });
    assert.equal(run.stderr, '');
    assert.deepEqual(paths, ['/metrics/job/job/task_name/task']);
  });
});
