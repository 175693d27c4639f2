import assert from 'node:assert/strict';
import { ModuleFiles } from '../../../../src/workspace/lint/modules/moduleFiles';
import type { LintedLanguage } from '../../../../src/syntax/lintedLanguage';
import { FileTree } from '../../../support/fileTree';

function resolver(language: LintedLanguage, files: readonly string[]): (from: string, module: string) => string[] {
  const modules = new ModuleFiles();
  files.forEach((file) => {
    modules.add(file);
  });
  return (from, module) => modules.resolve(from, language, module).toSorted();
}

describe('ModuleFiles', () => {
  it('finds relative modules of Python from the dots', () => {
    const resolve = resolver('python', ['/p/app/metrics.py', '/p/app/jobs/load.py', '/p/app/jobs/__init__.py']);
    assert.deepEqual(resolve('/p/app/jobs/load.py', '..metrics'), ['/p/app/metrics.py']);
    assert.deepEqual(resolve('/p/app/jobs/load.py', '.'), ['/p/app/jobs/__init__.py']);
    assert.deepEqual(resolve('/p/app/metrics.py', '.jobs'), ['/p/app/jobs/__init__.py']);
    assert.deepEqual(resolve('/p/app/metrics.py', '.jobs.load'), ['/p/app/jobs/load.py']);
    assert.deepEqual(resolve('/p/app/jobs/load.py', '.metrics'), []);
  });

  it('finds absolute modules of Python below any root, the nearest first', () => {
    const resolve = resolver('python', [
      '/p/a/src/app/metrics.py',
      '/p/b/src/app/metrics.py',
      '/p/b/src/app/core/__init__.py',
    ]);
    assert.deepEqual(resolve('/p/b/src/app/main.py', 'app.metrics'), ['/p/b/src/app/metrics.py']);
    assert.deepEqual(resolve('/p/a/tests/test_main.py', 'app.metrics'), ['/p/a/src/app/metrics.py']);
    assert.deepEqual(resolve('/p/b/src/app/main.py', 'app.core'), ['/p/b/src/app/core/__init__.py']);
  });

  it('takes a single word of Python only for a module beside the importing file or above', () => {
    const resolve = resolver('python', ['/p/metrics.py', '/p/deep/down/queue.py', '/p/src/settings.py']);
    assert.deepEqual(resolve('/p/jobs/load.py', 'metrics'), ['/p/metrics.py']);
    assert.deepEqual(resolve('/p/jobs/load.py', 'queue'), []);
    assert.deepEqual(resolve('/p/tests/test_load.py', 'settings'), ['/p/src/settings.py']);
  });

  it('finds relative modules of JavaScript and TypeScript with what is left out', () => {
    const resolve = resolver('typescript', ['/p/metrics.ts', '/p/lib/index.tsx', '/p/old.cjs', '/p/new.mts']);
    assert.deepEqual(resolve('/p/main.ts', './metrics'), ['/p/metrics.ts']);
    assert.deepEqual(resolve('/p/main.ts', './metrics.js'), ['/p/metrics.ts']);
    assert.deepEqual(resolve('/p/main.ts', './lib'), ['/p/lib/index.tsx']);
    assert.deepEqual(resolve('/p/lib/x.ts', '..'), []);
    assert.deepEqual(resolve('/p/lib/x.ts', '.'), ['/p/lib/index.tsx']);
    assert.deepEqual(resolve('/p/lib/x.ts', '../new.mjs'), ['/p/new.mts']);
    assert.deepEqual(resolve('/p/lib/x.ts', '../old'), ['/p/old.cjs']);
  });

  it('finds modules behind the usual aliases of a root', () => {
    const resolve = resolver('typescript', ['/p/src/lib/metrics.ts', '/p/src/lib/prom/index.ts']);
    assert.deepEqual(resolve('/p/src/app/page.tsx', '@/lib/metrics'), ['/p/src/lib/metrics.ts']);
    assert.deepEqual(resolve('/p/src/app/page.tsx', '~/lib/prom'), ['/p/src/lib/prom/index.ts']);
    assert.deepEqual(resolve('/p/src/app/page.tsx', 'src/lib/metrics.js'), ['/p/src/lib/metrics.ts']);
  });

  it('finds a package of the same repository by its name, and no other', async () => {
    const tree = await FileTree.create({
      'packages/metrics/package.json': '{"name": "@acme/metrics"}',
      'packages/express/package.json': '{"name": "@acme/express"}',
    });
    try {
      const [index, other] = ['packages/metrics/src/index.ts', 'packages/express/index.ts'].map((path) =>
        tree.path(path),
      );
      const resolve = resolver('typescript', [index ?? '', other ?? '', tree.path('apps/web/main.ts')]);
      assert.deepEqual(resolve(tree.path('apps/web/main.ts'), '@acme/metrics'), [index]);
      assert.deepEqual(resolve(tree.path('apps/web/main.ts'), 'express'), []);
      assert.deepEqual(resolve(tree.path('apps/web/main.ts'), 'prom-client'), []);
    } finally {
      await tree.remove();
    }
  });

  it('finds the files of a Go package by go.mod, else by the end of the path', async () => {
    const tree = await FileTree.create({ 'go.mod': 'module example.com/shop\n\ngo 1.22\n' });
    try {
      const files = ['metrics/a.go', 'metrics/b.go', 'cmd/main.go'].map((path) => tree.path(path));
      const resolve = resolver('go', files);
      assert.deepEqual(resolve(tree.path('cmd/main.go'), 'example.com/shop/metrics'), files.slice(0, 2));
      assert.deepEqual(resolve(tree.path('cmd/main.go'), 'github.com/other/metrics'), []);
      assert.deepEqual(resolve(tree.path('cmd/main.go'), ''), files.slice(2));
    } finally {
      await tree.remove();
    }
    const resolve = resolver('go', ['/w/shop/internal/metrics/a.go', '/w/shop/cmd/main.go']);
    assert.deepEqual(resolve('/w/shop/cmd/main.go', 'example.com/shop/internal/metrics'), [
      '/w/shop/internal/metrics/a.go',
    ]);
  });

  it('finds Java classes in the same folder, by their package, and around nested ones', () => {
    const resolve = resolver('java', [
      '/p/src/main/java/com/acme/Metrics.java',
      '/p/src/main/java/com/acme/jobs/Load.java',
    ]);
    const load = '/p/src/main/java/com/acme/jobs/Load.java';
    assert.deepEqual(resolve(load, 'com.acme.Metrics'), ['/p/src/main/java/com/acme/Metrics.java']);
    assert.deepEqual(resolve(load, 'com.acme.Metrics.Jobs'), ['/p/src/main/java/com/acme/Metrics.java']);
    assert.deepEqual(resolve(load, 'Metrics'), []);
    assert.deepEqual(resolve(load, 'Load'), [load]);
  });
});
