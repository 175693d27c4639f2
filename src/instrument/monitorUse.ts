import type { Node } from '@vscode/tree-sitter-wasm';

/** The class that scripts import. */
export const monitorClass = 'TaskMonitor';

/** An import of the class at module level. */
export interface ClassImport {
  /** The name of the class in this file. */
  readonly local: string;
  readonly statement: Node;
  /** Whether `instrument` wrote it. */
  readonly marked: boolean;
}

/** A TaskMonitor that the module has under a name: made by it or imported. */
export interface Monitor {
  readonly name: string;
  /** The job that it was given: the string, or the source of an expression that is none. Empty for an imported one. */
  readonly job: string;
  readonly statement: Node;
  readonly marked: boolean;
  /** Whether another module made it. */
  readonly imported: boolean;
}

/** What a file does with TaskMonitor already. Valid as long as its tree. */
export interface MonitorUse {
  readonly classImports: readonly ClassImport[];
  /** In the order of the text. */
  readonly monitors: readonly Monitor[];
  /** Where the name `TaskMonitor` is used for something else. */
  readonly clash: Node | undefined;
}
