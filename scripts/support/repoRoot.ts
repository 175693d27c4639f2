import { dirname } from 'node:path';

/** The folder of package.json. */
export const repoRoot = dirname(dirname(__dirname));
