import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { repository, runCli, startCli } from '../support/cli';
import { listenLocally } from '../support/localServer';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';

const run = promisify(execFile);

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Nothing is recorded, so that nothing is said: what is left is what the command does. */
const alone = { TASK_MONITOR_DISABLED: '1' };

const words = ['exec', '--job', 'etl', '--task', 'load'];

/** Runs `exec`, with bytes for its output and the signal that ended it. */
async function exec(
  args: readonly string[],
  { env = alone, stdin = '' }: { env?: Readonly<Record<string, string>>; stdin?: string | Uint8Array } = {},
): Promise<Ended> {
  const child = startCli([...words, ...args], { env });
  const stdout: Buffer[] = [];
  let stderr = '';
  child.stdout.on('data', (bytes: Buffer) => stdout.push(bytes));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin);
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout: Buffer.concat(stdout), stderr };
}

/** What a shell prints that runs `script` with the call as its arguments. Its pipes are those of the system, unlike Node's. */
async function inShell(script: string, args: readonly string[]): Promise<string> {
  const env = { ...process.env, ...alone };
  return (await run('bash', ['-c', script, 'bash', ...cliCall(args)], { env })).stdout;
}

function cliCall(args: readonly string[]): readonly string[] {
  return [process.execPath, join(repository, 'dist', 'cli.js'), ...args];
}

const bash = (script: string): readonly string[] => ['--', 'bash', '-c', script];

describe('taskmonitor exec, to whoever calls it', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'taskmonitor-exec-'));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  for (const [name, options] of [
    ['inherited', []],
    ['through a pipe', ['--records-from', 'no such line']],
  ] as const) {
    describe(`standard output ${name}`, () => {
      it('passes on stdin, stdout, stderr and the exit code', async () => {
        const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 256));
        const ended = await exec([...options, ...bash('echo to-stderr >&2; cat; exit 3')], { stdin: bytes });
        assert.ok(ended.stdout.equals(bytes));
        assert.deepEqual([ended.code, ended.signal, ended.stderr], [3, null, 'to-stderr\n']);
      });

      it('lets the command open its output by name', async () => {
        const script = 'echo one > /dev/stdout; echo two';
        assert.equal(await inShell('"$@" | cat', [...words, ...options, ...bash(script)]), 'one\ntwo\n');
      });

      it('ends the command when nobody reads its output', async () => {
        // With the messages of the command in the result: there are to be none.
        const shell = 'exec 2>&1; "$@" | head -n 1; echo "${PIPESTATUS[0]}"';
        assert.equal(await inShell(shell, [...words, ...options, '--', 'yes']), 'y\n141\n');
      });

      for (const [signal, code] of [
        ['SIGTERM', null],
        ['SIGINT', null],
        ['SIGKILL', null],
        // A core file of ours could take the place of the command's.
        ['SIGSEGV', 139],
      ] as const) {
        it(`is ended as the command is, by ${signal}`, async () => {
          const ended = await exec([...options, ...bash(`kill -${signal} $$`)]);
          assert.deepEqual([ended.code, ended.signal], [code, code === null ? signal : null]);
          const shown = await inShell('"$@"; echo $?', [...words, ...options, ...bash(`kill -${signal} $$`)]);
          const number = { SIGTERM: 143, SIGINT: 130, SIGKILL: 137, SIGSEGV: 139 }[signal];
          assert.equal(shown, `${number}\n`);
        });
      }

      for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1'] as const) {
        it(`hands ${signal} to the command, which decides`, async () => {
          const script = `trap 'n=$((n+1))' ${signal}; echo ready; for i in 1 2 3 4 5 6; do sleep 0.1; done; exit $((10+n))`;
          const child = startCli([...words, ...options, ...bash(script)], { env: alone });
          await once(child.stdout, 'data');
          child.kill(signal);
          const [code] = (await once(child, 'close')) as [number];
          assert.equal(code, 11);
        });
      }
    });
  }

  it('does not double the Ctrl-C of a terminal', async () => {
    // Nothing here is a shell that counts or waits (so `exec`): dash would end by the signal that it gets as well.
    const program = join(folder, 'count.cjs');
    await writeFile(
      program,
      "let n = 0;\nprocess.on('SIGINT', () => n++);\nconsole.log('ready');\nsetTimeout(() => process.exit(10 + n), 800);\n",
    );
    // script(1), of every Linux, gives the command a terminal of its own; its input is what a person types.
    const command = cliCall([...words, '--', process.execPath, program])
      .map((word) => `'${word}'`)
      .join(' ');
    const terminal = spawn('script', ['-qec', `exec ${command}`, '/dev/null'], { env: { ...process.env, ...alone } });
    terminal.once('error', (error) => assert.fail(`script is missing: apt-get install bsdutils (${error.message})`));
    let shown = '';
    let typed = false;
    terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
      shown += text;
      if (!typed && shown.includes('ready')) {
        typed = true;
        terminal.stdin.write('\x03');
      }
    });
    const [code] = (await once(terminal, 'close')) as [number];
    assert.equal(code, 11, shown);
  });

  it('answers as a shell does for what cannot be run', async () => {
    const plain = join(folder, 'plain.txt');
    const broken = join(folder, 'broken');
    const bare = join(folder, 'bare');
    await writeFile(plain, 'echo no\n');
    await writeFile(broken, '#!/no/such/interpreter\n');
    await writeFile(bare, 'echo a script without a first line\n');
    await chmod(broken, 0o755);
    await chmod(bare, 0o755);
    for (const [command, code, message] of [
      ['no-such-command', 127, /^taskmonitor exec: no-such-command: there is no such command\n$/],
      [join(folder, 'gone'), 127, /gone: there is no such command/],
      [plain, 126, /plain\.txt: it is not executable/],
      [folder, 126, /: it is not executable/],
      [broken, 126, /broken: the program that its first line names is missing/],
    ] as const) {
      const ended = await exec(['--', command]);
      assert.equal(ended.code, code, command);
      assert.match(ended.stderr, message);
      assert.equal(ended.stdout.length, 0);
    }
    assert.equal((await exec(['--', bare])).stdout.toString(), 'a script without a first line\n');
  });

  it('runs nothing when its own words are off', async () => {
    const mark = join(folder, 'mark');
    for (const [args, message] of [
      [['exec', '--job', 'a', '--', 'touch', mark], /Give --job NAME and --task NAME/],
      [['exec', '--task', 'a', 'touch', mark], /Give --job NAME and --task NAME/],
      [['exec', '--job', '', '--task', 'a', 'touch', mark], /Give --job NAME and --task NAME/],
      [['exec', '--job', 'a', '--task', 'a', '--wrong', 'touch', mark], /Unknown option '--wrong'/],
      [['exec', '--job', 'a', '--task', 'a', '--records-from', '(', 'touch', mark], /is not a regular expression/],
      [['exec', '--job', 'a', '--task', 'a', '--'], /Which command\?/],
      [['exec', '--job', 'a', '--task', 'a'], /Which command\?/],
    ] as const) {
      const { code, stderr } = await runCli(args);
      assert.equal(code, 2, args.join(' '));
      assert.match(stderr, message);
    }
    assert.ok(!(await readdir(folder)).includes('mark'));
  });

  it('leaves the command’s words alone, with and without --', async () => {
    for (const args of [
      ['--', 'echo', '--help', '--job', 'x', '--'],
      ['echo', '--help', '--job', 'x', '--'],
    ]) {
      const { code, stdout } = await exec(args);
      assert.deepEqual([code, stdout.toString()], [0, '--help --job x --\n']);
    }
    assert.match((await runCli(['exec', '--help', 'echo'])).stdout, /--records-from REGEX/);
  });

  it('passes on what a process prints that the command left behind', async () => {
    const { code, stdout } = await exec([
      '--records-from',
      'x',
      ...bash('{ sleep 1.5; echo late; } & echo soon; exit 4'),
    ]);
    assert.deepEqual([code, stdout.toString()], [4, 'soon\nlate\n']);
  });
});

describe('taskmonitor exec, to the gateway', () => {
  let gateway: RealPushgateway;
  let folder: string;

  before(async () => {
    gateway = await startRealPushgateway();
  });

  after(() => gateway.stop());

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'taskmonitor-exec-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** The samples of a task, without its grouping labels. */
  async function samples(task: string): Promise<Readonly<Record<string, number>>> {
    const text = await (await fetch(`${gateway.url}/metrics`)).text();
    const lines = text.split('\n').filter((line) => line.startsWith('task_') && line.includes(`task_name="${task}"`));
    return Object.fromEntries(
      lines.map((line) => {
        const [, name = '', labels = '', value = ''] = /^(\w+)\{(.*)\} (.*)$/.exec(line) ?? [];
        const [code] = /error_code="[^"]*"/.exec(labels) ?? [];
        return [code === undefined ? name : `${name}{${code}}`, Number(value)];
      }),
    );
  }

  const env = (): Readonly<Record<string, string>> => ({ PUSHGATEWAY_URL: gateway.url });

  const execAs = (task: string, ...args: readonly string[]): ReturnType<typeof runCli> =>
    runCli(['exec', '--job', 'etl', '--task', task, ...args], { env: env() });

  it('records a success with duration and records', async () => {
    const before = Date.now() / 1000;
    const { code, stderr } = await execAs(
      'good',
      '--records-from',
      '(\\d+) rows',
      ...bash('sleep 0.2; echo 3 rows; echo 1500 rows'),
    );
    assert.deepEqual([code, stderr], [0, '']);
    const found = await samples('good');
    assert.equal(found['task_success_total'], 1);
    assert.equal(found['task_failure_total{error_code=""}'], 0);
    assert.equal(found['task_processed_records'], 1500);
    assert.ok((found['task_duration_seconds'] ?? 0) >= 0.2);
    assert.ok((found['task_last_success_timestamp_seconds'] ?? 0) >= before);
  });

  for (const [name, script, errorCode] of [
    ['an exit code', 'echo 7 rows; exit 3', 'exit_3'],
    ['a signal', 'echo 7 rows; kill -TERM $$', 'SIGTERM'],
    ['a core dump', 'echo 7 rows; ulimit -c 0; kill -SEGV $$', 'SIGSEGV'],
  ] as const) {
    it(`records ${name} as a failure`, async () => {
      await execAs(errorCode, '--records-from', '(\\d+) rows', ...bash(script));
      const found = await samples(errorCode);
      assert.equal(found[`task_failure_total{error_code="${errorCode}"}`], 1);
      assert.equal(found['task_processed_records'], 7);
      assert.equal(found['task_last_success_timestamp_seconds'], undefined);
      assert.ok((found['task_last_completion_timestamp_seconds'] ?? 0) > 0);
    });
  }

  it('records what could not be run', async () => {
    assert.equal((await execAs('missing', 'no-such-command')).code, 127);
    assert.equal((await samples('missing'))['task_failure_total{error_code="exit_127"}'], 1);
  });

  it('takes no number for records where there is none', async () => {
    const { code, stderr } = await execAs('vague', '--records-from', 'rows: (.*)', 'echo', 'rows: many');
    assert.equal(code, 0);
    assert.match(stderr, /matched "many", which is no number/);
    const found = await samples('vague');
    assert.equal(found['task_success_total'], 1);
    assert.equal(found['task_processed_records'], undefined);
  });

  it('works as one file, without npm packages beside it', async () => {
    await copyFile(join(repository, 'dist', 'cli.js'), join(folder, 'cli.js'));
    const { stderr } = await run(
      process.execPath,
      [join(folder, 'cli.js'), 'exec', '--job', 'etl', '--task', 'bare', 'true'],
      {
        cwd: folder,
        env: { PATH: process.env['PATH'], ...env() },
      },
    );
    assert.equal(stderr, '');
    assert.equal((await samples('bare'))['task_success_total'], 1);
  });

  it('keeps what cannot be sent in the spool, and warns once', async () => {
    const { code, stdout, stderr } = await runCli([...words, '--', 'bash', '-c', 'echo out; exit 5'], {
      env: { PUSHGATEWAY_URL: 'http://127.0.0.1:1', TASK_MONITOR_SPOOL: folder },
    });
    assert.deepEqual([code, stdout], [5, 'out\n']);
    assert.match(stderr, /^TaskMonitor: http:\/\/127\.0\.0\.1:1: cannot push .*; it is kept in the spool\n$/);
    const [entry = ''] = await readdir(folder);
    assert.match(await readFile(join(folder, entry), 'utf8'), /error_code="exit_5"/);
  });

  it('never waits long for a gateway that does not answer, and stops waiting at a signal', async () => {
    const deaf = await listenLocally(createServer(() => undefined));
    try {
      const child = startCli([...words, '--', 'bash', '-c', 'echo done; exit 6'], {
        env: { PUSHGATEWAY_URL: `http://127.0.0.1:${deaf.port}` },
      });
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.stdout.resume();
      const closed = once(child, 'close');
      while (deaf.connections() === 0) {
        await delay(20);
      }
      child.kill('SIGINT');
      assert.deepEqual(await closed, [6, null]);
      assert.equal(stderr, '', 'it has waited for the answer');
      const patient = await runCli([...words, 'false'], { env: { PUSHGATEWAY_URL: `http://127.0.0.1:${deaf.port}` } });
      assert.equal(patient.code, 1);
      assert.match(patient.stderr, /^TaskMonitor: .*cannot push.*\n$/);
    } finally {
      await deaf.close();
    }
  }).timeout(60_000);

  it('says once that no gateway is set, and nothing when it is switched off', async () => {
    const unset = await runCli([...words, 'true']);
    assert.deepEqual([unset.code, unset.stdout], [0, '']);
    assert.match(unset.stderr, /^TaskMonitor: PUSHGATEWAY_URL is not set.*\n$/);
    assert.deepEqual(await runCli([...words, 'true'], { env: alone }), { code: 0, stdout: '', stderr: '' });
  });
});
