import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import type { Socket as UdpSocket } from 'node:dgram';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listenLocally } from '../../support/localServer';
import type { LocalServer } from '../../support/localServer';
import { startRealPushgateway } from '../../support/realPushgateway';
import type { RealPushgateway } from '../../support/realPushgateway';
import { startFront } from '../gatewayFront';
import { pushedGroup } from '../pushedGroups';
import type { ScriptRun } from '../runProcess';
import { runNode } from './runNode';

describe('a gateway that is away for a while, and Node.js', () => {
  let gateway: RealPushgateway;
  before(async () => {
    gateway = await startRealPushgateway();
  });
  after(() => gateway.stop());

  const samplesOf = async (taskName: string): Promise<Readonly<Record<string, number>>> =>
    (await pushedGroup(gateway.url, { job: 'job', task_name: taskName })).samples;

  for (const [when, source] of [
    ['while the program runs', "monitor.recordSuccess('second try', 1);"],
    ['at its end', "monitor.task('second try', () => process.exit(0));"],
  ] as const) {
    it(`is tried twice for a push ${when}`, async () => {
      const front = await startFront(gateway.port, 1, (socket) => socket.destroy());
      try {
        assert.equal((await run(front, source)).stderr, '');
        assert.equal(front.connections(), 2);
        assert.equal((await samplesOf('second try'))['task_success_total'], 1);
      } finally {
        await front.close();
      }
    });
  }

  it('is told at the end of the program what it missed: a success and then a failure', async () => {
    const front = await startFront(gateway.port, 2, (socket) => socket.destroy());
    try {
      const { warnings, stderr } = await run(
        front,
        `
(async () => {
  monitor.recordSuccess('missed', 1, 10);
  await monitor.flush();
  monitor.recordFailure('missed', 'E', 2);
  monitor.recordSuccess('waits', 3);
})();
`,
      );
      assert.equal(warnings.length, 1, stderr);
      const samples = await samplesOf('missed');
      assert.deepEqual(
        [
          samples['task_success_total'],
          samples['task_failure_total{error_code="E"}'],
          samples['task_duration_seconds'],
        ],
        [1, 1, 2],
      );
      assert.ok(samples['task_last_success_timestamp_seconds'] !== undefined);
      assert.equal((await samplesOf('waits'))['task_duration_seconds'], 3);
    } finally {
      await front.close();
    }
  });

  it('is told with the next push of the task what it refused before', async () => {
    const front = await startFront(gateway.port, 1, (socket) => {
      socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
    });
    try {
      const { warnings } = await run(
        front,
        "monitor.recordSuccess('refused', 1, 10);\nmonitor.flush().then(() => monitor.recordFailure('refused', 'E', 2));",
      );
      assert.equal(warnings.length, 1);
      const samples = await samplesOf('refused');
      assert.deepEqual([samples['task_processed_records'], samples['task_failure_total{error_code="E"}']], [10, 1]);
    } finally {
      await front.close();
    }
  });

  it('but answers slowly takes no more time than one that never does', async () => {
    const slow = await listenLocally(
      createHttpServer((request, response) => {
        request.resume().once('end', () => setTimeout(() => response.end(), 800));
      }),
    );
    try {
      const source = "for (let n = 0; n < 20; n += 1) monitor.task('task ' + n, () => n);";
      const { warnings, exitCode, stderr } = await run(slow, source);
      assert.deepEqual([exitCode, warnings.length], [0, 1], stderr);
      assert.ok(slow.connections() >= 2 && slow.connections() <= 8, `${slow.connections()} of 20 pushes`);
    } finally {
      await slow.close();
    }
  });

  it('has its time while the job keeps the event loop busy', async () => {
    const front = await startFront(gateway.port, 0, () => undefined);
    try {
      const busy = `
const quick = new TaskMonitor('job', { timeout: 0.5 });
quick.recordSuccess('before', 1);
setTimeout(() => {
  const end = Date.now() + 1500;
  while (Date.now() < end);
}, 0);
`;
      assert.equal((await run(front, busy)).stderr, '');
      assert.equal((await samplesOf('before'))['task_success_total'], 1);
    } finally {
      await front.close();
    }
  });
});

/** Has the name server at this port. What the system does with one that is silent holds a program for ten seconds, even in process.exit(). */
const nameServerAt = (port: number): string => `
const dns = require('node:dns');
const { Resolver } = dns;
dns.Resolver = class extends Resolver {
  constructor(options) {
    super(options);
    this.setServers(['127.0.0.1:${port}']);
  }
};
dns.lookup = () => console.log('asked the system');
const other = new TaskMonitor('job', 'http://pushgateway.example:9091', { timeout: 0.5 });
`;

describe('name servers that never answer', () => {
  let silent: UdpSocket;
  beforeEach(async () => {
    silent = createSocket('udp4');
    await new Promise<void>((resolve) => {
      silent.bind(0, '127.0.0.1', resolve);
    });
  });
  afterEach(async () => {
    await new Promise<void>((resolve) => {
      silent.close(resolve);
    });
  });

  it('are waited for once and not through the system, and the outcomes are in the spool', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'runtime-spool-'));
    try {
      const source = `${nameServerAt(silent.address().port)}
for (let n = 0; n < 500; n += 1) other.task('task ' + (n % 3), () => n);
console.log('done');
`;
      const { stdout, stderr, exitCode } = await runNode('cjs', source, {
        environment: { TASK_MONITOR_SPOOL: folder },
      });
      assert.match(stderr, /^TaskMonitor: .*: no answer in time; it is kept in the spool\n$/);
      assert.deepEqual([stdout, exitCode], ['done\n', 0]);
      assert.equal((await readdir(folder)).filter((name) => name.endsWith('.prom')).length, 3);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('are not asked for names that need none', async () => {
    const source = `${nameServerAt(silent.address().port)}
dns.lookup = (name, options, callback) => callback(new Error('asked the system for ' + name));
new TaskMonitor('job', 'http://localhost:9091', { timeout: 0.5 }).recordSuccess('task');
`;
    const { stderr } = await runNode('cjs', source);
    assert.match(stderr, /^TaskMonitor: .*asked the system for localhost; the job goes on\n$/);
  });
});

function run(front: LocalServer, source: string): Promise<ScriptRun> {
  return runNode('mjs', source, { environment: { PUSHGATEWAY_URL: `http://127.0.0.1:${front.port}` } });
}
