/** The files around a script, however they are reached. */
export interface FilePort {
  /** The text of a file; undefined when there is none. */
  read(path: string): Promise<string | undefined>;
  isFolder(path: string): Promise<boolean>;
}

/** The runtime modules that ship, by the name of their file. */
export type RuntimeAsset = 'monitoring.py' | 'monitoring.ts' | 'monitoring.mjs' | 'monitoring.cjs' | 'monitoring.sh';

/** The runtime module as a script sees it. */
export interface RuntimeModule {
  /**
   * How the script names it: `monitoring`, `.monitoring`, `pkg.monitoring` in Python, `./monitoring.mjs` in JavaScript, a
   * path relative to the script in Bash.
   */
  readonly importModule: string;
  /** Where its file is, or is to be created. */
  readonly path: string;
  readonly exists: boolean;
  /** What to create there. */
  readonly asset: RuntimeAsset;
}
