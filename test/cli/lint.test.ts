import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rules } from '../../src/lint/rules';
import { runCli } from '../support/cli';

const bad = [
  'from prometheus_client import Gauge',
  '',
  "activity = Gauge('user_activity', 'Activity', ['region', 'user_id'])",
  '',
].join('\n');
const good = "from prometheus_client import Gauge\nlag = Gauge('lag_seconds', 'Lag', ['region'])\n";

/** The scrape job of a Pushgateway as many have it: without honor_labels. */
const scrapeConfig = [
  'scrape_configs:',
  '  - job_name: pushgateway',
  '    static_configs:',
  "      - targets: ['pushgateway:9091']",
  '',
].join('\n');

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

  it('reports as SARIF and as GitHub annotations', async () => {
    await writeFile(join(folder, 'bad.py'), bad);
    const sarif = await runCli(['lint', '--format', 'sarif'], { cwd: folder, env: { LANG: 'zh_CN.UTF-8' } });
    assert.equal(sarif.code, 1);
    const log = JSON.parse(sarif.stdout) as { version: string; runs: { results: { ruleId: string }[] }[] };
    assert.equal(log.version, '2.1.0');
    assert.deepEqual(
      log.runs[0]?.results.map(({ ruleId }) => ruleId),
      ['high-cardinality-label'],
    );
    assert.doesNotMatch(sarif.stdout, /[\u4e00-\u9fff]/);
    const github = await runCli(['lint', '--format', 'github'], { cwd: folder });
    assert.equal(github.code, 1);
    assert.match(
      github.stdout,
      /^::warning file=bad\.py,line=3,endLine=3,col=\d+,endColumn=\d+,title=TaskMonitor high-/,
    );
  });

  describe('with taskmonitor.json', () => {
    beforeEach(async () => {
      await mkdir(join(folder, 'jobs', 'deep'), { recursive: true });
      await mkdir(join(folder, 'other'));
      await writeFile(join(folder, 'jobs', 'deep', 'bad.py'), bad);
      await writeFile(join(folder, 'other', 'bad.py'), bad);
    });

    it('takes the nearest one, for the files below it', async () => {
      await writeFile(
        join(folder, 'jobs', 'taskmonitor.json'),
        JSON.stringify({ rules: { 'high-cardinality-label': 'error' } }),
      );
      const { result } = await lintJson();
      assert.deepEqual(
        result.findings.map(({ path, severity }) => [path, severity]),
        [
          ['jobs/deep/bad.py', 'error'],
          ['other/bad.py', 'warning'],
        ],
      );
      const overruled = await lintJson('--rule', 'high-cardinality-label=info');
      assert.deepEqual(
        overruled.result.findings.map(({ severity }) => severity),
        ['info', 'info'],
      );
    });

    it('takes allowed labels and ignored files from it', async () => {
      await writeFile(join(folder, 'taskmonitor.json'), JSON.stringify({ ignore: ['other/'] }));
      assert.deepEqual(
        (await lintJson()).result.findings.map(({ path }) => path),
        ['jobs/deep/bad.py'],
      );
      await writeFile(join(folder, 'allow.json'), JSON.stringify({ labels: { allowed: ['user_id'] } }));
      assert.deepEqual((await lintJson('--config', 'allow.json')).result.findings, []);
    });

    it('says where it cannot be understood, and exits 2', async () => {
      for (const text of ['{', '{"rules": {"high-cardinality-label": "loud"}}', '[]']) {
        await writeFile(join(folder, 'taskmonitor.json'), text);
        const { code, stderr } = await runCli(['lint'], { cwd: folder });
        assert.equal(code, 2, text);
        assert.match(stderr, /taskmonitor\.json/, text);
      }
    });
  });

  it('says which rule of the configuration it does not know, and goes on', async () => {
    await writeFile(join(folder, 'taskmonitor.json'), '{"rules": {"no-such-rule": "off"}}');
    await writeFile(join(folder, 'good.py'), good);
    const { code, stderr } = await runCli(['lint'], { cwd: folder });
    assert.equal(code, 0);
    assert.match(stderr, /^taskmonitor\.json:1:\d+: .*no-such-rule/m);
  });

  it('--fix writes what is safe, and reports what is left', async () => {
    await writeFile(join(folder, 'prometheus.yml'), scrapeConfig.replaceAll('\n', '\r\n'));
    await writeFile(join(folder, 'bad.py'), bad);
    const before = await lintJson('prometheus.yml');
    assert.equal(before.code, 1);
    assert.equal(before.result.findings[0]?.['fixable'], true);
    const { code, stdout, stderr } = await runCli(['lint', '--fix'], { cwd: folder });
    assert.equal(code, 1);
    assert.match(stdout, /^bad\.py:3:/);
    assert.match(stderr, /Fixes: 1, in files: 1\./);
    const fixed = await readFile(join(folder, 'prometheus.yml'), 'utf8');
    assert.match(fixed, /honor_labels: true\r\n/);
    assert.doesNotMatch(fixed, /[^\r]\n/);
    assert.equal((await lintJson('prometheus.yml')).code, 0);
    assert.match((await runCli(['lint', '--fix'], { cwd: folder })).stderr, /Fixes: 0, in files: 0\./);
  });

  it('goes on behind what cannot be read, and round a loop of links', async () => {
    await mkdir(join(folder, 'jobs'));
    await writeFile(join(folder, 'jobs', 'bad.py'), bad);
    await symlink(folder, join(folder, 'jobs', 'loop'));
    await symlink(join(folder, 'gone'), join(folder, 'broken.py'));
    await mkdir(join(folder, 'jobs', 'folder.py'));
    const { code, result } = await lintJson();
    assert.equal(code, 1);
    assert.deepEqual(
      result.findings.map(({ path }) => path),
      ['jobs/bad.py'],
    );
  });

  it('sees what another file of the call declares', async () => {
    await writeFile(
      join(folder, 'metrics.py'),
      "from prometheus_client import Counter\nSEEN = Counter('seen', 'Seen', ['kind'])\n",
    );
    await writeFile(
      join(folder, 'job.py'),
      'import uuid\nfrom metrics import SEEN\n\ndef work():\n    SEEN.labels(str(uuid.uuid4())).inc()\n',
    );
    const { result } = await lintJson();
    assert.deepEqual(
      result.findings.map(({ path, rule, label }) => [path, rule, label]),
      [['job.py', 'unbounded-label-value', 'kind']],
    );
  });
});

describe('taskmonitor rules', () => {
  it('lists all rules, one a line', async () => {
    const { code, stdout } = await runCli(['rules']);
    assert.equal(code, 0);
    assert.deepEqual(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
      rules.map(({ id }) => id),
    );
  });

  for (const { id, docsUrl } of rules) {
    it(`explains ${id}`, async () => {
      const { code, stdout } = await runCli(['rules', id]);
      assert.equal(code, 0);
      assert.ok(stdout.startsWith(id) && stdout.includes(docsUrl));
      assert.match(stdout, /^## Bad$/m);
      assert.match(stdout, /^## Good$/m);
    });
  }
});
