import assert from 'node:assert/strict';
import { chmod, copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRealPushgateway, type RealPushgateway } from '../../support/realPushgateway';
import { pushedGroups } from '../pushedGroups';
import { runProcess, type ScriptRun } from '../runProcess';
import { instrumented } from './goldenRun';

const source = `#!/usr/bin/env bash
f() { echo "f $#"; cat; return 3; }
f "$@" <<<in || echo "$?"
read -r next && echo "read $next"
`;

/** However a script is started, it finds its runtime where it is, or runs without it. */
describe('an instrumented script in Bash, however it is started', function () {
  this.timeout(60_000);
  let gateway: RealPushgateway;
  let folder: string;

  before(async () => {
    gateway = await startRealPushgateway();
    folder = await mkdtemp(join(tmpdir(), 'golden-'));
    for (const [name, text] of [
      ['plain', source],
      ['tasks', await instrumented(source)],
    ] as const) {
      const jobs = join(folder, name, 'my jobs');
      await mkdir(jobs, { recursive: true });
      await writeFile(join(jobs, 'job.sh'), text);
      await writeFile(join(jobs, '-job'), text);
      await writeFile(join(jobs, 'sourcing.sh'), 'cd /\nsource "$1"\n');
      await chmod(join(jobs, 'job.sh'), 0o755);
      await copyFile(join(import.meta.dirname, '../../../src/runtime/monitoring.sh'), join(jobs, 'monitoring.sh'));
      await symlink(jobs, join(folder, name, 'link'));
      await symlink(join('my jobs', 'job.sh'), join(folder, name, 'linked.sh'));
    }
  });

  after(async () => {
    await gateway.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs a line in the folder of a variant; what it says of its folder is left out. */
  async function run(variant: 'plain' | 'tasks', line: string): Promise<ScriptRun> {
    const cwd = join(folder, variant);
    const found = await runProcess('bash', ['-c', line], {
      folder: cwd,
      environment: { PUSHGATEWAY_URL: gateway.url, TMPDIR: folder, CDPATH: '/usr' },
    });
    const stderr = found.stderr
      .split('\n')
      .filter((each) => !/monitoring\.sh: No such file/.test(each))
      .map((each) => each.replaceAll(cwd, '').replace(/ line \d+: /, ' line N: '))
      .join('\n');
    return { ...found, stderr };
  }

  for (const [name, line, finds] of [
    ['by its path', '"$PWD/my jobs/job.sh" a b <<<x', true],
    ['by a relative path', 'bash "my jobs/job.sh" a <<<x', true],
    ['in its folder', 'cd "my jobs" && bash job.sh <<<x', true],
    ['with a name like an option', 'cd "my jobs" && bash -- -job <<<x', true],
    ['by the search path', 'PATH="$PWD/my jobs:$PATH" && job.sh <<<x', true],
    ['through a folder that is a link', 'bash link/job.sh <<<x', true],
    ['through a link to itself, which has no runtime beside it', 'bash linked.sh a <<<x', true],
    ['sourced by another script', 'bash "my jobs/sourcing.sh" "$PWD/my jobs/job.sh" <<<x', true],
    ['from its standard input', 'cd "my jobs" && bash < job.sh', true],
    ['from a pipe, far from its runtime', 'cat "my jobs/job.sh" | bash -s a b', false],
    ['as an argument', 'cd "my jobs" && bash -c "$(<job.sh)" <<<x', true],
    ['in the background', 'bash "my jobs/job.sh" <<<x & wait "$!"; echo "$?"', true],
    [
      'with set -e in POSIX mode, without its runtime',
      'cp "my jobs/job.sh" alone.sh; bash --posix -eu alone.sh <<<x',
      false,
    ],
  ] as const) {
    it(name, async () => {
      const groups = (await pushesOf(gateway.url)) ?? 0;
      const plain = await run('plain', line);
      assert.deepEqual(await run('tasks', line), plain);
      assert.equal(((await pushesOf(gateway.url)) ?? 0) > groups, finds, 'whether it was pushed');
    });
  }
});

/** When the task was pushed last. */
async function pushesOf(url: string): Promise<number | undefined> {
  const groups = await pushedGroups(url);
  return groups.find(({ labels }) => labels['task_name'] === 'job.f')?.samples[
    'task_last_completion_timestamp_seconds'
  ];
}
