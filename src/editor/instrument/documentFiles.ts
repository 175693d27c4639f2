import * as vscode from 'vscode';
import type { FilePort } from '../../instrument/runtimeModule';

/** Files beside a document, through VS Code: paths are those of the document's own file system. */
export function documentFiles(document: vscode.Uri): FilePort {
  return {
    read: async (path) => {
      try {
        return new TextDecoder().decode(await vscode.workspace.fs.readFile(document.with({ path })));
      } catch (error) {
        if (isAbsent(error)) return undefined;
        throw error;
      }
    },
    isFolder: async (path) => {
      try {
        const { type } = await vscode.workspace.fs.stat(document.with({ path }));
        return (type & vscode.FileType.Directory) !== 0;
      } catch (error) {
        if (isAbsent(error)) return false;
        throw error;
      }
    },
  };
}

function isAbsent(error: unknown): boolean {
  return (
    error instanceof vscode.FileSystemError &&
    ['FileNotFound', 'FileNotADirectory', 'FileIsADirectory'].includes(error.code)
  );
}
