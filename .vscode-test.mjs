// The editor suites in a desktop VS Code, by @vscode/test-cli: npm run test:desktop. It downloads VS Code, or uses the one whose executable
// the variable VSCODE names.
import { cpSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
require('tsx/cjs/api').register();
const { bundleForHost } = require('./scripts/testing/bundleForHost.ts');
const { oldestRelease } = require('./scripts/vscode/releases.ts');

await bundleForHost('test/editor', (file) => file.endsWith('.test.ts'));
// The suites change files.
const workspaceFolder = 'out/desktop-workspace';
rmSync(workspaceFolder, { recursive: true, force: true });
cpSync('test/editor/workspace', workspaceFolder, { recursive: true });

const shared = {
  // A pattern must be relative: an absolute path is taken by the letter.
  files: 'out/test/editor/**/*.test.js',
  workspaceFolder,
  launchArgs: ['--disable-extensions', '--disable-workspace-trust'],
  env: { PUSHGATEWAY_URL: undefined },
  mocha: { ui: 'bdd', timeout: 30_000 },
};
const installed = process.env.VSCODE;

export default {
  tests:
    installed === undefined
      ? [
          { ...shared, label: 'oldest', version: oldestRelease.vscode },
          { ...shared, label: 'newest', version: 'stable' },
        ]
      : [{ ...shared, label: 'installed', useInstallation: { fromPath: installed } }],
};
