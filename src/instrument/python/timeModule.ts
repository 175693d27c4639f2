import type { Node } from '@vscode/tree-sitter-wasm';
import { importsOf } from '../../syntax/python/imports';
import { freeModuleName, isShadowed } from './freeName';
import { isMarked } from './marker';
import type { Script } from './script';

/** `import time` at module level. */
export interface TimeImport {
  /** The name of the module in this file. */
  readonly local: string;
  readonly statement: Node;
  /** Whether `instrument` wrote it. */
  readonly marked: boolean;
}

/** The imports of the module `time` that the file itself has, in the order of the text. */
export function timeImports(script: Script): readonly TimeImport[] {
  const { tree } = script;
  if (!/\btime\b/.test(tree.text)) {
    return [];
  }
  return importsOf(tree).flatMap(({ path, local, node }): TimeImport[] => {
    const statement = node.parent;
    return path === 'time' && statement?.type === 'import_statement' && statement.parent?.id === tree.root.id
      ? [{ local, statement, marked: isMarked(tree.text, statement.endIndex) }]
      : [];
  });
}

/** Finds the name of the module `time` for functions of one file, one after the other. */
export class TimeChooser {
  /** The name under which it is to be imported; undefined when it need not be. */
  created: string | undefined;
  private readonly imports: readonly TimeImport[];

  constructor(private readonly script: Script) {
    this.imports = timeImports(script);
  }

  /** @param scope where the name is looked up, from `offset` on */
  choose(scope: Node, offset: number): string {
    const usable = this.imports.filter(
      ({ local, statement }) =>
        // Bound again, it may be anything by the time a function runs.
        statement.endIndex <= offset &&
        this.script.bindingsOf(local).ofModule === 1 &&
        !isShadowed(this.script, scope, local),
    );
    const found = usable.find(({ marked }) => !marked) ?? usable[0];
    if (found !== undefined) {
      return found.local;
    }
    this.created ??= freeModuleName(this.script, 'time', 'task_time');
    return this.created;
  }
}
