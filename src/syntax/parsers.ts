import type { Language, Node } from '@vscode/tree-sitter-wasm';
import type { LanguageId } from './language';

/** Source text with its concrete syntax tree. Offsets of nodes are UTF-16 units of `text`. */
export interface SyntaxTree {
  readonly language: LanguageId;
  readonly text: string;
  readonly root: Node;
}

/** Parsing took longer than the bound: the file is reported as skipped, never waited for. */
export class ParseTimeout extends Error {
  override readonly name = 'ParseTimeout';
}

/** Bound on one parse. A 6,400-line file takes some 50 ms; what needs longer is not source that a person wrote. */
const parseTimeoutMs = 5_000;

const grammarFiles: Readonly<Record<LanguageId, string>> = {
  python: 'tree-sitter-python.wasm',
};

type Engine = typeof import('@vscode/tree-sitter-wasm');

/** Parsers by language; the engine and each grammar are loaded at the first use. */
export class Parsers {
  private engine: Promise<Engine> | undefined;
  private readonly languages = new Map<LanguageId, Promise<Language>>();

  /** @param readGrammar bytes of a file of the grammars folder, by name */
  constructor(private readonly readGrammar: (file: string) => Promise<Uint8Array>) {}

  /**
   * Parses `text`, hands the tree to `read`, and frees it: nodes must not be kept beyond `read`.
   * @throws ParseTimeout
   */
  async use<T>(language: LanguageId, text: string, read: (tree: SyntaxTree) => T): Promise<T> {
    this.engine ??= this.loadEngine();
    const engine = await this.engine;
    const grammar = await this.grammar(language, engine);
    const parser = new engine.Parser();
    try {
      parser.setLanguage(grammar);
      const deadline = performance.now() + parseTimeoutMs;
      const tree = parser.parse(text, null, { progressCallback: () => performance.now() > deadline });
      if (tree === null) {
        throw new ParseTimeout(`parsing took more than ${parseTimeoutMs} ms`);
      }
      try {
        return read({ language, text, root: tree.rootNode });
      } finally {
        tree.delete();
      }
    } finally {
      parser.delete();
    }
  }

  private async loadEngine(): Promise<Engine> {
    const engine = await import('@vscode/tree-sitter-wasm');
    // Emscripten takes the bytes as they are, so that we decide how they are read; its typings know only `locateFile`.
    const module = { wasmBinary: await this.readGrammar('tree-sitter.wasm'), locateFile: (file: string) => file };
    await engine.Parser.init(module);
    return engine;
  }

  private grammar(language: LanguageId, engine: Engine): Promise<Language> {
    let grammar = this.languages.get(language);
    if (grammar === undefined) {
      grammar = this.readGrammar(grammarFiles[language]).then((bytes) => engine.Language.load(bytes));
      this.languages.set(language, grammar);
    }
    return grammar;
  }
}
