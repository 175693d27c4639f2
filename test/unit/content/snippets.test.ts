import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { testParsers } from '../../support/parsers';
import { fillSnippet } from './fillSnippet';
import { repoPath } from './repoPath';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const declared: Record<string, Snippet> = JSON.parse(readFileSync(repoPath('snippets/python.json'), 'utf8'));
const snippets = Object.entries(declared);

describe('fillSnippet', () => {
  for (const [body, filled] of [
    ['a $1 b$0', 'a  b'],
    ['${1:x} $1 ${1:y}', 'x x x'],
    ['${1|red,green|}!', 'red!'],
    ['${1:${TM_FILENAME_BASE:job}}', 'job'],
    ['\\$1 {}', '$1 {}'],
    ['\tpass', '    pass'],
  ] as const) {
    it(`${body} leaves ${filled}`, () => assert.equal(fillSnippet(body), filled));
  }
  it('refuses what it cannot read', () => {
    assert.throws(() => fillSnippet('${1:open'), /not closed/);
    assert.throws(() => fillSnippet('cost: $'), /without a tab stop/);
  });
});

describe('Python snippets', () => {
  const parsers = testParsers();

  it('have prefixes of their own, all beginning with tm-', () => {
    const prefixes = snippets.map(([, { prefix }]) => prefix);
    assert.deepEqual(
      prefixes.filter((prefix) => !/^tm-[a-z-]+$/.test(prefix)),
      [],
    );
    assert.equal(new Set(prefixes).size, prefixes.length);
  });

  for (const [name, { body, description }] of snippets) {
    it(`"${name}" is described, has a last tab stop, and is Python when filled in`, async () => {
      assert.match(description, /\.$/);
      const text = body.join('\n');
      assert.match(text, /\$\{?0/);
      const filled = fillSnippet(text);
      const errors = await parsers.use('python', filled, ({ root }) => root.hasError);
      assert.equal(errors, false, filled);
    });
  }
});
