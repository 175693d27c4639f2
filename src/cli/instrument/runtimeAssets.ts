import type { RuntimeAsset } from '../../instrument/runtimeModule';
import type { CommandContext } from '../command';

interface Asset {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** The runtime modules that ship, each read once: a run over many folders holds one copy of its text. */
export class RuntimeAssets {
  private readonly loaded = new Map<RuntimeAsset, Promise<Asset>>();

  constructor(private readonly context: Pick<CommandContext, 'readAsset'>) {}

  read(asset: RuntimeAsset): Promise<Asset> {
    let found = this.loaded.get(asset);
    if (found === undefined) {
      found = this.context.readAsset(`runtime/${asset}`).then((bytes) => ({
        bytes,
        text: new TextDecoder().decode(bytes),
      }));
      this.loaded.set(asset, found);
    }
    return found;
  }
}
