import assert from 'node:assert/strict';
import { bashInstrumenter } from '../../../../src/instrument/bash/bashInstrumenter';
import type { FilePort, RuntimeModule } from '../../../../src/instrument/runtimeModule';
import { testParsers } from '../../../support/parsers';

const ours = '# TaskMonitor runtime 0.1.0 sha256:00\n';

function filesOf(files: Readonly<Record<string, string>>): FilePort {
  return {
    read: (path) => Promise.resolve(files[path]),
    isFolder: (path) => Promise.resolve(Object.keys(files).some((each) => each.startsWith(`${path}/`))),
  };
}

/** The runtime of `/jobs/etl/nightly.sh` among these files. */
async function locate(
  files: Readonly<Record<string, string>>,
  source = '',
  path = '/jobs/etl/nightly.sh',
): Promise<RuntimeModule> {
  const find = await testParsers().use('bash', `#!/bin/bash\n${source}\n`, (tree) =>
    bashInstrumenter.runtimeOf(tree, path),
  );
  return find(filesOf(files));
}

function module(importModule: string, path: string, exists: boolean): RuntimeModule {
  return { importModule, path, exists, asset: 'monitoring.sh' };
}

describe('the runtime of a Bash script', () => {
  it('is the one beside it', async () => {
    assert.deepEqual(
      await locate({ '/jobs/etl/monitoring.sh': ours }),
      module('monitoring.sh', '/jobs/etl/monitoring.sh', true),
    );
    assert.deepEqual(
      await locate({ '/jobs/etl/monitoring.sh': 'x', '/jobs/etl/task_monitoring.sh': ours }),
      module('task_monitoring.sh', '/jobs/etl/task_monitoring.sh', true),
    );
  });

  it('goes beside it, under a name that is free', async () => {
    assert.deepEqual(await locate({}), module('monitoring.sh', '/jobs/etl/monitoring.sh', false));
    assert.deepEqual(
      await locate({ '/jobs/etl/monitoring.sh': 'a script of the user' }),
      module('task_monitoring.sh', '/jobs/etl/task_monitoring.sh', false),
    );
    assert.deepEqual(
      await locate({ '/jobs/etl/monitoring.sh': 'x', '/jobs/etl/task_monitoring.sh/y': '' }),
      module('task_monitoring_2.sh', '/jobs/etl/task_monitoring_2.sh', false),
    );
  });

  for (const source of [
    'source "$(dirname -- "${BASH_SOURCE[0]}")/../lib/monitoring.sh"',
    '. "${0%/*}/../lib/monitoring.sh"',
    'source "$here"/../lib/common.sh',
    'command source ../lib/common.sh',
  ]) {
    it(`is in another folder when the script sources from there: ${source}`, async () => {
      assert.deepEqual(
        await locate({ '/jobs/lib/monitoring.sh': ours, '/jobs/lib/common.sh': '' }, source),
        module('../lib/monitoring.sh', '/jobs/lib/monitoring.sh', true),
      );
    });
  }

  it('is not taken from a folder that the script does not source from', async () => {
    const expected = module('monitoring.sh', '/jobs/etl/monitoring.sh', false);
    assert.deepEqual(await locate({ '/jobs/monitoring.sh': ours, '/jobs/lib/monitoring.sh': ours }), expected);
  });

  it('is created where the script sources it from, and is missing', async () => {
    assert.deepEqual(
      await locate({}, 'source ./task_monitoring.sh'),
      module('task_monitoring.sh', '/jobs/etl/task_monitoring.sh', false),
    );
  });

  it('has a place on Windows', async () => {
    assert.deepEqual(
      await locate({}, '', String.raw`C:\jobs\nightly.sh`),
      module('monitoring.sh', String.raw`C:\jobs\monitoring.sh`, false),
    );
  });
});
