import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { onSignals } from '../../scripts/support/onSignals';
import { repoRoot } from '../../scripts/support/repoRoot';
import { bundleForHost } from '../../scripts/testing/bundleForHost';
import { readSuiteResult } from '../../scripts/testing/suiteResult';
import { newestRelease, oldestRelease } from '../../scripts/vscode/releases';
import { runInExtensionHost } from '../support/extensionHost';
import { copyWorkspace } from '../support/workspaceCopy';
import { suitesBegin } from './suitesBegin';

/**
 * Runs the editor suites inside the extension host of one VS Code:
 * `--release oldest|newest`, `--results FILE` (gets a SuiteResult), `--grep REGEX`.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      release: { type: 'string', default: 'newest' },
      results: { type: 'string', default: join(repoRoot, 'out/results/editor.json') },
      grep: { type: 'string' },
    },
  });
  const release = values.release === 'oldest' ? oldestRelease : newestRelease;
  const bundles = await bundleForHost('test/editor', (file) => file.endsWith('.test.ts') || file === 'index.ts');
  const logFile = join(repoRoot, `out/logs/editor-${release.vscode}.log`);
  for (const file of [logFile, values.results]) {
    mkdirSync(dirname(file), { recursive: true });
  }
  writeFileSync(logFile, '');
  console.log(`VS Code ${release.vscode}, its whole console: ${relative(repoRoot, logFile)}`);
  let running = false;
  const workspace = await copyWorkspace(join(repoRoot, 'test/editor/workspace'));
  try {
    await runInExtensionHost({
      release,
      module: join(bundles, 'index'),
      folder: workspace.folder,
      env: { TASKMONITOR_TEST_RESULTS: values.results, TASKMONITOR_TEST_GREP: values.grep },
      onConsole: (line, type) => {
        appendFileSync(logFile, `${type} ${line}\n`);
        // VS Code itself has much to say, also of native modules that are not compiled and of hosts that it cannot reach.
        running ||= line === suitesBegin;
        if ((running && type !== 'error') || line.includes(join(repoRoot, 'dist')) || line.includes(bundles)) {
          console.log(line);
        }
      },
    });
  } finally {
    await workspace.remove();
  }
  const result = await readSuiteResult(values.results);
  return result?.failures.length === 0 ? 0 : 1;
}

onSignals();
void (async () => {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
})();
