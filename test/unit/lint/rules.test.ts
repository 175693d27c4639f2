import assert from 'node:assert/strict';
import { rules } from '../../../src/lint/rules';
import { testParsers } from '../../support/parsers';
import { examplesOf, findingsIn, needsWorkspace, rulePage } from '../../support/ruleExamples';

const parsers = testParsers();

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
      const page = await rulePage(rule.id);
      assert.ok(rule.docsUrl.endsWith(`/docs/rules/${rule.id}.md`));
      assert.ok(page.startsWith(`# ${rule.id}\n`), 'the page is titled by the rule');
      assert.ok(page.includes(`Default severity: ${rule.severity}.`), 'the page says the severity');
      assert.ok(rule.summary() !== '');
      const isInWorkspace = needsWorkspace(page);
      const [first, ...rest] = examplesOf(page, 'Bad');
      assert.ok(first !== undefined, 'the page shows what is bad');
      for (const example of isInWorkspace ? rest : [first, ...rest]) {
        const found = await findingsIn(parsers, example, isInWorkspace ? [first] : []);
        assert.ok(
          found.some((finding) => finding.rule === rule.id),
          example.text,
        );
      }
      const good = examplesOf(page, 'Good');
      assert.ok(good.length > 0, 'the page shows what is good');
      for (const example of good) {
        const others = isInWorkspace ? good.filter((each) => each !== example) : [];
        const found = await findingsIn(parsers, example, others);
        assert.deepEqual(
          found.filter((finding) => finding.rule === rule.id).map(({ message }) => message),
          [],
          example.text,
        );
      }
    });
  }
});
