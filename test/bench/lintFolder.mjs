import { runTask } from '../../scripts/runTask.mjs';

await runTask('../test/bench/lintFolder.ts');
