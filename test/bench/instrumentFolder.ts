import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onSignals } from '../../scripts/support/onSignals';
import { repoRoot } from '../../scripts/support/repoRoot';
import { pythonFiles } from '../corpus/pythonFiles';

const run = promisify(execFile);
