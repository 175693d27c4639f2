import * as vscode from 'vscode';
import type { RuntimeAsset } from '../instrument/runtimeModule';
import { EditorError } from './editorError';

/** The files that the build puts beside the extension's code. */
export class ExtensionAssets {
  constructor(private readonly extensionUri: vscode.Uri) {}

  /** Bytes of a grammar or of the parser's engine, by file name. */
  grammar(file: string): Promise<Uint8Array> {
    return this.read('grammars', file);
  }

  /** Text of a runtime module. */
  async runtime(asset: RuntimeAsset): Promise<string> {
    return new TextDecoder().decode(await this.read('runtime', asset));
  }

  private async read(folder: string, file: string): Promise<Uint8Array> {
    const uri = vscode.Uri.joinPath(this.extensionUri, 'dist', folder, file);
    try {
      return await vscode.workspace.fs.readFile(uri);
    } catch (error) {
      throw new EditorError(
        'missingAsset',
        vscode.l10n.t('A file of the extension is missing: {0}. Reinstall TaskMonitor.', `dist/${folder}/${file}`),
        error,
      );
    }
  }
}
