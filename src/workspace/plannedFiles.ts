import type { FilePort } from '../instrument/runtimeModule';
import { localFiles } from './localFiles';

/** The files of this machine as they would be with what was only planned to be created so far. */
export class PlannedFiles implements FilePort {
  private readonly planned = new Map<string, string>();

  plan(path: string, text: string): void {
    this.planned.set(path, text);
  }

  async read(path: string): Promise<string | undefined> {
    return this.planned.get(path) ?? localFiles.read(path);
  }

  isFolder(path: string): Promise<boolean> {
    return localFiles.isFolder(path);
  }
}
