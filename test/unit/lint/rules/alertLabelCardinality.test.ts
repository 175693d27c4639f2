import assert from 'node:assert/strict';
import { fixedYaml, lintYaml, marked } from '../../../support/lintYaml';

const rule = 'alert-label-cardinality';

function alert(value: string, more = ''): string {
  return `groups:\n- rules:\n  - alert: A\n    expr: up == 0\n    labels:\n      severity: page\n      x: ${value}\n${more}`;
}

function crlf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}

describe('alert-label-cardinality', () => {
  it('finds values and labels without bound', () => {
    for (const [value, ...found] of [
      ["'{{ $value }}'", '{{ $value }}'],
      ['"at {{- $value | humanize -}} %"', '{{- $value | humanize -}}'],
      ['"{{ printf \\"%.2f\\" $value }}"', '{{ printf \\"%.2f\\" $value }}'],
      ['"{{ .Value }}"', '{{ .Value }}'],
      ['"{{ query \\"up\\" | first | value }}"', '{{ query \\"up\\" | first | value }}'],
      ['"{{ with query \\"up\\" }}{{ . | first | value }}{{ end }}"', '{{ . | first | value }}'],
      ["'{{ $v := $value }}{{ $v }}'", '{{ $v }}'],
      ['>-\n        a\n        {{ $value }}', '{{ $value }}'],
      ["'{{ $labels.user_id }}'", '{{ $labels.user_id }}'],
      ["'{{ .Labels.session_id | toUpper }}'", '{{ .Labels.session_id | toUpper }}'],
      ['\'{{ index $labels "email" }}\'', '{{ index $labels "email" }}'],
      ["'{{ if gt $value 90.0 }}critical{{ else }}warning{{ end }}'"],
      ["'{{ $v := $value }}{{ if gt $v 5.0 }}a{{ end }}'"],
      ["'{{ gt $value 5.0 }}'"],
      ["'{{ $labels.instance }}'"],
      ["'{{ $labels.value }}'"],
      ["'{{ $labels.user_type }}'"],
      ['\'{{ printf "$value" }}\''],
      ['"{{ query \\"up\\" | first | label \\"job\\" }}"'],
      ["'{{/* $value */}}a'"],
      ['$value'],
      ["'{{ $value'"],
    ] as const) {
      assert.deepEqual(marked(rule, alert(value)), found, value);
    }
  });

  it('leaves annotations, and recording rules, alone', () => {
    assert.deepEqual(marked(rule, alert('a', "    annotations:\n      y: '{{ $value }}'\n")), []);
    assert.deepEqual(marked(rule, alert("'{{ $value }}'").replace('alert:', 'record:')), []);
  });

  it('lets a project allow a label', () => {
    const config = { labels: { allowed: ['user_id'] } };
    assert.deepEqual(marked(rule, alert("'{{ $labels.user_id }}'"), { config }), []);
  });

  it('moves the entry to the annotations', () => {
    const head = 'groups:\n- rules:\n  - alert: A\n    expr: up == 0\n';
    for (const [before, after] of [
      [
        "    labels:\n      x: '{{ $value }}' # now\n      s: p\n    annotations:\n      y: z\n",
        "    labels:\n      s: p\n    annotations:\n      x: '{{ $value }}'\n      y: z\n",
      ],
      [
        "    annotations:\n      y: z\n    labels:\n      s: p\n      x: '{{ $value }}'",
        "    annotations:\n      x: '{{ $value }}'\n      y: z\n    labels:\n      s: p",
      ],
      [
        "    labels:\n      x: '{{ $value }}'\n    annotations:\n      y: z\n",
        "    annotations:\n      x: '{{ $value }}'\n      y: z\n",
      ],
      ["    labels:\n      x: '{{ $value }}'\n", "    annotations:\n      x: '{{ $value }}'\n"],
      ["    labels: {x: '{{ $value }}'}\n", "    annotations: {x: '{{ $value }}'}\n"],
      [
        "    labels:\n        s: p\n        x: '{{ $value }}'\n",
        "    annotations:\n        x: '{{ $value }}'\n    labels:\n        s: p\n",
      ],
      [
        "    labels:\n      s: p\n      x: '{{ $value }}'\n    annotations:\n      x: z\n",
        '    labels:\n      s: p\n    annotations:\n      x: z\n',
      ],
    ] as const) {
      assert.equal(fixedYaml(rule, head + before), head + after);
      assert.equal(fixedYaml(rule, crlf(head + before)), crlf(head + after));
    }
  });

  it('offers no fix where the entry shares its line, or comes from elsewhere', () => {
    const shared = "v: &v '{{ $value }}'\n";
    for (const text of [
      alert('a').replace('labels:\n      severity: page\n      x: a\n', "labels: {s: p, x: '{{ $value }}'}\n"),
      alert("'{{ $value }}'", '    annotations: {y: z}\n'),
      alert("'{{ $value }}'", '    annotations: *a\n').replace('groups', 'v: &a\n  y: z\ngroups'),
      shared + alert('*v'),
    ]) {
      assert.deepEqual(
        lintYaml(rule, text).map(({ fixes }) => fixes),
        [[]],
        text,
      );
    }
  });
});
