import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileReader } from '../../../../src/workspace/lint/fileReader';
import { ProjectConfigs } from '../../../../src/workspace/lint/projectConfigs';
import { absolute } from '../../../../src/workspace/lint/slashes';
import { WorkspaceLinter } from '../../../../src/workspace/lint/workspaceLinter';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

function declaring(...names: readonly string[]): string {
  return [
    'from prometheus_client import Counter',
    ...names.map((name) => `${name} = Counter('x', 'h', ['k'])`),
    '',
  ].join('\n');
}

describe('WorkspaceLinter, while somebody types', () => {
  let folder: string;
  let linter: WorkspaceLinter;
  const at = (name: string): string => absolute(join(folder, name));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'taskmonitor-linter-'));
    await writeFile(join(folder, 'metrics.py'), declaring('SEEN'));
    // It calls what a metric has; whether it means one is for its words to say.
    await writeFile(join(folder, 'job.py'), 'chart.labels("a").inc()\n');
    linter = new WorkspaceLinter(new FileReader(parsers), new ProjectConfigs());
    const seen = await linter.scan([folder]);
    assert.deepEqual(
      seen.map(({ outcome }) => outcome),
      ['passed', 'read'],
    );
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function type(text: string): Promise<readonly string[]> {
    await linter.takeText(at('metrics.py'), 'python', text);
    return [...(await linter.settle())];
  }

  it('reads no other file again where there is no new name to look for', async () => {
    // Nobody said that this changed: only who reads the file would notice.
    await writeFile(join(folder, 'job.py'), 'from metrics import SEEN\nSEEN.labels("a").inc()\n');
    assert.deepEqual(await type(`${declaring('SEEN')}# more\n`), []);
    assert.deepEqual(await type(`${declaring('SEEN')}# more and more\n`), []);
  });

  it('looks at all that could use a name that is new', async () => {
    await writeFile(join(folder, 'job.py'), 'from metrics import LATE\nLATE.labels("a").inc()\n');
    assert.deepEqual(await type(declaring('SEEN', 'LATE')), [at('job.py')]);
  });

  it('looks at a file that changed, also without a new name', async () => {
    await writeFile(join(folder, 'job.py'), 'from metrics import SEEN\nSEEN.labels("a").inc()\n');
    await linter.take(at('job.py'));
    assert.deepEqual([...(await linter.settle())], [at('job.py')]);
  });
});
