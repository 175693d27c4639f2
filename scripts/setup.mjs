import { runTask } from './runTask.mjs';

await runTask('./setup/main.ts');
