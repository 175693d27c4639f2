import { ensureNodeModules } from './nodeModules.mjs';
import { runTask } from './runTask.mjs';

try {
  ensureNodeModules();
} catch (error) {
  console.error(error.message);
  console.log('\n0 passed, 1 failed, 0 skipped');
  process.exit(1);
}
await runTask('./testing/main.ts');
