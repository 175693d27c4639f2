import assert from 'node:assert/strict';
import type { LintedLanguage } from '../../../../src/syntax/lintedLanguage';
import type { LabelCall } from '../../../../src/syntax/metrics/labelCall';
import type { MetricDeclaration } from '../../../../src/syntax/metrics/metricDeclaration';
import { noFacts } from '../../../../src/syntax/metrics/metricFacts';
import type { MetricFacts } from '../../../../src/syntax/metrics/metricFacts';
import type { Push } from '../../../../src/syntax/metrics/push';
import { WorkspaceIndex } from '../../../../src/workspace/lint/workspaceIndex';

const span = { start: 3, end: 5 };

function declared(more: Partial<MetricDeclaration> = {}): MetricDeclaration {
  return {
    type: 'counter',
    name: 'requests_total',
    nameSpan: undefined,
    help: { kind: 'absent' },
    labels: [],
    labelsComplete: true,
    client: 'prom-client',
    registry: 'default',
    span,
    ...more,
  };
}

const user = { name: 'user', span };
const path = { name: 'path', span };

function importing(module: string, name: string): LabelCall {
  return {
    metric: { kind: 'imported', from: { module, name } },
    values: [{ label: undefined, position: 1, value: { kind: 'unknown' }, span }],
    complete: true,
    span,
  };
}

function pushing(): Push {
  return {
    client: 'prom-client',
    method: 'PUT',
    gateway: undefined,
    job: undefined,
    groupingKey: [],
    keyComplete: true,
    registry: 'default',
    timeout: 'default',
    inLoop: false,
    inHandler: undefined,
    guarded: false,
    inFunction: undefined,
    span,
    calleeSpan: span,
  };
}

/** A file that takes all from another. */
function takingFrom(module: string): Partial<MetricFacts> {
  return {
    wildcards: [module],
    exports: [{ name: 'x', value: { kind: 'imported', from: { module, name: 'x' } } }],
    calls: [importing(module, 'x'), importing(module, 'y')],
  };
}

function indexOf(
  language: LintedLanguage,
  files: Readonly<Record<string, Partial<MetricFacts>>>,
): { readonly index: WorkspaceIndex; readonly call: (file: string, at?: number) => LabelCall | undefined } {
  const index = new WorkspaceIndex();
  for (const [name, facts] of Object.entries(files)) {
    index.put(`/p/${name}`, { name, language, facts: { metrics: { ...noFacts, ...facts } } });
  }
  return { index, call: (file, at = 0) => index.link(`/p/${file}`)?.metrics.calls[at] };
}

describe('WorkspaceIndex', () => {
  const metric = { declarations: [declared({ labels: [user, path] })] };
  const exported = (name: string): Partial<MetricFacts> => ({
    ...metric,
    exports: [{ name, value: { kind: 'metric', index: 0 } }],
  });

  it('turns an imported metric into its declaration and names values by their places', () => {
    const { call } = indexOf('python', {
      'metrics.py': exported('REQUESTS'),
      'main.py': { calls: [importing('metrics', 'REQUESTS')] },
    });
    const found = call('main.py');
    assert.equal(found?.metric.kind, 'elsewhere');
    assert.equal(found.metric.path, 'metrics.py');
    assert.equal(found.values[0]?.label, 'path');
  });

  const ways: readonly (readonly [string, LintedLanguage, Readonly<Record<string, Partial<MetricFacts>>>])[] = [
    [
      'a re-export of a package under another name',
      'python',
      {
        'app/metrics.py': exported('REQUESTS'),
        'app/__init__.py': {
          exports: [{ name: 'requests', value: { kind: 'imported', from: { module: '.metrics', name: 'REQUESTS' } } }],
        },
        'main.py': { calls: [importing('app', 'requests')] },
      },
    ],
    [
      'wildcards, one behind the other',
      'python',
      {
        'app/metrics/http.py': exported('REQUESTS'),
        'app/metrics/__init__.py': { wildcards: ['.http'] },
        'app/__init__.py': { wildcards: ['app.metrics'] },
        'main.py': { calls: [importing('app', 'REQUESTS')] },
      },
    ],
    [
      'a member of a module of a package',
      'python',
      { 'app/metrics.py': exported('REQUESTS'), 'main.py': { calls: [importing('app', 'metrics.REQUESTS')] } },
    ],
    [
      'an attribute of a class',
      'python',
      { 'metrics.py': exported('Metrics.requests'), 'main.py': { calls: [importing('metrics', 'Metrics.requests')] } },
    ],
    [
      'a namespace that a module exports',
      'typescript',
      {
        'lib/http.ts': exported('requests'),
        'lib/index.ts': {
          exports: [{ name: 'http', value: { kind: 'imported', from: { module: './http', name: '*' } } }],
        },
        'main.ts': { calls: [importing('./lib', 'http.requests')] },
      },
    ],
    [
      'a default export that is taken apart',
      'typescript',
      { 'metrics.ts': exported('default.requests'), 'main.ts': { calls: [importing('./metrics.js', 'requests')] } },
    ],
    [
      'another file of the same package',
      'go',
      {
        'a/metrics.go': exported('requests'),
        'a/main.go': { calls: [importing('.', 'requests')] },
      },
    ],
    [
      'a static field of a class',
      'java',
      {
        'com/acme/Metrics.java': exported('REQUESTS'),
        'com/acme/Main.java': { calls: [importing('Metrics', 'REQUESTS')] },
      },
    ],
  ];
  for (const [title, language, files] of ways) {
    it(`follows ${title}`, () => {
      const { index } = indexOf(language, files);
      const main = Object.keys(files).find((file) => /main/i.test(file)) ?? '';
      const [found] = index.link(`/p/${main}`)?.metrics.calls ?? [];
      assert.equal(found?.metric.kind, 'elsewhere');
      assert.equal(found.values[0]?.label, 'path');
    });
  }

  it('leaves what is not of the workspace as it is', () => {
    const { call } = indexOf('python', { 'main.py': { calls: [importing('library', 'REQUESTS')] } });
    assert.deepEqual(call('main.py'), importing('library', 'REQUESTS'));
  });

  it('ends when files import from each other in a circle', () => {
    const { call } = indexOf('python', { 'a.py': takingFrom('b'), 'b.py': takingFrom('c'), 'c.py': takingFrom('a') });
    assert.equal(call('a.py')?.metric.kind, 'imported');
    assert.equal(call('a.py', 1)?.metric.kind, 'imported');
  });

  it('fills in labels that another file holds, at the place of the argument', () => {
    const labelsSpan = { start: 10, end: 20 };
    const { index, call } = indexOf('python', {
      'labels.py': { exports: [{ name: 'COMMON', value: { kind: 'labels', labels: [user, path], complete: true } }] },
      'metrics.py': {
        declarations: [
          declared({ labelsSpan, labelsComplete: false, labelsFrom: [{ module: 'labels', name: 'COMMON' }] }),
        ],
        exports: [{ name: 'R', value: { kind: 'metric', index: 0 } }],
      },
      'main.py': { calls: [importing('metrics', 'R')] },
    });
    const [declaration] = index.link('/p/metrics.py')?.metrics.declarations ?? [];
    assert.deepEqual(declaration?.labels, [
      { name: 'user', span: labelsSpan },
      { name: 'path', span: labelsSpan },
    ]);
    assert.equal(declaration.labelsComplete, true);
    assert.equal(call('main.py')?.values[0]?.label, 'path');
  });

  it('fills in a label whose name is a constant of another file', () => {
    const { index } = indexOf('python', {
      'labels.py': { exports: [{ name: 'Label.USER', value: { kind: 'text', text: 'user_id' } }] },
      'metrics.py': {
        declarations: [
          declared({ labelsComplete: false, labelsFrom: [{ module: 'labels', name: 'Label.USER.value' }] }),
        ],
      },
    });
    const [declaration] = index.link('/p/metrics.py')?.metrics.declarations ?? [];
    assert.deepEqual(
      declaration?.labels.map(({ name }) => name),
      ['user_id'],
    );
    assert.equal(declaration.labelsComplete, true);
  });

  it('fills in the name that is a constant of another file', () => {
    const { index } = indexOf('python', {
      'names.py': { exports: [{ name: 'REQUESTS', value: { kind: 'text', text: 'requests_total' } }] },
      'metrics.py': {
        declarations: [declared({ name: undefined, nameFrom: { module: 'names', name: 'REQUESTS' }, labels: [user] })],
      },
    });
    const [declaration] = index.link('/p/metrics.py')?.metrics.declarations ?? [];
    assert.equal(declaration?.name, 'requests_total');
    assert.deepEqual([declaration.labels, declaration.labelsComplete], [[user], true]);
  });

  it('does not guess the order of labels that come from several places', () => {
    const { index } = indexOf('python', {
      'labels.py': { exports: [{ name: 'COMMON', value: { kind: 'labels', labels: [path], complete: true } }] },
      'metrics.py': {
        declarations: [
          declared({ labels: [user], labelsComplete: false, labelsFrom: [{ module: 'labels', name: 'COMMON' }] }),
        ],
        calls: [{ ...importing('', ''), metric: { kind: 'declared', index: 0 } }],
      },
    });
    const linked = index.link('/p/metrics.py')?.metrics;
    assert.deepEqual(
      linked?.declarations[0]?.labels.map(({ name }) => name),
      ['user', 'path'],
    );
    assert.equal(linked.calls[0]?.values[0]?.label, undefined);
  });

  it('stays incomplete when a part of the labels is not found', () => {
    const { index } = indexOf('python', {
      'metrics.py': {
        declarations: [declared({ labelsComplete: false, labelsFrom: [{ module: 'gone', name: 'COMMON' }] })],
      },
    });
    assert.equal(index.link('/p/metrics.py')?.metrics.declarations[0]?.labelsComplete, false);
  });

  it('says which files were asked and never read', () => {
    const { index } = indexOf('python', { 'main.py': { calls: [importing('metrics', 'REQUESTS')] } });
    index.addPath('/p/metrics.py');
    index.addPath('/p/other.py');
    assert.deepEqual([...index.unread()], ['/p/metrics.py']);
  });

  it('gives the declarations, names and pushes of the other files', () => {
    const { index } = indexOf('typescript', {
      'a.ts': { ...metric, pushes: [pushing()] },
      'b.ts': { ...metric, pushes: [pushing()] },
    });
    const view = index.view('/p/a.ts');
    assert.deepEqual(
      view.declarationsOf('requests_total').map((each) => each.path),
      ['b.ts'],
    );
    assert.deepEqual(
      view.pushes().map((each) => each.path),
      ['b.ts'],
    );
    assert.deepEqual([...index.view('/p/c.ts').metricNames()], ['requests_total']);
    assert.equal(index.view('/p/c.ts').declarationsOf('requests_total').length, 2);
  });

  it('names the files that depend on one: by import, in either direction, by name, by push', () => {
    const { index } = indexOf('python', {
      'metrics.py': exported('REQUESTS'),
      'main.py': { calls: [importing('metrics', 'REQUESTS')] },
      'same.py': metric,
      'other.py': { declarations: [declared({ name: 'other_total' })] },
      'push.py': { pushes: [pushing()] },
      'load.py': { pushes: [pushing()] },
    });
    assert.deepEqual([...index.dependents('/p/metrics.py')].toSorted(), ['/p/main.py', '/p/same.py']);
    assert.deepEqual([...index.dependents('/p/main.py')], ['/p/metrics.py']);
    assert.deepEqual([...index.dependents('/p/push.py')], ['/p/load.py']);
  });

  it('forgets what a file said', () => {
    const { index, call } = indexOf('python', {
      'metrics.py': exported('REQUESTS'),
      'main.py': { calls: [importing('metrics', 'REQUESTS')] },
    });
    assert.equal(call('main.py')?.metric.kind, 'elsewhere');
    index.delete('/p/metrics.py');
    assert.equal(call('main.py')?.metric.kind, 'imported');
    assert.equal(index.view('/p/main.py').metricNames().size, 0);
  });
});
