import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../support/cli';

const bad = [
  'from prometheus_client import Gauge',
  '',
  "activity = Gauge('user_activity', 'Activity', ['region', 'user_id'])",
  '',
].join('\n');
const good = "from prometheus_client import Gauge\nlag = Gauge('lag_seconds', 'Lag', ['region'])\n";

interface LintJson {
  readonly findings: readonly Readonly<Record<string, unknown>>[];
  readonly files: number;
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
}

describe('taskmonitor lint', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'taskmonitor-lint-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function lintJson(...args: readonly string[]): Promise<{ code: number | null; result: LintJson }> {
    const { code, stdout } = await runCli(['lint', '--format', 'json', ...args], { cwd: folder });
    return { code, result: JSON.parse(stdout) as LintJson };
  }

  it('finds a label in a folder and places it by line and column from 1', async () => {
    await mkdir(join(folder, 'jobs'));
    await writeFile(join(folder, 'jobs', 'bad.py'), bad);
    await writeFile(join(folder, 'good.py'), good);
    const { code, result } = await lintJson();
    assert.equal(code, 1);
    assert.equal(result.files, 2);
    assert.deepEqual(result.skipped, []);
    assert.equal(result.findings.length, 1);
    const [finding] = result.findings;
    assert.equal(finding?.['rule'], 'high-cardinality-label');
    assert.equal(finding?.['severity'], 'warning');
    assert.equal(finding?.['path'], 'jobs/bad.py');
    assert.equal(finding?.['metric'], 'user_activity');
    assert.equal(finding?.['label'], 'user_id');
    assert.equal(finding?.['startLine'], 3);
    assert.equal(finding?.['endLine'], 3);
    const line = bad.split('\n')[2] ?? '';
    const marked = line.slice(Number(finding?.['startColumn']) - 1, Number(finding?.['endColumn']) - 1);
    assert.match(marked, /^'?user_id'?$/);
  });

  it('prints the line with carets under the label', async () => {
    await writeFile(join(folder, 'bad.py'), bad);
    const { code, stdout } = await runCli(['lint', 'bad.py'], { cwd: folder });
    assert.equal(code, 1);
    const [head = '', line = '', carets = ''] = stdout.split('\n');
    assert.match(head, /^bad\.py:3:\d+: warning: .*user_id.* \[high-cardinality-label\]$/);
    assert.match(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1), /^'?user_id'?$/);
  });

  it('is silent and exits 0 where nothing is wrong, and in an empty folder', async () => {
    assert.equal((await lintJson()).code, 0);
    await writeFile(join(folder, 'good.py'), good);
    const { code, stdout } = await runCli(['lint'], { cwd: folder });
    assert.equal(code, 0);
    assert.equal(stdout, '');
  });

  it('obeys --rule and --fail-on', async () => {
    await writeFile(join(folder, 'bad.py'), bad);
    assert.equal((await lintJson('--rule', 'high-cardinality-label=off')).code, 0);
    const info = await lintJson('--rule', 'high-cardinality-label=info');
    assert.equal(info.code, 0);
    assert.equal(info.result.findings[0]?.['severity'], 'info');
    assert.equal((await lintJson('--rule', 'high-cardinality-label=info', '--fail-on', 'info')).code, 1);
    assert.equal((await lintJson('--fail-on', 'error')).code, 0);
  });

  it('reads stdin', async () => {
    const { code, stdout } = await runCli(['lint', '-', '--stdin-filename', 'jobs/x.py'], { stdin: bad });
    assert.equal(code, 1);
    assert.match(stdout, /^jobs\/x\.py:3:/);
  });

  it('exits 2 for a path that is missing, after linting the others', async () => {
    await writeFile(join(folder, 'bad.py'), bad);
    const { code, stdout, stderr } = await runCli(['lint', 'gone.py', 'bad.py'], { cwd: folder });
    assert.equal(code, 2);
    assert.match(stdout, /user_id/);
    assert.match(stderr, /gone\.py/);
  });

  it('passes over binary files and files of other kinds, and says so', async () => {
    await writeFile(join(folder, 'binary.py'), Buffer.from([0, 1, 2, 255]));
    await writeFile(join(folder, 'notes.txt'), 'user_id');
    const { code, result } = await lintJson('notes.txt', '.');
    assert.equal(code, 0);
    assert.deepEqual(result.skipped.map(({ path }) => path).toSorted(), ['binary.py', 'notes.txt']);
  });

  it('survives source that does not parse, with CRLF, tabs, or nothing in it', async () => {
    await writeFile(join(folder, 'broken.py'), `${bad}\ndef half(:\n`);
    await writeFile(join(folder, 'crlf.py'), bad.replaceAll('\n', '\r\n'));
    await writeFile(join(folder, 'empty.py'), '');
    const { code, result } = await lintJson();
    assert.equal(code, 1);
    assert.deepEqual(
      result.findings.map((finding) => finding['path']),
      ['broken.py', 'crlf.py'],
    );
  });
});
