import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Finding } from '../../../../src/lint/finding';
import { lintText, lintWorkspace } from '../../../../src/workspace/lint/lintWorkspace';
import type { LintedFile, LintWorkspaceOptions } from '../../../../src/workspace/lint/lintWorkspace';
import { ProjectConfigs } from '../../../../src/workspace/lint/projectConfigs';
import { decodeSource } from '../../../../src/workspace/sourceText';
import { FileTree } from '../../../support/fileTree';
import { testParsers } from '../../../support/parsers';

const counter = `from prometheus_client import Counter\nC = Counter('orders_total', 'Orders.', ['user_id'])\n`;

function outcomes(files: readonly LintedFile[]): readonly string[] {
  return files.map(({ kind, path }) => `${kind} ${path}`);
}

function rulesIn(files: readonly LintedFile[], path: string): readonly string[] {
  return findingsOf(files, path).map(({ rule }) => rule);
}

function findingsOf(files: readonly LintedFile[], path: string): readonly Finding[] {
  const file = files.find((each) => each.path === path);
  assert.equal(file?.kind, 'linted', path);
  return file.findings;
}

describe('lintWorkspace', () => {
  const parsers = testParsers();
  let tree: FileTree;

  beforeEach(async () => {
    tree = await FileTree.create();
  });

  afterEach(() => tree.remove());

  async function lint(
    paths: readonly string[] = ['.'],
    options: Partial<LintWorkspaceOptions> = {},
  ): Promise<readonly LintedFile[]> {
    const given = paths.map((path) => tree.path(path));
    const files: LintedFile[] = [];
    for await (const file of lintWorkspace(given, { parsers, configs: new ProjectConfigs(), ...options })) {
      files.push({ ...file, path: relative(tree.root, file.path) });
    }
    return files;
  }

  it('gives files in the order of the walk and parses only those that can matter', async () => {
    await tree.write({ 'b.py': counter, 'a/x.py': 'import os\n', 'a/y.txt': 'no source', 'c.prom': 'a{b="c"} 1\n' });
    const files = await lint();
    assert.deepEqual(outcomes(files), ['passed a/x.py', 'linted b.py', 'linted c.prom']);
    assert.ok(rulesIn(files, 'b.py').includes('high-cardinality-label'));
  });

  it('lints a file once, whichever ways lead to it', async () => {
    await tree.write({ 'a/x.py': counter });
    assert.deepEqual(outcomes(await lint(['a', '.', 'a/x.py'])), ['linted a/x.py']);
  });

  it('reads scripts without an extension by their first line', async () => {
    await tree.write({
      report: `#!/usr/bin/env python3\n${counter}`,
      LICENSE: `Not a script, though it says prometheus_client.\n`,
    });
    assert.deepEqual(outcomes(await lint()), ['linted report']);
  });

  describe('files that only use a metric of another file', () => {
    const projects: Readonly<
      Record<string, { readonly user: string; readonly files: Readonly<Record<string, string>> }>
    > = {
      Python: {
        user: 'jobs/load.py',
        files: {
          'shop/metrics.py': `from prometheus_client import Counter\nORDERS = Counter('orders_total', 'Orders.', ['owner'])\n`,
          'jobs/load.py':
            'import uuid\nfrom shop.metrics import ORDERS\n\ndef load():\n    ORDERS.labels(owner=str(uuid.uuid4())).inc()\n',
        },
      },
      'Python, through a package that renames it': {
        user: 'jobs/load.py',
        files: {
          'shop/metrics.py': `from prometheus_client import Counter\nORDERS = Counter('orders_total', 'Orders.', ['owner'])\n`,
          'shop/__init__.py': 'from .metrics import ORDERS as orders_seen\n',
          'jobs/load.py':
            'import uuid\nfrom shop import orders_seen\n\ndef load():\n    orders_seen.labels(owner=str(uuid.uuid4())).inc()\n',
        },
      },
      'Python, through two packages that rename it': {
        user: 'jobs/load.py',
        files: {
          'shop/parts/metrics.py': `from prometheus_client import Counter\nORDERS = Counter('orders_total', 'Orders.', ['owner'])\n`,
          'shop/parts/__init__.py': 'from .metrics import ORDERS as orders_made\n',
          'shop/__init__.py': 'from .parts import orders_made as orders_seen\n',
          'jobs/load.py':
            'import uuid\nfrom shop import orders_seen\n\ndef load():\n    orders_seen.labels(owner=str(uuid.uuid4())).inc()\n',
        },
      },
      TypeScript: {
        user: 'src/load.ts',
        files: {
          'src/metrics.ts': `import { Counter } from 'prom-client';\nexport const orders = new Counter({ name: 'orders_total', help: 'Orders.', labelNames: ['owner'] });\n`,
          'src/load.ts': `import { randomUUID } from 'node:crypto';\nimport { orders } from './metrics.js';\n\nexport function load() {\n  orders.inc({ owner: randomUUID() });\n}\n`,
        },
      },
      'TypeScript, through an index that renames it': {
        user: 'src/load.ts',
        files: {
          'src/lib/metrics.ts': `import { Counter } from 'prom-client';\nexport const orders = new Counter({ name: 'orders_total', help: 'Orders.', labelNames: ['owner'] });\n`,
          'src/lib/index.ts': `export { orders as seen } from './metrics';\n`,
          'src/load.ts': `import { randomUUID } from 'node:crypto';\nimport { seen } from './lib';\n\nexport function load() {\n  seen.inc({ owner: randomUUID() });\n}\n`,
        },
      },
      'Go, in the same package': {
        user: 'shop/load.go',
        files: {
          'shop/metrics.go': `package shop\n\nimport (\n\t"github.com/prometheus/client_golang/prometheus"\n\t"github.com/prometheus/client_golang/prometheus/promauto"\n)\n\nvar orders = promauto.NewCounterVec(prometheus.CounterOpts{Name: "orders_total", Help: "Orders."}, []string{"owner"})\n`,
          'shop/load.go': `package shop\n\nimport "github.com/google/uuid"\n\nfunc load() {\n\torders.WithLabelValues(uuid.NewString()).Inc()\n}\n`,
        },
      },
    };
    for (const [title, { user, files }] of Object.entries(projects)) {
      it(`are not lost: ${title}`, async () => {
        await tree.write(files);
        await tree.write({ 'other.py': 'ax.labels(1)\n', 'other.ts': 'map.set(a, b);\n', 'x/other.go': 'package x\n' });
        const linted = await lint();
        assert.deepEqual(rulesIn(linted, user), ['unbounded-label-value']);
        const passed = linted.filter(({ kind }) => kind === 'passed').map(({ path }) => path);
        assert.deepEqual(passed, ['other.py', 'other.ts', 'x/other.go']);
      });
    }
  });

  describe('a file that is named alone', () => {
    const user =
      'import uuid\nfrom shop.metrics import ORDERS\n\ndef load():\n    ORDERS.labels(str(uuid.uuid4())).inc()\n';
    const declaring = `from prometheus_client import Counter\nORDERS = Counter('orders_total', 'Orders.', ['owner'])\n`;

    it('is linted with what it imports from its repository, which is not linted itself', async () => {
      await tree.write({ '.git/HEAD': '', 'shop/metrics.py': declaring, 'jobs/load.py': user, 'x.py': counter });
      const files = await lint(['jobs/load.py']);
      assert.deepEqual(outcomes(files), ['linted jobs/load.py']);
      const [found] = findingsOf(files, 'jobs/load.py');
      assert.equal(found?.label, 'owner');
      assert.equal(found.metric, 'orders_total');
    });

    it('is linted with what stands beside it outside of a repository', async () => {
      await tree.write({ 'metrics.py': declaring, 'load.py': user.replace('shop.', '') });
      const files = await lint(['load.py']);
      assert.deepEqual(outcomes(files), ['linted load.py']);
      assert.equal(findingsOf(files, 'load.py')[0]?.label, 'owner');
    });
  });

  it('reads what a file that matters takes its labels from', async () => {
    await tree.write({
      'labels.py': `COMMON = ['user_id', 'region']\n`,
      'metrics.py': `from prometheus_client import Counter\nfrom labels import COMMON\nC = Counter('orders_total', 'Orders.', COMMON)\n`,
    });
    const [found] = findingsOf(await lint(), 'metrics.py');
    assert.equal(found?.rule, 'high-cardinality-label');
    assert.equal(found.label, 'user_id');
  });

  describe('configuration', () => {
    it('is the nearest one, and can be named', async () => {
      await tree.write({
        'taskmonitor.json': '{"rules": {"high-cardinality-label": "error"}}',
        'a.py': counter,
        'quiet/taskmonitor.json': '{"rules": {"high-cardinality-label": "off"}}',
        'quiet/b.py': counter,
        'other.json': '{"rules": {"high-cardinality-label": "info"}}',
      });
      const files = await lint();
      assert.equal(findingsOf(files, 'a.py')[0]?.severity, 'error');
      assert.deepEqual(findingsOf(files, 'quiet/b.py'), []);
      const configs = new ProjectConfigs({ configFile: tree.path('other.json') });
      assert.equal(findingsOf(await lint(['.'], { configs }), 'quiet/b.py')[0]?.severity, 'info');
    });

    it('is overruled by the command line', async () => {
      await tree.write({ 'taskmonitor.json': '{"rules": {"high-cardinality-label": "off"}}', 'a.py': counter });
      const configs = new ProjectConfigs({ overrides: { rules: { 'high-cardinality-label': 'error' } } });
      assert.equal(findingsOf(await lint(['.'], { configs }), 'a.py')[0]?.severity, 'error');
    });

    it('ignores files from its own folder, though others may import from them', async () => {
      await tree.write({
        'taskmonitor.json': '{"ignore": ["generated/", "old.py"]}',
        'generated/labels.py': `COMMON = ['user_id']\n`,
        'old.py': counter,
        'sub/old.py': 'x = 1\n',
        'metrics.py': `from prometheus_client import Counter\nfrom generated.labels import COMMON\nC = Counter('orders_total', 'Orders.', COMMON)\n`,
      });
      const files = await lint();
      assert.deepEqual(outcomes(files), ['linted metrics.py']);
      assert.equal(findingsOf(files, 'metrics.py')[0]?.label, 'user_id');
    });

    it('says once what is wrong with it, and where, and lints nothing below', async () => {
      await tree.write({
        'a/taskmonitor.json': '{\n  "rules": []\n}',
        'a/x.py': counter,
        'a/y.py': counter,
        'b.py': counter,
      });
      const files = await lint();
      assert.deepEqual(outcomes(files), ['invalidConfig a/taskmonitor.json', 'linted b.py']);
      assert.ok(files[0]?.kind === 'invalidConfig' && files[0].problems[0]?.startsWith('2:12: '));
    });

    it('that names a file which is not there is invalid', async () => {
      await tree.write({ 'a.py': counter });
      const configs = new ProjectConfigs({ configFile: tree.path('gone.json') });
      assert.deepEqual(outcomes(await lint(['.'], { configs })), ['invalidConfig gone.json']);
    });

    it('warns of what it does not know', async () => {
      await tree.write({ 'taskmonitor.json': '{"rules": {"no-such-rule": "off"}}', 'a.py': counter });
      assert.deepEqual(outcomes(await lint()), ['configWarnings taskmonitor.json', 'linted a.py']);
    });
  });

  it('passes over a broken link, a loop of links and a pipe, and goes on', async () => {
    await tree.write({ 'a/x.py': counter });
    await symlink(tree.path('gone.py'), tree.path('a/gone.py'));
    await symlink(tree.path('a'), tree.path('a/loop'));
    execFileSync('mkfifo', [tree.path('a/pipe.py')]);
    assert.deepEqual(outcomes(await lint()), ['linted a/x.py']);
    assert.deepEqual(outcomes(await lint(['a/pipe.py', 'a/x.py'])), ['skipped a/pipe.py', 'linted a/x.py']);
  });

  it('goes on behind a file that cannot be read', async () => {
    await tree.write({ 'b.py': counter });
    // No mode keeps root from reading; this file refuses everyone.
    await symlink('/proc/self/mem', tree.path('a.py'));
    const files = await lint();
    assert.deepEqual(outcomes(files), ['skipped a.py', 'linted b.py']);
    assert.ok(files[0]?.kind === 'skipped' && files[0].failed && files[0].reason.includes('EIO'));
  });

  it('names what was given and is no source', async () => {
    await tree.write({ 'notes.txt': 'hello' });
    const [file] = await lint(['notes.txt']);
    assert.ok(file?.kind === 'skipped' && !file.failed);
  });

  it('stops where it is told to', async () => {
    await tree.write({ 'a.py': counter });
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await assert.rejects(lint(['.'], { signal: stop.signal }), /enough/);
  });
});

describe('lintText', () => {
  const options = { parsers: testParsers(), configs: new ProjectConfigs() };

  it('lints a text by the language of its name or its first line', async () => {
    const linted = await lintText('stdin.py', decodeSource(Buffer.from(counter)), options);
    assert.ok(linted.kind === 'linted' && linted.findings.some(({ rule }) => rule === 'high-cardinality-label'));
    const script = await lintText('report', decodeSource(Buffer.from(`#!/usr/bin/python3\n${counter}`)), options);
    assert.equal(script.kind, 'linted');
    const plain = await lintText('stdin.py', decodeSource(Buffer.from('import os\n')), options);
    assert.equal(plain.kind, 'passed');
    const other = await lintText('notes.txt', decodeSource(Buffer.from(counter)), options);
    assert.equal(other.kind, 'skipped');
  });
});
