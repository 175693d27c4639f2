import assert from 'node:assert/strict';
import type { Node } from '@vscode/tree-sitter-wasm';
import { array, asyncProperty, assert as check, constantFrom, nat, record } from 'fast-check';
import { EditedSource } from '../../../src/syntax/editedSource';
import type { LanguageId } from '../../../src/syntax/language';
import type { SyntaxTree } from '../../../src/syntax/parsers';
import { testParsers } from '../../support/parsers';

/** Statements that stand anywhere in a file: whatever is put together from them is without errors. */
const statements: readonly (readonly [LanguageId, readonly string[]])[] = [
  [
    'python',
    [
      'def f(a):\n    if a:\n        return """x\n  y"""\n',
      '@d\nasync def g():\r\n\tawait h(\n1)\r\n',
      'class C:\n    def m(self): ...\n\n',
      '# 📈\n',
      'x = f"{1}"\n',
    ],
  ],
  [
    'javascript',
    [
      'function* f() {\n  yield `a ${b}\n`;\n}\n',
      'const g = async (x) => ({ x });\r\n',
      '/* 📈\n*/\n',
      'class C { #p() {} }\n',
    ],
  ],
  ['bash', ['f() {\n  cat <<EOF\n$x\nEOF\n}\n', 'if true; then\n  echo "📈"\nfi\n', '# note\r\n', 'a=$(b | c)\n']],
];

const places = (node: Node): string =>
  `${node.type}@${node.startIndex}-${node.endIndex}(${node.children.map((child) => (child === null ? '' : places(child))).join(' ')})`;
const codeOf = ({ root }: SyntaxTree): string => root.text;
const shape = ({ root, text }: SyntaxTree): string => `${text}\n${places(root)}`;

describe('EditedSource', () => {
  const parsers = testParsers();

  for (const [language, pieces] of statements) {
    it(`has the tree of a whole parse after every edit: ${language}`, async () => {
      const piece = constantFrom(...pieces);
      const edit = record({ at: nat(7), remove: nat(2), insert: array(piece, { maxLength: 2 }) });
      const property = asyncProperty(array(piece), array(edit, { maxLength: 6 }), async (start, edits) => {
        const source = new EditedSource(parsers, language);
        const parts = [...start];
        try {
          for (const { at, remove, insert } of edits) {
            parts.splice(at % (parts.length + 1), remove, ...insert);
            const text = parts.join('');
            assert.equal(await source.read(text, shape), await parsers.use(language, text, shape));
          }
        } finally {
          source.dispose();
        }
      });
      await check(property, { numRuns: 50 });
    });
  }

  it('takes text that is being typed, and answers two readers at once', async () => {
    const source = new EditedSource(parsers, 'python');
    const typed = 'def f():\n    return (1, "a")\n';
    for (let length = 0; length <= typed.length; length++) {
      const text = typed.slice(0, length);
      assert.deepEqual(await Promise.all([source.read(text, codeOf), source.read(text.trimStart(), codeOf)]), [
        text.trimEnd() === '' ? '' : text.slice(text.length - text.trimStart().length),
        text.trimStart(),
      ]);
    }
    source.dispose();
  });

  it('can be read once more after its end, and keeps nothing', async () => {
    const source = new EditedSource(parsers, 'bash');
    const reading = source.read('f() { :; }\n', ({ root }) => root.hasError);
    source.dispose();
    assert.equal(await reading, false);
  });
});
