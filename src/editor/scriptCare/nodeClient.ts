import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { MissingClient } from './missingClient';

/** Each of them will do for the runtime. */
const clients = ['prom-client', '@prometheus-io/client'] as const;

/** In the order in which they are looked for: a folder may hold a stray package-lock.json beside the one that is used. */
const managers: readonly { readonly lock: string; readonly program: string; readonly verb: string }[] = [
  { lock: 'pnpm-lock.yaml', program: 'pnpm', verb: 'add' },
  { lock: 'yarn.lock', program: 'yarn', verb: 'add' },
  { lock: 'bun.lock', program: 'bun', verb: 'add' },
  { lock: 'bun.lockb', program: 'bun', verb: 'add' },
  { lock: 'package-lock.json', program: 'npm', verb: 'install' },
];

/** What a script of Node's lacks, by the folders that Node looks in; nothing is run. */
export function missingNodeClient(script: string): MissingClient | undefined {
  const folders = foldersAbove(script);
  const holds = (...path: readonly string[]): string | undefined =>
    folders.find((folder) => existsSync(join(folder, ...path)));
  // With Plug'n'Play there is no node_modules to look into.
  if (clients.some((client) => holds('node_modules', client, 'package.json')) || holds('.pnp.cjs') !== undefined) {
    return undefined;
  }
  const folder = holds('package.json') ?? dirname(script);
  const { program, verb } = managers.find(({ lock }) => holds(lock)) ?? { program: 'npm', verb: 'install' };
  return {
    key: folder,
    message: vscode.l10n.t(
      'prom-client is missing in {0}: instrumented scripts run, but nothing is pushed until it is installed.',
      vscode.workspace.asRelativePath(folder),
    ),
    install: { program, args: [verb, clients[0]], folder },
  };
}

/** The script's own first. */
function foldersAbove(script: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = dirname(script); ; folder = dirname(folder)) {
    folders.push(folder);
    if (dirname(folder) === folder) return folders;
  }
}
