import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lintTree } from '../../../src/lint/lint';
import { rules } from '../../../src/lint/rules';
import { testParsers } from '../../support/parsers';

const parsers = testParsers();

/** The Python examples under a heading of a rule's page. */
function examples(page: string, heading: string): readonly string[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^```python\n(.*?)^```$/gms)].map((match) => match[1] ?? '');
}

describe('rules and their pages', () => {
  it('have ids of their own, in kebab-case', () => {
    const ids = rules.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(
      ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/.test(id)),
      [],
    );
  });

  for (const rule of rules) {
    it(`${rule.id}: the page's bad examples are found, the good ones are not`, async () => {
      const page = await readFile(join(import.meta.dirname, `../../../docs/rules/${rule.id}.md`), 'utf8');
      assert.ok(rule.docsUrl.endsWith(`/docs/rules/${rule.id}.md`));
      assert.ok(page.startsWith(`# ${rule.id}\n`), 'the page is titled by the rule');
      assert.ok(page.includes(`Default severity: ${rule.severity}.`), 'the page says the severity');
      assert.ok(rule.summary() !== '');
      const found = async (text: string): Promise<boolean> =>
        (await parsers.use('python', text, (tree) => lintTree(tree))).some((finding) => finding.rule === rule.id);
      const [bad, good] = [examples(page, 'Bad'), examples(page, 'Good')];
      assert.ok(bad.length > 0 && good.length > 0, 'the page shows both');
      for (const text of bad) {
        assert.ok(await found(text), text);
      }
      for (const text of good) {
        assert.ok(!(await found(text)), text);
      }
    });
  }
});
