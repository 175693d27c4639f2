import { open, readdir, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { languageOfPath, languageOfShebang } from '../../src/syntax/language';

/** Where a sample of scripts is looked for: everywhere takes minutes. */
const sampleFolders = ['/usr/bin', '/usr/sbin', '/usr/share/bash-completion', '/usr/lib/init', '/etc'] as const;

/** Where all scripts are looked for; what is not there is passed over. */
const folders = [
  '/usr',
  '/etc',
  join(homedir(), '.pyenv'),
  join(import.meta.dirname, '../../node_modules'),
  join(import.meta.dirname, '../../scripts'),
] as const;

/** What is bigger is data with a script in front of it. */
const maxBytes = 1_000_000;

/** Paths of the shell scripts of this machine, by what they are called or what runs them, each file once. */
export async function bashFiles(wanted: 'all' | 'sample'): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const folder of wanted === 'all' ? folders : sampleFolders) {
    for await (const path of walk(folder)) {
      if (await isShellScript(path)) {
        found.add(await realpath(path));
      }
    }
  }
  return [...found].toSorted();
}

async function* walk(folder: string): AsyncGenerator<string> {
  let entries;
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch {
    return;
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      yield* walk(path);
    } else if (entry.isFile()) {
      yield path;
    }
  }
}

async function isShellScript(path: string): Promise<boolean> {
  // Completions carry neither a name nor a line that tells; Bash sources them.
  if (path.startsWith('/usr/share/bash-completion/')) {
    return true;
  }
  const language = languageOfPath(path);
  if (language !== undefined) {
    return language === 'bash' && (await stat(path)).size <= maxBytes;
  }
  const file = await open(path).catch(() => undefined);
  if (file === undefined) {
    return false;
  }
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(100), 0, 100, 0);
    const head = buffer.toString('latin1', 0, bytesRead);
    return head.startsWith('#!') && languageOfShebang(head) === 'bash' && (await file.stat()).size <= maxBytes;
  } finally {
    await file.close();
  }
}
