/** A VS Code that tests and `npm start` use: the server and web workbench that the npm package code-server ships. */
export interface VscodeRelease {
  /** Version of VS Code. */
  readonly vscode: string;
  /** Version of the npm package code-server that holds it. */
  readonly codeServer: string;
  /** The major version of Node that it is made for, and whether the running one will do. */
  readonly node: { readonly major: number; fits(major: number, minor: number): boolean };
}

/** The oldest VS Code that `engines.vscode` of package.json allows. */
export const oldestRelease: VscodeRelease = {
  vscode: '1.100.3',
  codeServer: '4.100.3',
  node: { major: 20, fits: (major) => major === 20 },
};

export const newestRelease: VscodeRelease = {
  vscode: '1.139.1',
  codeServer: '4.139.1',
  node: { major: 24, fits: (major, minor) => major === 24 || (major === 22 && minor >= 15) },
};
