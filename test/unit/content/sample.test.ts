import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { lintTree } from '../../support/lintTree';
import { testParsers } from '../../support/parsers';
import { repoPath } from './repoPath';

const runtime = 'sample/orders/monitoring.py';
const scripts = readdirSync(repoPath('sample'), { recursive: true, encoding: 'utf8' })
  .map((file) => `sample/${file.replaceAll('\\', '/')}`)
  .filter((file) => file.endsWith('.py') && file !== runtime);

describe('the sample project', () => {
  const parsers = testParsers();

  for (const script of scripts) {
    it(`${script} is Python, and only the labels that are bad on purpose are found in it`, async () => {
      const text = readFileSync(repoPath(script), 'utf8');
      const found = await parsers.use('python', text, (tree) => {
        assert.equal(tree.root.hasError, false);
        return lintTree(tree).map(({ rule, label }) => `${rule}: ${label}`);
      });
      const expected =
        script === 'sample/activity_report.py'
          ? ['high-cardinality-label: user_id', 'high-cardinality-label: session_id']
          : [];
      assert.deepEqual(found, expected);
    });
  }

  it('has the runtime that we ship beside the script that is instrumented already', () => {
    const shipped = readFileSync(repoPath('src/runtime/monitoring.py'), 'utf8');
    const same = readFileSync(repoPath(runtime), 'utf8') === shipped;
    assert.ok(same, `copy src/runtime/monitoring.py to ${runtime}`);
  });

  it('leaves to its first script the creation of the runtime', () => {
    assert.ok(scripts.includes('sample/nightly_processing.py'));
    assert.equal(readdirSync(repoPath('sample')).includes('monitoring.py'), false);
  });
});
