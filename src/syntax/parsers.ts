import type { Language, Node, Tree } from '@vscode/tree-sitter-wasm';
import type { LanguageId } from './language';
import type { TreeSitterEngine } from './treeSitterEngine';

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

/**
 * Parses a text whole, or, given the tree of an earlier one that was told of every change since, only what changed.
 * @throws ParseTimeout
 */
export type ParseText = (text: string, edited?: Tree | null) => Tree;

/** Bound on one parse. A 6,400-line file takes some 50 ms; what needs longer is not source that a person wrote. */
const parseTimeoutMs = 5_000;

const grammarFiles: Readonly<Record<LanguageId, string>> = {
  python: 'tree-sitter-python.wasm',
  javascript: 'tree-sitter-javascript.wasm',
  typescript: 'tree-sitter-typescript.wasm',
  tsx: 'tree-sitter-tsx.wasm',
  bash: 'tree-sitter-bash.wasm',
  go: 'tree-sitter-go.wasm',
  java: 'tree-sitter-java.wasm',
};

/** Parsers by language; the engine and each grammar are loaded at the first use. */
export class Parsers {
  private engine: Promise<TreeSitterEngine> | undefined;
  private readonly languages = new Map<LanguageId, Promise<Language>>();

  /** @param readGrammar bytes of a file of the grammars folder, by name */
  constructor(private readonly readGrammar: (file: string) => Promise<Uint8Array>) {}

  /**
   * Parses `text`, hands the tree to `read`, and frees it when that is done: nodes must not be kept any longer.
   * @throws ParseTimeout
   */
  async use<T>(language: LanguageId, text: string, read: (tree: SyntaxTree) => T | Promise<T>): Promise<T> {
    const parse = await this.parserOf(language);
    const tree = parse(text);
    try {
      return await read({ language, text, root: tree.rootNode });
    } finally {
      tree.delete();
    }
  }

  /** Loads what a language needs. Who parses by the answer deletes the trees; `use` does it for a single question. */
  async parserOf(language: LanguageId): Promise<ParseText> {
    this.engine ??= this.loadEngine();
    const engine = await this.engine;
    const grammar = await this.grammar(language, engine);
    return (text, edited = null) => {
      const parser = engine.newParser();
      try {
        parser.setLanguage(grammar);
        const deadline = performance.now() + parseTimeoutMs;
        const tree = parser.parse(text, edited, { progressCallback: () => performance.now() > deadline });
        if (tree === null) {
          throw new ParseTimeout(`parsing took more than ${parseTimeoutMs} ms`);
        }
        return tree;
      } finally {
        parser.delete();
      }
    };
  }

  private async loadEngine(): Promise<TreeSitterEngine> {
    const { startEngine } = await import('./treeSitterEngine');
    return startEngine(await this.readGrammar('tree-sitter.wasm'));
  }

  private grammar(language: LanguageId, engine: TreeSitterEngine): Promise<Language> {
    let grammar = this.languages.get(language);
    if (grammar === undefined) {
      grammar = this.readGrammar(grammarFiles[language]).then((bytes) => engine.loadLanguage(bytes));
      this.languages.set(language, grammar);
    }
    return grammar;
  }
}
