import { appendFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { format, parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { onSignals } from '../../scripts/support/onSignals';
import { repoRoot } from '../../scripts/support/repoRoot';
import { bundleEditorTests, editorTestsFolder } from '../../scripts/testing/bundleEditorTests';
import { readSuiteResult } from '../../scripts/testing/suiteResult';
import { installRelease } from '../../scripts/vscode/installRelease';
import { newestRelease, oldestRelease } from '../../scripts/vscode/releases';
import { startVscodeServer, type VscodeServer } from '../../scripts/vscode/startServer';
import { launchChromium } from '../support/chromium';
import { copyWorkspace } from '../support/workspaceCopy';

/**
 * Runs the editor suites inside the extension host of one VS Code:
 * `--release oldest|newest`, `--results FILE` (gets a SuiteResult), `--grep REGEX`.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      release: { type: 'string', default: 'newest' },
      results: { type: 'string' },
      grep: { type: 'string' },
    },
  });
  const installed = await installRelease(values.release === 'oldest' ? oldestRelease : newestRelease);
  await bundleEditorTests();
  const state = await mkdtemp(join(tmpdir(), 'taskmonitor-editor-'));
  const workspace = await copyWorkspace(join(repoRoot, 'test/editor/workspace'));
  const results = values.results ?? join(state, 'results.json');
  const logFile = join(repoRoot, `out/logs/editor-${installed.release.vscode}.log`);
  await mkdir(dirname(logFile), { recursive: true });
  await writeFile(logFile, '');
  let server: VscodeServer | undefined;
  let browser: Browser | undefined;
  try {
    server = await startVscodeServer(installed, {
      dataFolder: join(state, 'data'),
      extensionsFolder: join(state, 'extensions'),
      testDriver: true,
      env: { TASKMONITOR_TEST_RESULTS: results, TASKMONITOR_TEST_GREP: values.grep },
    });
    console.log(`VS Code ${installed.release.vscode}, its console: ${relative(repoRoot, logFile)}`);
    browser = await launchChromium();
    await Promise.race([
      runInExtensionHost(browser, server.url, workspace.folder, logFile),
      server.ended.then((reason) => {
        throw new Error(`the VS Code server ended: ${reason}`);
      }),
    ]);
    const result = await readSuiteResult(results);
    return result?.failures.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(error, `\nLog of the VS Code server:\n${server?.log() ?? 'it did not start'}`);
    return 1;
  } finally {
    await browser?.close();
    await server?.stop();
    await workspace.remove();
    await rm(state, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Opens the workbench so that it loads our extension from source and runs the tests module; resolves when that has ended. */
async function runInExtensionHost(browser: Browser, url: string, folder: string, logFile: string): Promise<void> {
  const remote = (path: string): string => `vscode-remote://${new URL(url).host}${path}`;
  const payload = JSON.stringify([
    ['extensionDevelopmentPath', remote(repoRoot)],
    ['extensionTestsPath', remote(join(editorTestsFolder, 'index'))],
    ['skipWelcome', 'true'],
  ]);
  const page = await browser.newPage();
  const ended = new Promise<void>((resolve, reject) => {
    page.on('crash', () => {
      reject(new Error('the workbench crashed'));
    });
    void page.exposeFunction('codeAutomationExit', resolve);
  });
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
    const line = format(...args);
    appendFileSync(logFile, `${line}\n`);
    // VS Code itself complains a lot, of native modules that are not compiled and of hosts that it cannot reach.
    if (type !== 'error' || line.includes(repoRoot.concat('/dist')) || line.includes(editorTestsFolder)) {
      console.log(line);
    }
  });
  await page.goto(`${url}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(payload)}`);
  await ended;
}

onSignals();
void (async () => {
  process.exitCode = await main();
})();
