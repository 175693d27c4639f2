import assert from 'node:assert/strict';
import { lintWorkspace } from '../../../../src/workspace/lint/lintWorkspace';
import type { LintedFile } from '../../../../src/workspace/lint/lintWorkspace';
import { ProjectConfigs } from '../../../../src/workspace/lint/projectConfigs';
import { FileTree } from '../../../support/fileTree';
import { testParsers } from '../../../support/parsers';

/** For each language a file that matters, with a place for what is bad: `HERE` stands in an expression or a value. */
const sources: Readonly<Record<string, string>> = {
  'a.py': `from prometheus_client import Counter\nC = Counter('orders_total', 'Orders.', ['user_id'])\nC.labels(user_id=HERE).inc()\n`,
  'a.js': `const { Counter } = require('prom-client');\nconst c = new Counter({ name: 'orders_total', help: 'Orders.', labelNames: ['user_id'] });\nc.inc({ user_id: HERE });\n`,
  'a.ts': `import { Counter } from 'prom-client';\nconst c = new Counter({ name: 'orders_total', help: 'Orders.', labelNames: ['user_id'] });\nc.inc({ user_id: HERE });\n`,
  'a.tsx': `import { Counter } from 'prom-client';\nconst c = new Counter({ name: 'orders_total', help: 'Orders.', labelNames: ['user_id'] });\nc.inc({ user_id: HERE });\n`,
  'a.go': `package a\n\nimport "github.com/prometheus/client_golang/prometheus"\n\nvar c = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "orders_total", Help: "Orders."}, []string{"user_id"})\n\nfunc f() { c.WithLabelValues(HERE).Inc() }\n`,
  'A.java': `import io.prometheus.client.Counter;\nclass A {\n  static final Counter C = Counter.build().name("orders_total").help("Orders.").labelNames("user_id").register();\n  void f() { C.labels(HERE).inc(); }\n}\n`,
  'a.sh': `#!/bin/bash\necho "orders_total{user_id=\\"$user\\"} 1" | curl --data-binary @- http://localhost:9091/metrics/job/a\nx=HERE\n`,
  'a.prom': `# TYPE orders_total counter\norders_total{user_id="HERE"} 1\n`,
  'a.yaml': `groups:\n- name: a\n  rules:\n  - alert: A\n    expr: HERE\n`,
};

const depth = 20_000;

describe('bad input', () => {
  const parsers = testParsers();
  let tree: FileTree;

  beforeEach(async () => {
    tree = await FileTree.create();
  });

  afterEach(() => tree.remove());

  /** Lints everything, and sees that no finding reaches out of its text. */
  async function lint(): Promise<readonly LintedFile[]> {
    const files: LintedFile[] = [];
    for await (const file of lintWorkspace([tree.root], { parsers, configs: new ProjectConfigs() })) {
      files.push(file);
      for (const { span } of file.kind === 'linted' ? file.findings : []) {
        assert.ok(file.kind === 'linted');
        assert.ok(span.start >= 0 && span.start <= span.end && span.end <= file.source.text.length, file.path);
      }
    }
    return files;
  }

  /** What a healthy file behind the bad one has to say. */
  const healthy = sources['a.py']?.replace('HERE', 'x') ?? '';

  async function lintBeside(name: string, content: string | Uint8Array): Promise<LintedFile | undefined> {
    await tree.write({ [name]: content, 'z/healthy.py': healthy });
    const files = await lint();
    const last = files.at(-1);
    assert.ok(last?.kind === 'linted' && last.path.endsWith('healthy.py') && last.findings.length > 0);
    return files.find(({ path }) => path.endsWith(`/${name}`));
  }

  for (const [name, source] of Object.entries(sources)) {
    describe(name, () => {
      it('of one line of 10 MB is skipped with the reason', async () => {
        const line = source.replaceAll('\n', ' ').replace('HERE', 'x'.repeat(10_000_000));
        const file = await lintBeside(name, line);
        assert.equal(file?.kind, 'skipped');
        assert.match(file.reason, /longer than 1,000,000 characters/);
      });

      it('of one line of 900 kB ends', async () => {
        const line = source.replaceAll('\n', ' ').replace('HERE', `x${' + x'.repeat(225_000)}`);
        assert.ok((await lintBeside(name, line)) !== undefined);
      }).timeout(60_000);

      it('with a null byte is skipped with the reason', async () => {
        const file = await lintBeside(name, source.replace('HERE', '"\0"'));
        assert.ok(file?.kind === 'skipped' && file.failed);
      });

      it('that is not UTF-8 is read one character a byte', async () => {
        const bytes = Buffer.from(source.replace('HERE', '"caf\xe9 \xff"'), 'latin1');
        const file = await lintBeside(name, bytes);
        assert.ok(file?.kind === 'linted' && file.source.text.includes('caf\xe9 \xff'));
      });

      for (const [title, opening, closing] of [
        ['brackets', '(', ')'],
        ['braces', '{', '}'],
        ['lists', '[', ']'],
      ] as const) {
        it(`with ${depth} ${title} in each other ends`, async () => {
          const nested = `${opening.repeat(depth)}x${closing.repeat(depth)}`;
          assert.ok((await lintBeside(name, source.replace('HERE', nested))) !== undefined);
          assert.ok((await lintBeside(name, source.replace('HERE', opening.repeat(depth)))) !== undefined);
        }).timeout(60_000);
      }

      it('with thousands of values in a row ends', async () => {
        const joined = Array.from({ length: 20_000 }, (_, index) => `v${index}`).join(' + ');
        assert.ok((await lintBeside(name, source.replace('HERE', joined))) !== undefined);
      }).timeout(60_000);
    });
  }

  it('of YAML that grows by its aliases ends', async () => {
    const levels = Array.from({ length: 12 }, (_, level) =>
      level === 0 ? 'a0: &a0 [x, x, x, x, x, x, x, x, x]' : `a${level}: &a${level} [${`*a${level - 1}, `.repeat(9)}]`,
    );
    const file = await lintBeside('bomb.yaml', `${levels.join('\n')}\ngroups: *a11\n- expr: up\n`);
    assert.ok(file !== undefined);
  }).timeout(60_000);
});
