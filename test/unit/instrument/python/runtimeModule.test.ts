import assert from 'node:assert/strict';
import type { FilePort, RuntimeModule } from '../../../../src/instrument/runtimeModule';
import { locateRuntimeModule } from '../../../../src/instrument/python/runtimeModule';
import { runtimeHash } from '../../../../src/instrument/runtimeHeader';
import { scriptImports } from '../../../../src/syntax/python/scriptImports';
import { testParsers } from '../../../support/parsers';

const ours = `# TaskMonitor runtime 1.0.0 sha256:${runtimeHash('\nclass TaskMonitor: ...\n')}\nclass TaskMonitor: ...\n`;
const foreign = 'class TaskMonitor: ...\n';
const parsers = testParsers();

/** Files by path; the folders are those that the paths name. */
function port(files: Readonly<Record<string, string>>): FilePort {
  return {
    read: (path) => Promise.resolve(files[path]),
    isFolder: (path) =>
      Promise.resolve(Object.keys(files).some((each) => each.startsWith(`${path}/`) || each.startsWith(`${path}\\`))),
  };
}

/** Where `path` finds the runtime when it holds `source`. */
async function locate(
  files: Readonly<Record<string, string>>,
  source = '',
  path = '/p/jobs/nightly.py',
): Promise<RuntimeModule> {
  const imports = await parsers.use('python', source, scriptImports);
  return locateRuntimeModule(port(files), path, imports);
}

function at(importModule: string, path: string, exists: boolean): RuntimeModule {
  return { importModule, path, exists, asset: 'monitoring.py' };
}

describe('locateRuntimeModule', () => {
  it('creates the module beside the script', async () => {
    assert.deepEqual(await locate({}), at('monitoring', '/p/jobs/monitoring.py', false));
  });

  it('finds it beside the script', async () => {
    const files = { '/p/jobs/monitoring.py': ours };
    assert.deepEqual(await locate(files), at('monitoring', '/p/jobs/monitoring.py', true));
    assert.deepEqual(
      await locateRuntimeModule(port(files), '/p/jobs/nightly.py'),
      at('monitoring', '/p/jobs/monitoring.py', true),
    );
  });

  it('gives way to a module or folder of that name', async () => {
    const other = at('task_monitoring', '/p/jobs/task_monitoring.py', false);
    assert.deepEqual(await locate({ '/p/jobs/monitoring.py': foreign }), other);
    assert.deepEqual(await locate({ '/p/jobs/monitoring/__init__.py': '' }), other);
    assert.deepEqual(await locate({ '/p/jobs/monitoring/rules.yml': '' }), other);
    assert.deepEqual(await locate({ '/p/jobs/monitoring.py': foreign, '/p/jobs/task_monitoring.py': ours }), {
      ...other,
      exists: true,
      asset: 'monitoring.py',
    });
    assert.deepEqual(
      await locate({ '/p/jobs/monitoring.py': foreign, '/p/jobs/task_monitoring.py': foreign }),
      at('task_monitoring_2', '/p/jobs/task_monitoring_2.py', false),
    );
  });

  it('gives way to an installed module that the script imports', async () => {
    assert.deepEqual(
      await locate({}, 'from monitoring import stats\n'),
      at('task_monitoring', '/p/jobs/task_monitoring.py', false),
    );
  });

  it('is the module that the script imports from already, missing or not', async () => {
    const source = 'from monitoring import TaskMonitor  # taskmonitor\n';
    assert.deepEqual(await locate({}, source), at('monitoring', '/p/jobs/monitoring.py', false));
    const files = { '/p/jobs/monitoring.py': ours, '/p/jobs/task_monitoring.py': ours };
    assert.deepEqual(
      await locate(files, 'from task_monitoring import TaskMonitor\n'),
      at('task_monitoring', '/p/jobs/task_monitoring.py', true),
    );
    assert.deepEqual(
      await locate({ '/p/jobs/monitoring.py': foreign }, source),
      at('task_monitoring', '/p/jobs/task_monitoring.py', false),
    );
  });

  it('is not one of a folder above, which a script cannot import', async () => {
    assert.deepEqual(await locate({ '/p/monitoring.py': ours }), at('monitoring', '/p/jobs/monitoring.py', false));
  });

  describe('in a package', () => {
    const inPackage = { '/p/__init__.py': '', '/p/jobs/__init__.py': '' };

    it('is imported relatively where the script does that', async () => {
      assert.deepEqual(
        await locate(inPackage, 'from . import common\n'),
        at('.monitoring', '/p/jobs/monitoring.py', false),
      );
      assert.deepEqual(await locate({}, 'from .common import x\n'), at('.monitoring', '/p/jobs/monitoring.py', false));
      assert.deepEqual(
        await locate({ ...inPackage, '/p/jobs/monitoring.py': foreign }, 'from . import common\n'),
        at('.task_monitoring', '/p/jobs/task_monitoring.py', false),
      );
    });

    it('is one of a package above only when the script imports from there', async () => {
      const files = { ...inPackage, '/p/monitoring.py': ours };
      assert.deepEqual(await locate(files, 'from ..x import y\n'), at('..monitoring', '/p/monitoring.py', true));
      assert.deepEqual(await locate(files, 'from . import x\n'), at('.monitoring', '/p/jobs/monitoring.py', false));
      assert.deepEqual(
        await locate({ '/p/monitoring.py': ours, '/p/jobs/__init__.py': '' }, 'from ..x import y\n'),
        at('.monitoring', '/p/jobs/monitoring.py', false),
      );
    });

    it('is imported by its full name where the script does that', async () => {
      assert.deepEqual(
        await locate(inPackage, 'from p.jobs import x\n'),
        at('p.jobs.monitoring', '/p/jobs/monitoring.py', false),
      );
      assert.deepEqual(
        await locate({ ...inPackage, '/p/monitoring.py': ours }, 'import p.x\n'),
        at('p.monitoring', '/p/monitoring.py', true),
      );
    });

    it('is imported relatively by a module that nobody runs', async () => {
      assert.deepEqual(await locate(inPackage, 'import os\n'), at('.monitoring', '/p/jobs/monitoring.py', false));
      assert.deepEqual(
        await locate(inPackage, '', '/p/jobs/__init__.py'),
        at('.monitoring', '/p/jobs/monitoring.py', false),
      );
    });

    it('is imported plainly by a script in the folder of a package', async () => {
      const beside = at('monitoring', '/p/jobs/monitoring.py', false);
      for (const source of [
        'import os\nif __name__ == "__main__":\n    os\n',
        'import os\ndef main():\n    os\n\nmain()\n',
        'import helpers\n',
      ]) {
        assert.deepEqual(await locate({ ...inPackage, '/p/jobs/helpers.py': '' }, source), beside);
      }
      assert.deepEqual(await locateRuntimeModule(port(inPackage), '/p/jobs/nightly.py'), beside);
    });

    it('is the one that the script imports from already', async () => {
      const files = { ...inPackage, '/p/monitoring.py': ours, '/p/jobs/monitoring.py': ours };
      assert.deepEqual(
        await locate(files, 'from ..monitoring import TaskMonitor\n'),
        at('..monitoring', '/p/monitoring.py', true),
      );
      assert.deepEqual(
        await locate(files, 'from p.monitoring import TaskMonitor\n'),
        at('p.monitoring', '/p/monitoring.py', true),
      );
    });
  });

  it('reads paths of Windows, and relative ones', async () => {
    assert.deepEqual(
      await locate({ 'C:\\jobs\\monitoring.py': ours }, '', 'C:\\jobs\\nightly.py'),
      at('monitoring', 'C:\\jobs\\monitoring.py', true),
    );
    assert.deepEqual(
      await locate({ '/c:/jobs/monitoring.py': ours }, '', '/c:/jobs/nightly.py'),
      at('monitoring', '/c:/jobs/monitoring.py', true),
    );
    assert.deepEqual(await locate({}, '', 'jobs/nightly.py'), at('monitoring', 'jobs/monitoring.py', false));
    assert.deepEqual(await locate({}, '', 'nightly.py'), at('monitoring', 'monitoring.py', false));
  });
});
