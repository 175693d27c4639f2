import { runTask } from './runTask.mjs';

await runTask('./testing/main.ts');
