import assert from 'node:assert/strict';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { FileFindings, WorkerNotice } from '../../../../src/workspace/lint/lintWorker';
import { LintWorker } from '../../../../src/workspace/lint/lintWorker';
import { FileTree } from '../../../support/fileTree';

const repoRoot = join(import.meta.dirname, '../../../..');

const labels = (name: string): string => `COMMON = ['${name}']\n`;
const metrics = `from prometheus_client import Counter\nfrom labels import COMMON\nC = Counter('orders_total', 'Orders.', COMMON)\n`;
const counter = (label: string): string =>
  `from prometheus_client import Counter\nD = Counter('loads_total', 'Loads.', ['${label}'])\n`;

describe('LintWorker', () => {
  let assets: FileTree;
  let tree: FileTree;
  let worker: LintWorker;
  let found: FileFindings[];
  let notices: WorkerNotice[];

  before(async function () {
    this.timeout(60_000);
    assets = await FileTree.create();
    await build({
      absWorkingDir: repoRoot,
      entryPoints: ['src/workspace/lint/scanWorker.ts'],
      outfile: assets.path('scanWorker.js'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'error',
    });
    await symlink(join(repoRoot, 'node_modules/@vscode/tree-sitter-wasm/wasm'), assets.path('grammars'));
  });

  after(() => assets.remove());

  beforeEach(async () => {
    tree = await FileTree.create();
    start('scanWorker.js');
  });

  afterEach(async () => {
    await worker.dispose();
    await tree.remove();
  });

  function start(script: string): void {
    [found, notices] = [[], []];
    worker = new LintWorker({ workerPath: assets.path(script), assetsFolder: assets.root });
    worker.onFindings((each) => found.push(each));
    worker.onNotice((each) => notices.push(each));
  }

  /** What was said last of a file: its rules, with the labels. */
  function last(path: string): readonly string[] | undefined {
    const said = found.findLast((each) => each.path === tree.path(path));
    return said?.findings.map(({ finding }) => `${finding.rule} ${finding.label ?? ''}`);
  }

  async function until(isSo: () => boolean): Promise<void> {
    const deadline = performance.now() + 30_000;
    while (!isSo()) {
      assert.ok(performance.now() < deadline, `it never came: ${JSON.stringify({ found, notices })}`);
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
    }
  }

  it('scans folders, says how far it is, and gives findings with their places', async () => {
    await tree.write({ 'a.py': counter('user_id'), 'b.py': 'import os\n' });
    const progress: number[] = [];
    const summary = await worker.scan([tree.root], { onProgress: ({ files }) => progress.push(files) });
    assert.deepEqual({ ...summary, findings: found.length }, { files: 2, read: 1, skipped: 0, findings: 1 });
    assert.equal(progress.at(-1), 2);
    assert.deepEqual(last('a.py'), ['high-cardinality-label user_id']);
    assert.deepEqual(found[0]?.findings[0]?.range, {
      start: { line: 1, character: 39 },
      end: { line: 1, character: 46 },
    });
    assert.equal(found[0].version, undefined);
  });

  it('answers each text of an open document with its version, and takes the disk again when it is closed', async () => {
    await tree.write({ 'a.py': counter('region') });
    await worker.scan([tree.root]);
    assert.equal(found.length, 0);
    worker.update(tree.path('a.py'), counter('user_id'), { version: 7 });
    await until(() => found.length === 1);
    assert.equal(found[0]?.version, 7);
    assert.deepEqual(last('a.py'), ['high-cardinality-label user_id']);
    worker.update(tree.path('a.py'), counter('region'), { version: 8 });
    await until(() => found.length === 2);
    assert.deepEqual(found[1], { path: tree.path('a.py'), version: 8, findings: [] });
    worker.update(tree.path('a.py'), counter('user_id'), { version: 9 });
    await until(() => found.length === 3);
    worker.update(tree.path('a.py'), undefined);
    await until(() => found.length === 4);
    assert.deepEqual(found[3], { path: tree.path('a.py'), version: undefined, findings: [] });
  });

  it('lints an open document that is in no folder', async () => {
    worker.update(tree.path('a.py'), counter('user_id'), { version: 1 });
    await until(() => found.length === 1);
    assert.deepEqual(last('a.py'), ['high-cardinality-label user_id']);
    worker.update(tree.path('a.py'), undefined);
    await until(() => found.length === 2);
    assert.deepEqual(last('a.py'), []);
  });

  it('lints what imports from a file anew when that changes, is deleted, and comes back', async () => {
    await tree.write({ 'labels.py': labels('region'), 'metrics.py': metrics });
    await worker.scan([tree.root]);
    assert.equal(last('metrics.py'), undefined);
    worker.update(tree.path('labels.py'), labels('user_id'), { version: 1 });
    await until(() => last('metrics.py')?.[0] === 'high-cardinality-label user_id');
    worker.update(tree.path('labels.py'), undefined);
    await until(() => last('metrics.py')?.length === 0);
    await tree.write({ 'labels.py': labels('session_id') });
    worker.update(tree.path('labels.py'), undefined);
    await until(() => last('metrics.py')?.[0] === 'high-cardinality-label session_id');
    await rm(tree.path('labels.py'));
    worker.update(tree.path('labels.py'), undefined);
    await until(() => last('metrics.py')?.length === 0);
  });

  it('follows a configuration as it is written, and the settings above it', async () => {
    await tree.write({ 'a.py': counter('user_id') });
    await worker.scan([tree.root]);
    assert.deepEqual(last('a.py'), ['high-cardinality-label user_id']);
    worker.update(tree.path('taskmonitor.json'), '{"labels": {"allowed": ["user_id"]}}');
    await until(() => last('a.py')?.length === 0);
    worker.update(tree.path('taskmonitor.json'), '{"labels": ');
    await until(() => notices.some(({ kind }) => kind === 'invalidConfig'));
    worker.update(tree.path('taskmonitor.json'), undefined);
    await until(() => last('a.py')?.length === 1);
    const off = { rules: { 'high-cardinality-label': 'off' } } as const;
    worker.setSettings([
      { folder: undefined, config: {} },
      { folder: tree.root, config: off },
    ]);
    await until(() => last('a.py')?.length === 0);
  });

  it('takes in what is not ignored any longer', async () => {
    await tree.write({ 'a.py': counter('user_id'), 'taskmonitor.json': '{"ignore": ["*.py"]}' });
    await worker.scan([tree.root]);
    assert.equal(last('a.py'), undefined);
    worker.update(tree.path('taskmonitor.json'), '{}');
    await until(() => last('a.py')?.length === 1);
  });

  it('uses what gateways hold', async () => {
    await tree.write({ 'a.py': counter('region') });
    await worker.scan([tree.root]);
    worker.setLive([
      { metric: 'loads_total', label: 'region', count: 7, gateway: 'test' },
      { metric: 'loads_total', label: 'region', count: 12_431, gateway: 'staging' },
    ]);
    await until(() => last('a.py')?.length === 1);
    const [said] = found.at(-1)?.findings ?? [];
    assert.match(said?.finding.message ?? '', /12,431.*staging/);
  });

  it('clears what a new scan does not come by', async () => {
    await tree.write({ 'a/x.py': counter('user_id'), 'b/y.py': counter('user_id') });
    await worker.scan([tree.root]);
    await worker.scan([tree.path('b')]);
    assert.deepEqual(last('a/x.py'), []);
    assert.deepEqual(last('b/y.py')?.length, 1);
  });

  it('passes over what .gitignore names also when it is told of it', async () => {
    await tree.write({ '.gitignore': 'build/\n', 'a.py': counter('user_id') });
    await worker.scan([tree.root]);
    await tree.write({ 'build/b.py': counter('user_id'), 'c.py': counter('user_id') });
    worker.update(tree.path('build/b.py'), undefined);
    worker.update(tree.path('c.py'), undefined);
    await until(() => last('c.py')?.length === 1);
    assert.equal(last('build/b.py'), undefined);
  });

  it('stops a scan, and goes on with the next one', async () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${index}.py`, counter('user_id')]));
    await tree.write(many);
    const stop = new AbortController();
    const scan = worker.scan([tree.root], {
      signal: stop.signal,
      onProgress: () => {
        stop.abort(new Error('enough'));
      },
    });
    await assert.rejects(scan, /enough/);
    const summary = await worker.scan([tree.root]);
    assert.equal(summary.read, 300);
  });

  it('tells a thread that was started anew all that the first one knew', async () => {
    await tree.write({ 'a.py': counter('region') });
    await worker.dispose();
    const mark = JSON.stringify(assets.path('begun'));
    await writeFile(
      assets.path('dies.js'),
      `const fs = require('node:fs');
       if (fs.existsSync(${mark})) require('./scanWorker.js');
       else require('node:worker_threads').parentPort.on('message', ({ kind }) => {
         if (kind === 'scan') { fs.mkdirSync(${mark}); throw new Error('gone'); }
       });`,
    );
    start('dies.js');
    worker.update(tree.path('a.py'), counter('user_id'), { version: 3 });
    assert.equal((await worker.scan([tree.root])).read, 1);
    assert.deepEqual(notices, [{ kind: 'crashed', reason: 'gone', restarting: true }]);
    assert.deepEqual(last('a.py'), ['high-cardinality-label user_id']);
    assert.equal(found.at(-1)?.version, 3);
  });

  it('gives up a thread that ends again and again', async () => {
    await worker.dispose();
    await mkdir(assets.path('broken'), { recursive: true });
    await writeFile(assets.path('broken/worker.js'), `throw new Error('broken');`);
    start('broken/worker.js');
    await assert.rejects(worker.scan([tree.root]), /broken/);
    assert.deepEqual(
      notices.map((notice) => notice.kind === 'crashed' && notice.restarting),
      [true, true, true, false],
    );
    await assert.rejects(worker.scan([tree.root]), /has ended/);
  });
});
