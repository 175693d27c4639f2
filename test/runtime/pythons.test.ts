import assert from 'node:assert/strict';
import { allPythons } from './pythons';
import { runScript } from './runScript';

describe('the Pythons that the runtime is tried on', () => {
  for (const python of allPythons()) {
    it(`${python.name}: ${python.executable}, with prometheus_client`, async () => {
      const source = 'import prometheus_client, sys\nprint(sys.version_info[1])';
      assert.equal((await runScript(python, source)).stdout, `${python.minor}\n`);
    });
  }
});
