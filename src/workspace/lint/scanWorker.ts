import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import { Parsers } from '../../syntax/parsers';
import { LintSession } from './lintSession';
import type { ToWorker, WorkerStart } from './workerMessages';

// The thread that knows a workspace: an entry of its own in the build (dist/scanWorker.js), started by LintWorker.

const { assetsFolder, l10nBundle }: WorkerStart = workerData;
if (l10nBundle !== undefined) {
  l10n.config({ contents: { ...l10nBundle } });
}
const session = new LintSession(new Parsers((file) => readFile(join(assetsFolder, 'grammars', file))), (message) => {
  parentPort?.postMessage(message, []);
});
parentPort?.on('message', (message: ToWorker) => {
  session.receive(message);
});
