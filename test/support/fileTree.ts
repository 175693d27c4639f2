import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of files that lives as long as a test. */
export class FileTree {
  private constructor(readonly root: string) {}

  static async create(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<FileTree> {
    const tree = new FileTree(await mkdtemp(join(tmpdir(), 'taskmonitor-tree-')));
    await tree.write(files);
    return tree;
  }

  /** Files by their paths below the root. */
  async write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(this.path(path)), { recursive: true });
      await writeFile(this.path(path), content);
    }
  }

  path(below: string): string {
    return join(this.root, below);
  }

  remove(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }
}
