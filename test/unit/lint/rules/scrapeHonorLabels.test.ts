import assert from 'node:assert/strict';
import { fixedYaml, lintYaml, marked } from '../../../support/lintYaml';

const rule = 'scrape-honor-labels';

/** A configuration of one job; lines are those of the job. */
function job(...lines: readonly string[]): string {
  return `scrape_configs:\n  - ${lines.join('\n    ')}\n`;
}

function safe(text: string): boolean[] {
  return lintYaml(rule, text).flatMap(({ fixes }) => fixes.map((fix) => fix.safe));
}

describe('scrape-honor-labels', () => {
  it('knows a Pushgateway by the name of the job, its targets, and what is looked up', () => {
    for (const [says, ...lines] of [
      ['pushgateway', 'job_name: pushgateway', 'static_configs: [{targets: ["10.0.0.5:9091"]}]'],
      ['"Push-Gateway"', 'job_name: "Push-Gateway"', 'file_sd_configs: [{files: [gateways.json]}]'],
      ['pgw', 'job_name: pgw', 'static_configs: [{targets: ["10.0.0.5:9091"]}]'],
      ['batch', 'job_name: batch', 'static_configs: [{targets: ["pushgateway.monitoring.svc:9091"]}]'],
      ['batch', 'job_name: batch', 'static_configs:', '- targets:', '  - prometheus-pushgateway'],
      ['batch', 'job_name: batch', 'dns_sd_configs: [{names: [tasks.pushgateway], type: A, port: 9091}]'],
      ['batch', 'job_name: batch', 'consul_sd_configs: [{server: "c:8500", services: [pushgateway]}]'],
      [
        'services',
        'job_name: services',
        'kubernetes_sd_configs: [{role: service}]',
        'relabel_configs: [{source_labels: [__meta_kubernetes_service_name], action: keep, regex: .*pushgateway}]',
      ],
      ['job_name', 'job_name:', 'static_configs: [{targets: ["pushgateway:9091"]}]'],
      ['push', 'job_name: push', 'static_configs: [{targets: ["localhost:9091"]}]'],
      ['false', 'job_name: pushgateway', 'honor_labels: false', 'static_configs: [{targets: ["p:9091"]}]'],
      ['node-pushgateway', 'job_name: node-pushgateway', 'static_configs: [{targets: ["pushgateway:9091"]}]'],
    ] as const) {
      assert.deepEqual(marked(rule, job(...lines)), [says], lines.join('\n'));
    }
  });

  it('leaves other jobs alone', () => {
    for (const lines of [
      ['job_name: pushgateway', 'honor_labels: true', 'static_configs: [{targets: ["pushgateway:9091"]}]'],
      ['job_name: pushgateway', 'honor_labels: yes', 'static_configs: [{targets: ["pushgateway:9091"]}]'],
      ['job_name: services', 'relabel_configs: [{source_labels: [a], action: drop, regex: pushgateway}]'],
      ['job_name: services', 'relabel_configs: [{source_labels: [a], action: keep, regex: pushgateway|other}]'],
      ['job_name: transmission', 'static_configs: [{targets: ["localhost:9091"]}]'],
      ['job_name: machines', 'static_configs: [{targets: ["pushgateway:9100", "db:9100"]}]'],
      [
        'job_name: blackbox-pushgateway',
        'metrics_path: /probe',
        'static_configs: [{targets: ["http://pushgateway:9091"]}]',
      ],
      ['job_name: federate', 'metrics_path: /federate', 'static_configs: [{targets: ["pushgateway:9091"]}]'],
      ['job_name: node-pushgateway', 'static_configs: [{targets: ["10.0.0.5:9100"]}]'],
      ['job_name: pushgateway-exporter', 'static_configs: [{targets: ["pushgateway-exporter:9091"]}]'],
      [
        'job_name: pushgateway',
        'static_configs: [{targets: [localhost], labels: {__path__: /var/log/pushgateway.log}}]',
      ],
      [
        'job_name: pushgateway',
        'static_configs: [{targets: ["pushgateway:9091"]}]',
        'metric_relabel_configs:',
        '- source_labels: [exported_job]',
        '  target_label: job',
      ],
    ]) {
      assert.deepEqual(marked(rule, job(...lines)), [], lines.join('\n'));
    }
  });

  it('finds the jobs of charts, of the operator, of lists, and of each document', () => {
    const bad = '- job_name: pushgateway\n  static_configs: [{targets: ["p:9091"]}]\n';
    const under = (keys: string, depth: number): string => keys + bad.replaceAll(/^/gm, ' '.repeat(depth)).trimEnd();
    for (const text of [
      bad,
      under('prometheus:\n  prometheusSpec:\n    additionalScrapeConfigs:\n', 6),
      under('receivers:\n  prometheus:\n    config:\n      scrape_configs:\n', 8),
      `a: 1\n---\n${under('scrape_configs:\n', 2)}`,
      `broken: [\n---\n${under('scrape_configs:\n', 2)}`,
      `\ufeff${under('scrape_configs:\n', 0)}`,
    ]) {
      assert.deepEqual(marked(rule, text), ['pushgateway'], text);
    }
  });

  it('sees through anchors, aliases and merge keys, and reports a job once', () => {
    const honored = 'x: &d {honor_labels: true}\nscrape_configs:\n- <<: *d\n  job_name: pushgateway\n';
    assert.deepEqual(marked(rule, honored), []);
    assert.deepEqual(marked(rule, honored.replace('<<: *d', '<<: [*d, *d]')), []);
    assert.deepEqual(marked(rule, honored.replace('true', 'false')), ['false']);
    const twice = 'x: &j\n  job_name: pushgateway\nscrape_configs:\n- *j\n- *j\n';
    assert.equal(fixedYaml(rule, twice), twice.replace('pushgateway\n', 'pushgateway\n  honor_labels: true\n'));
    assert.deepEqual(marked(rule, 'x: &l\n- job_name: pgw\nscrape_configs: *l\n'), ['pgw']);
  });

  it('adds the line behind the name, in the style of the job', () => {
    for (const [before, after] of [
      [
        'scrape_configs:\n- job_name: pgw # ours\n  scheme: http\n',
        'scrape_configs:\n- job_name: pgw # ours\n  honor_labels: true\n  scheme: http\n',
      ],
      ['scrape_configs:\n  - job_name: pgw', 'scrape_configs:\n  - job_name: pgw\n    honor_labels: true'],
      [
        'scrape_configs:\r\n  -   job_name: pgw\r\n      scheme: http\r\n',
        'scrape_configs:\r\n  -   job_name: pgw\r\n      honor_labels: true\r\n      scheme: http\r\n',
      ],
      [
        'scrape_configs:\n  - scheme: http\n    job_name: "pgw"\n',
        'scrape_configs:\n  - scheme: http\n    job_name: "pgw"\n    honor_labels: true\n',
      ],
      [
        'scrape_configs: [{job_name: pgw, scheme: http}]\n',
        'scrape_configs: [{job_name: pgw, honor_labels: true, scheme: http}]\n',
      ],
      [
        '{"scrape_configs": [{"job_name": "pgw"}]}\n',
        '{"scrape_configs": [{"job_name": "pgw", "honor_labels": true}]}\n',
      ],
      [
        'scrape_configs:\n  - job_name: pgw\n    honor_labels: false # why?\n',
        'scrape_configs:\n  - job_name: pgw\n    honor_labels: true # why?\n',
      ],
      ['- job_name: pgw\n  honor_labels:\n  scheme: http\n', '- job_name: pgw\n  honor_labels: true\n  scheme: http\n'],
      ['\ufeff- job_name: pgw\n', '\ufeff- job_name: pgw\n  honor_labels: true\n'],
      [
        'data:\r\n  prometheus.yml: |\r\n    scrape_configs:\r\n    - job_name: pgw\r\n  b: c\r\n',
        'data:\r\n  prometheus.yml: |\r\n    scrape_configs:\r\n    - job_name: pgw\r\n      honor_labels: true\r\n  b: c\r\n',
      ],
    ] as const) {
      assert.equal(fixedYaml(rule, before), after);
    }
  });

  it('moves what stands under the targets', () => {
    for (const [before, after] of [
      [
        job('job_name: pgw', 'static_configs:', '  - targets: ["p:9091"]', '    labels:', '      honor_labels: "true"'),
        job('job_name: pgw', 'honor_labels: true', 'static_configs:', '  - targets: ["p:9091"]'),
      ],
      [
        job(
          'job_name: any',
          'static_configs:',
          '  - targets: [a]',
          '    labels:',
          '      honor_labels: "true"',
          '      b: c',
        ),
        job('job_name: any', 'honor_labels: true', 'static_configs:', '  - targets: [a]', '    labels:', '      b: c'),
      ],
      [
        job('job_name: pgw', 'static_configs:', '  - targets: ["p:9091"]', '    honor_labels: true'),
        job('job_name: pgw', 'honor_labels: true', 'static_configs:', '  - targets: ["p:9091"]'),
      ],
      [
        job('job_name: pgw', 'static_configs: [{targets: [a], labels: {x: y, honor_labels: "true"}}]'),
        job('job_name: pgw', 'honor_labels: true', 'static_configs: [{targets: [a], labels: {x: y}}]'),
      ],
      [
        job('job_name: pgw', 'honor_labels: true', 'static_configs: [{targets: [a], labels: {honor_labels: "true"}}]'),
        job('job_name: pgw', 'honor_labels: true', 'static_configs: [{targets: [a]}]'),
      ],
    ] as const) {
      assert.equal(fixedYaml(rule, before), after);
    }
  });

  it('leaves to a person what was said on purpose, and what has other targets too', () => {
    assert.deepEqual(safe(job('job_name: pgw', 'static_configs: [{targets: ["pushgateway:9091"]}]')), [true]);
    assert.deepEqual(safe(job('job_name: pgw', 'honor_labels: false')), [false]);
    assert.deepEqual(safe(job('!!str job_name: pgw')), []);
    assert.deepEqual(safe(job('job_name: all', 'static_configs: [{targets: ["pushgateway:9091", "db:9104"]}]')), [
      false,
    ]);
    assert.deepEqual(
      safe(job('job_name: any', 'static_configs: [{targets: [a], labels: {honor_labels: "false"}}]')),
      [],
    );
  });
});
