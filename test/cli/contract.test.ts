import assert from 'node:assert/strict';
import { version } from '../../package.json';
import { runCli } from '../support/cli';

describe('taskmonitor', () => {
  it('prints its version and its help on stdout', async () => {
    assert.deepEqual(await runCli(['--version']), { code: 0, stdout: `${version}\n`, stderr: '' });
    const help = await runCli(['--help']);
    assert.equal(help.code, 0);
    for (const command of [
      'init',
      'instrument',
      'uninstrument',
      'exec',
      'lint',
      'rules',
      'groups',
      'push',
      'gateway',
    ]) {
      assert.match(help.stdout, new RegExp(`^  ${command} `, 'm'));
      assert.equal((await runCli([command, '--help'])).code, 0);
    }
  });

  it('explains itself on stderr when called without a command', async () => {
    const { code, stdout, stderr } = await runCli([]);
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /COMMAND --help/);
  });

  for (const [words, message] of [
    [['frobnicate'], /there is no command frobnicate/],
    [['generate', 'alerts'], /generate is not in this version yet/],
    [['doctor'], /doctor is not in this version yet/],
    [['lint', '--format', 'xml'], /--format takes one of text, json, sarif, github, not "xml"/],
    [['rules', 'no-such-rule'], /There is no rule no-such-rule\. There are: /],
    [['rules', 'high-cardinality-label', 'le'], /one rule at a time/],
    [['lint', '--config=no-such.json'], /no-such\.json/],
    [['lint', '-', '--fix', '--stdin-filename', 'x.py'], /--fix writes files/],
    [['lint', '-'], /--stdin-filename NAME/],
    [['lint', '--wrong'], /Unknown option '--wrong'/],
    [['lint', '--rule', 'no-such-rule=off'], /There is no rule no-such-rule/],
    [
      ['init', '--language', 'ruby'],
      /--language takes one of python, typescript, javascript, commonjs, bash, not "ruby"/,
    ],
    [['init', '--dir', 'no-such-folder'], /There is no folder no-such-folder/],
    [['init', 'src'], /given by --dir/],
    [['instrument', 'x.py', '--all', '--style', 'sentry'], /--style takes one of with, decorator, try, not "sentry"/],
    [['instrument', 'x.py', '--all', '--line', '3'], /--function NAME, --line N or --all/],
    [['instrument', 'test', '--line', '3'], /--line goes with files, not with a folder/],
    [['instrument', '--all'], /Give a PATH/],
    [['instrument', 'no-such-file.py', '--all'], /Skipped no-such-file\.py: .*no such file/],
    [['instrument', 'README.md', '--all'], /Skipped README\.md: not a language that can be instrumented/],
    [['uninstrument', 'x.py'], /--function NAME or --all/],
    [['instrument', 'x.py'], /--function NAME, --line N or --all/],
    [['groups', 'prune'], /groups prune is not in this version yet/],
    [['groups', 'list'], /Give --url or set PUSHGATEWAY_URL/],
    [['groups', 'delete', '--url', 'localhost:1'], /Which groups\?/],
    [['push', '--url', 'localhost:1'], /Which job\?/],
    [['push', '--job', 'a', '--spool', 'dir'], /--spool goes without --job/],
    [['gateway', '--web.listen-address', 'nonsense'], /HOST:PORT/],
  ] as const) {
    it(`answers "${words.join(' ')}" with exit 2 and one line why`, async () => {
      const { code, stdout, stderr } = await runCli(words);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /^\s+at /m);
    });
  }

  it('speaks Chinese where the locale does, and English in JSON', async () => {
    const env = { LANG: 'zh_CN.UTF-8' };
    assert.match((await runCli(['--help'], { env })).stdout, /[\u4e00-\u9fff]/);
    const source = "from prometheus_client import Gauge\nGauge('a', 'b', ['user_id'])\n";
    const text = await runCli(['lint', '-', '--stdin-filename', 'x.py'], { env, stdin: source });
    assert.match(text.stdout, /[\u4e00-\u9fff]/);
    const json = await runCli(['lint', '-', '--stdin-filename', 'x.py', '--format', 'json'], { env, stdin: source });
    assert.doesNotMatch(json.stdout, /[\u4e00-\u9fff]/);
  });
});
