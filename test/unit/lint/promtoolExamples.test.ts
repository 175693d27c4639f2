import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lintFacts } from '../../../src/lint/lint';
import { factsOfText } from '../../../src/syntax/sourceFacts';
import { applyEdits } from '../../../src/text/textEdit';

const pages = join(import.meta.dirname, '../../../docs/rules');

interface Example {
  readonly page: string;
  readonly text: string;
}

/** All YAML of the rules' pages. */
function examples(): Example[] {
  return readdirSync(pages).flatMap((page) =>
    [...readFileSync(join(pages, page), 'utf8').matchAll(/^```yaml\n(.*?)^```$/gms)].map((match) => ({
      page,
      text: match[1] ?? '',
    })),
  );
}

describe('YAML in the pages of the rules, by promtool', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'promtool-examples-'));
  });

  after(() => rm(folder, { recursive: true, force: true }));

  async function verdict(text: string): Promise<string> {
    const file = join(folder, 'example.yml');
    await writeFile(file, text);
    const kind = text.includes('scrape_configs:') ? 'config' : 'rules';
    const { status, stdout, stderr, error } = spawnSync('promtool', ['check', kind, file], { encoding: 'utf8' });
    assert.equal(error, undefined, "promtool is not here: install Prometheus ('apt-get install prometheus')");
    return status === 0 ? '' : stdout + stderr;
  }

  it('is valid, the bad examples too, and stays so with every fix', async () => {
    const all = examples();
    assert.ok(all.length >= 12);
    let fixed = 0;
    for (const { page, text } of all) {
      assert.equal(await verdict(text), '', `${page}\n${text}`);
      for (const { fixes } of lintFacts({ language: 'yaml', text, facts: factsOfText('yaml', text) })) {
        for (const { edits, title } of fixes) {
          fixed += 1;
          assert.equal(await verdict(applyEdits(text, edits)), '', `${page}: ${title}`);
        }
      }
    }
    assert.ok(fixed >= 6);
  }).timeout(120_000);
});
