import type { TextDocument } from 'vscode';
import { functionStates } from '../instrument/python/functionAt';
import type { FunctionState } from '../instrument/functionState';
import type { Finding } from '../lint/finding';
import { lintTree } from '../lint/lint';
import type { Parsers, SyntaxTree } from '../syntax/parsers';

/** What one version of a document says. */
export interface PythonSource {
  readonly functions: readonly FunctionState[];
  readonly findings: readonly Finding[];
}

/** Documents above this length (UTF-16 units) are not read while typing: no person wrote them. */
export const maxSourceLength = 1_000_000;

/** Reads open Python documents: each version is parsed once, for the light bulb and the lint together. */
export class PythonSources {
  private readonly known = new WeakMap<TextDocument, { version: number; source: Promise<PythonSource> }>();

  constructor(private readonly parsers: Parsers) {}

  /** @throws ParseTimeout */
  async read(document: TextDocument): Promise<PythonSource> {
    const known = this.known.get(document);
    if (known?.version === document.version) return known.source;
    const source = this.use(document.getText(), (tree) => ({
      functions: functionStates(tree),
      findings: lintTree(tree),
    }));
    this.known.set(document, { version: document.version, source });
    return source;
  }

  /** A tree for one question; it is freed after `read`. */
  use<T>(text: string, read: (tree: SyntaxTree) => T): Promise<T> {
    return this.parsers.use('python', text, read);
  }
}
