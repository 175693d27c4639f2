import { register } from 'tsx/esm/api';
import { runTask } from '../../scripts/runTask.mjs';

// The parsers import their engine at its first use, which only this way of running TypeScript follows.
register();
await runTask('../test/bench/lint.ts');
