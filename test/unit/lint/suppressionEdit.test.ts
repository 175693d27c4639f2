import assert from 'node:assert/strict';
import { suppressionEdit } from '../../../src/lint/suppressionEdit';
import type { LintedLanguage } from '../../../src/syntax/lintedLanguage';
import { applyEdits } from '../../../src/text/textEdit';
import { testParsers } from '../../support/parsers';

const parsers = testParsers();

/** The text with the comment that silences `rule-a` at `§`; undefined where none can be. */
async function ignored(language: LintedLanguage, marked: string): Promise<string | undefined> {
  const offset = marked.indexOf('§');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const edit = await suppressionEdit(parsers, { language, text }, offset, 'rule-a');
  return edit && applyEdits(text, [edit]);
}

const imports = 'from prometheus_client import Counter\n';

const cases: readonly (readonly [LintedLanguage, string, string | undefined])[] = [
  ['python', 'def f():\n    §x()\n', 'def f():\n    # taskmonitor: ignore[rule-a]\n    x()\n'],
  ['python', '§x()', '# taskmonitor: ignore[rule-a]\nx()'],
  ['python', 'y()\r\n§x()\r\n', 'y()\r\n# taskmonitor: ignore[rule-a]\r\nx()\r\n'],
  ['python', 'f(\n    1,\n    §2,\n)\n', 'f(\n    1,\n    # taskmonitor: ignore[rule-a]\n    2,\n)\n'],
  ['python', 'x = 1 + \\\n    §y\n', 'x = 1 + \\\n    y  # taskmonitor: ignore[rule-a]\n'],
  ['python', 'x = """\n  §y\n"""\n', undefined],
  ['python', 'x = 1 + \\\n    §y + \\\n    z\n', undefined],
  [
    'python',
    `${imports}x = Counter("x", """a\n  §b\n""", ["c"])\n`,
    `${imports}# taskmonitor: ignore[rule-a]\nx = Counter("x", """a\n  b\n""", ["c"])\n`,
  ],
  ['python', '# taskmonitor: ignore[rule-b] why\n§x()\n', '# taskmonitor: ignore[rule-b, rule-a] why\nx()\n'],
  ['python', '§x()  # taskmonitor: ignore[rule-b]\n', 'x()  # taskmonitor: ignore[rule-b, rule-a]\n'],
  ['typescript', 'f({\n  a: §1,\n});\n', 'f({\n  // taskmonitor: ignore[rule-a]\n  a: 1,\n});\n'],
  ['typescript', 'const x = `\n  ${a(§1)}\n`;\n', undefined],
  [
    'typescript',
    'const x = `\n  ${§a(1,\n 2)}\n`;\n',
    'const x = `\n  ${a(1,  // taskmonitor: ignore[rule-a]\n 2)}\n`;\n',
  ],
  ['typescript', 'const x = `a\n  b` + §y;\n', 'const x = `a\n  b` + y;  // taskmonitor: ignore[rule-a]\n'],
  ['tsx', 'const x = (\n  <a>\n    text {§y}\n  </a>\n);\n', undefined],
  [
    'go',
    'package a\n\nfunc f() {\n\tg(§1)\n}\n',
    'package a\n\nfunc f() {\n\t// taskmonitor: ignore[rule-a]\n\tg(1)\n}\n',
  ],
  ['go', 'package a\n\nvar x = `a\n§b`\n', 'package a\n\nvar x = `a\nb`  // taskmonitor: ignore[rule-a]\n'],
  ['java', 'class A {\n  int §x = 1;\n}\n', 'class A {\n  // taskmonitor: ignore[rule-a]\n  int x = 1;\n}\n'],
  ['bash', 'echo §"x"\n', '# taskmonitor: ignore[rule-a]\necho "x"\n'],
  ['bash', 'curl -s \\\n  §--data x \\\n  url\n', undefined],
  ['bash', 'curl -s \\\n  --data §x\n', 'curl -s \\\n  --data x  # taskmonitor: ignore[rule-a]\n'],
  ['bash', 'cat <<EOF\na\n§b\nEOF\n', undefined],
  ['bash', 'echo "a\n§b\n"\n', undefined],
  ['exposition', '# TYPE x gauge\n§x 1\n', '# TYPE x gauge\n# taskmonitor: ignore[rule-a]\nx 1\n'],
  ['yaml', 'a:\n  - §b: 1\n', 'a:\n  # taskmonitor: ignore[rule-a]\n  - b: 1\n'],
  ['yaml', 'a: "x\n  §y"\n', 'a: "x\n  y"  # taskmonitor: ignore[rule-a]\n'],
  ['yaml', 'a: x\n  §y\n', 'a: x\n  y  # taskmonitor: ignore[rule-a]\n'],
  ['yaml', 'a: |\n  §x\n  y\n', undefined],
  [
    'yaml',
    'groups:\n  - name: a\n    rules:\n      - alert: A\n        expr: |\n          sum(\n            §x)\n',
    'groups:\n  - name: a\n    rules:\n      - alert: A\n        # taskmonitor: ignore[rule-a]\n        expr: |\n          sum(\n            x)\n',
  ],
];

describe('suppressionEdit', () => {
  for (const [language, text, expected] of cases) {
    it(`${language}: ${JSON.stringify(text)}`, async () => {
      assert.equal(await ignored(language, text), expected);
    });
  }
});
