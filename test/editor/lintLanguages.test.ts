import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { untilFound } from './support/lintFindings';
import { scratchFolder } from './support/scratchFolder';
import type { ScratchFolder } from './support/scratchFolder';
import { testAccess } from './support/testAccess';

interface Sample {
  readonly name: string;
  readonly rule: string;
  readonly bad: string;
  /** What is underlined; quotes may belong to it. */
  readonly at: RegExp;
  readonly mend: readonly [string, string];
}

const inJavaScript = `import { Counter } from 'prom-client';

export const logins = new Counter({ name: 'logins_total', help: 'Logins', labelNames: ['user_id'] });
`;

const label = { rule: 'high-cardinality-label', at: /^\W?user_id\W?$/, mend: ['user_id', 'method'] } as const;

const samples: readonly Sample[] = [
  {
    ...label,
    name: 'logins.py',
    bad: 'from prometheus_client import Counter\n\nlogins = Counter("logins_total", "Logins", ["user_id"])\n',
  },
  { ...label, name: 'logins.mjs', bad: inJavaScript },
  { ...label, name: 'logins.ts', bad: inJavaScript },
  { ...label, name: 'logins.tsx', bad: `${inJavaScript}\nexport const Page = () => <b>Logins</b>;\n` },
  {
    ...label,
    name: 'logins.go',
    bad: `package main

import "github.com/prometheus/client_golang/prometheus"

var logins = prometheus.NewCounterVec(
	prometheus.CounterOpts{Name: "logins_total", Help: "Logins."},
	[]string{"user_id"},
)
`,
  },
  {
    ...label,
    name: 'Logins.java',
    bad: `import io.prometheus.client.Counter;

class Logins {
  static final Counter LOGINS = Counter.build().name("logins_total").help("Logins.").labelNames("user_id").register();
}
`,
  },
  {
    ...label,
    name: 'logins.sh',
    at: /user_id/,
    bad: `#!/usr/bin/env bash
cat <<EOF | curl --silent --max-time 5 --data-binary @- "$PUSHGATEWAY_URL/metrics/job/logins"
# HELP logins_total Logins.
# TYPE logins_total counter
logins_total{user_id="$user_id"} 1
EOF
`,
  },
  {
    ...label,
    name: 'logins.prom',
    bad: '# HELP logins_total Logins.\n# TYPE logins_total counter\nlogins_total{user_id="42"} 1\n',
  },
  {
    ...label,
    name: 'logins.metrics',
    bad: '# HELP logins_total Logins.\n# TYPE logins_total counter\nlogins_total{user_id="42"} 1\n',
  },
  {
    name: 'prometheus.yml',
    rule: 'scrape-honor-labels',
    at: /./,
    bad: "scrape_configs:\n  - job_name: pushgateway\n    static_configs:\n      - targets: ['pushgateway:9091']\n",
    mend: ['job_name: pushgateway', 'job_name: pushgateway\n    honor_labels: true'],
  },
];

describe('lint of every language', () => {
  let scratch: ScratchFolder;

  before(async () => {
    await testAccess();
  });

  beforeEach(async () => {
    scratch = await scratchFolder();
  });

  afterEach(async () => {
    await scratch.remove();
  });

  for (const { name, rule, bad, at, mend } of samples) {
    it(`${name}: ${rule} while it is typed, with a link to its page`, async () => {
      const editor = await scratch.edit(name, bad);
      const { document } = editor;
      const [diagnostic] = await untilFound(document.uri, rule, 1);
      assert.ok(diagnostic);
      assert.match(document.getText(diagnostic.range), at);
      assert.ok(typeof diagnostic.code === 'object', 'the code is no link');
      assert.match(diagnostic.code.target.toString(), new RegExp(`/docs/rules/${rule}\\.md$`));
      const start = bad.indexOf(mend[0]);
      const range = new vscode.Range(document.positionAt(start), document.positionAt(start + mend[0].length));
      await editor.edit((edit) => {
        edit.replace(range, mend[1]);
      });
      await untilFound(document.uri, rule, 0);
    });
  }

  it('reads exposition text that has not been saved', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'prometheus-exposition',
      content: 'logins_total{user_id="42"} 1\n',
    });
    await vscode.window.showTextDocument(document);
    await untilFound(document.uri, label.rule, 1);
  });

  it('keeps quiet about YAML that is none of Prometheus', async () => {
    const workflow = await scratch.edit('ci.yml', 'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n');
    const prometheus = await scratch.edit('prometheus.yml', samples.at(-1)?.bad ?? '');
    await untilFound(prometheus.document.uri, 'scrape-honor-labels', 1);
    assert.deepEqual(vscode.languages.getDiagnostics(workflow.document.uri), []);
  });
});
