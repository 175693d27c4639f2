import { Language, Parser } from '@vscode/tree-sitter-wasm';

/** What a started engine gives. In a file of its own, so that the engine's code is loaded with the first parse only. */
export interface TreeSitterEngine {
  newParser(): Parser;
  loadLanguage(grammar: Uint8Array): Promise<Language>;
}

/** @param wasmBinary bytes of `tree-sitter.wasm` */
export async function startEngine(wasmBinary: Uint8Array): Promise<TreeSitterEngine> {
  // Emscripten takes the bytes as they are, so that we decide how they are read; its typings know only `locateFile`.
  const module = { wasmBinary, locateFile: (file: string) => file };
  await Parser.init(module);
  return { newParser: () => new Parser(), loadLanguage: (grammar) => Language.load(grammar) };
}
