import * as vscode from 'vscode';
import type { FunctionState } from '../instrument/functionState';
import { instrumenterOf } from '../instrument/instrumenters';
import { EditedSource } from '../syntax/editedSource';
import { languageOfEditor } from '../syntax/language';
import type { LanguageId } from '../syntax/language';
import type { Parsers, SyntaxTree } from '../syntax/parsers';

/** Documents above this length (UTF-16 units) are not read while typing: no person wrote them. */
export const maxSourceLength = 1_000_000;

/** Trees are some twenty times their text: those of the documents that were read last are kept, and no others. */
const maxKept = 8;

interface KeptSource {
  readonly source: EditedSource;
  version: number | undefined;
  text: string;
  /** Every function of that version, once somebody asked for them all. */
  functions: Promise<readonly FunctionState[]> | undefined;
}

/** Reads open documents: each version is parsed once, and only what changed in it, for the light bulb and the lint together. */
export class DocumentSources implements vscode.Disposable {
  private readonly kept = new Map<vscode.TextDocument, KeptSource>();
  private readonly closing = vscode.workspace.onDidCloseTextDocument((document) => {
    this.forget(document);
  });

  constructor(private readonly parsers: Parsers) {}

  /**
   * Hands the tree of the document as it is now to `read`; undefined for a language that we do not read.
   * @throws ParseTimeout
   */
  async read<T>(document: vscode.TextDocument, read: (tree: SyntaxTree) => T): Promise<T | undefined> {
    const language = languageOfEditor(document.languageId);
    if (language === undefined) return undefined;
    if (document.isClosed) return this.use(language, document.getText(), read);
    const kept = this.keep(document, language);
    if (kept.version !== document.version) {
      kept.version = document.version;
      kept.text = document.getText();
      kept.functions = undefined;
    }
    return kept.source.read(kept.text, read);
  }

  /** The states of all functions: of a long file they take far longer than one. @throws ParseTimeout */
  async functionStates(document: vscode.TextDocument): Promise<readonly FunctionState[]> {
    const known = this.kept.get(document);
    if (known?.version === document.version && known.functions !== undefined) return known.functions;
    const read = this.read(document, (tree) => instrumenterOf(tree.language)?.functionStates(tree) ?? []);
    const functions = read.then((states) => states ?? []);
    const kept = this.kept.get(document);
    if (kept?.version === document.version) kept.functions = functions;
    return functions;
  }

  /** A tree for one question about any text; it is freed when `read` is done. @throws ParseTimeout */
  use<T>(language: LanguageId, text: string, read: (tree: SyntaxTree) => T | Promise<T>): Promise<T> {
    return this.parsers.use(language, text, read);
  }

  dispose(): void {
    this.closing.dispose();
    for (const { source } of this.kept.values()) source.dispose();
    this.kept.clear();
  }

  private keep(document: vscode.TextDocument, language: LanguageId): KeptSource {
    const known = this.kept.get(document);
    if (known?.source.language === language) {
      this.kept.delete(document);
      this.kept.set(document, known);
      return known;
    }
    this.forget(document);
    const kept = {
      source: new EditedSource(this.parsers, language),
      version: undefined,
      text: '',
      functions: undefined,
    };
    this.kept.set(document, kept);
    const [oldest] = this.kept.keys();
    if (this.kept.size > maxKept && oldest !== undefined) this.forget(oldest);
    return kept;
  }

  private forget(document: vscode.TextDocument): void {
    this.kept.get(document)?.source.dispose();
    this.kept.delete(document);
  }
}
