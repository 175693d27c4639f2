import { join } from 'node:path';
import { repoRoot } from '../../scripts/support/repoRoot';
import { installNpmPackage } from '../../scripts/vscode/installNpmPackage';

/** The linters that we are measured beside. They are no dependencies of ours: the benches install them, once. */
const peers = { ruff: '@astral-sh/ruff-wasm-nodejs@0.17.4', astGrep: '@ast-grep/cli@0.51.1' } as const;

/** The folder that holds `node_modules` with the peer. */
export function installPeer(peer: keyof typeof peers): Promise<string> {
  return installNpmPackage(join(repoRoot, 'out/bench'), peers[peer]);
}
