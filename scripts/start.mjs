import { runTask } from './runTask.mjs';

await runTask('./start/main.ts');
