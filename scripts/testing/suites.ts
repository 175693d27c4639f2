import { join } from 'node:path';
import { repoRoot } from '../support/repoRoot';

/** What a suite needs beside the npm packages: the build (dist), or what setup installs. */
export type Need =
  | 'dist'
  | 'pushgateway'
  | 'prometheus'
  | 'python'
  | 'pythonTests'
  | 'chromium'
  | 'fonts'
  | 'shellcheck'
  | 'tools'
  | 'vscode';

/** A process that ends with a result file (mocha) or whose exit code is the result (check). */
export interface Suite {
  /** Name on the command line: `npm run test:NAME`. */
  readonly group: string;
  /** Unique, for a person. */
  readonly title: string;
  readonly kind: 'check' | 'mocha';
  readonly needs: readonly Need[];
  /** Programs of node_modules come as their JavaScript file: run with this Node. */
  readonly command: (results: string, extra: readonly string[]) => readonly [string, ...string[]];
  readonly timeoutMinutes: number;
}

const modules = (path: string): string => join(repoRoot, 'node_modules', path);

function check(title: string, program: string, args: readonly string[], needs: readonly Need[] = []): Suite {
  const command = (): readonly [string, ...string[]] =>
    program.includes('/') ? [process.execPath, program, ...args] : [program, ...args];
  return { group: 'check', title, kind: 'check', needs, command, timeoutMinutes: 3 };
}

function mocha(group: string, needs: readonly Need[], timeoutMinutes: number): Suite {
  return {
    group,
    title: group,
    kind: 'mocha',
    needs,
    timeoutMinutes,
    command: (results, extra) => [
      process.execPath,
      '--import=tsx',
      modules('mocha/bin/_mocha'),
      '--reporter=scripts/testing/resultReporter.cjs',
      `--reporter-option=output=${results}`,
      '--forbid-only',
      ...extra,
      `test/${group}/**/*.test.ts`,
    ],
  };
}

function editor(release: 'oldest' | 'newest'): Suite {
  return {
    group: 'editor',
    title: `editor (${release} VS Code)`,
    kind: 'mocha',
    needs: ['dist', 'vscode', 'chromium', 'python', 'pushgateway', 'tools'],
    timeoutMinutes: 4,
    command: (results, extra) => [
      process.execPath,
      '--import=tsx',
      'test/editor/runner.ts',
      `--release=${release}`,
      `--results=${results}`,
      ...extra,
    ],
  };
}

/** Bundles the extension and the command line into dist/; the suites that run those come after it. */
export const build: Suite = check('build', 'scripts/build.mjs', []);

/** In the order in which they run: what is quick to fail comes first. */
export const suites: readonly Suite[] = [
  check('format', modules('prettier/bin/prettier.cjs'), ['--check', '.']),
  check('lint', modules('oxlint/bin/oxlint'), []),
  check('types', modules('typescript/bin/tsc'), []),
  check('runtime stamp', 'scripts/stampRuntime.mjs', ['--check']),
  check('third-party notices', 'scripts/thirdPartyNotices.mjs', ['--check']),
  build,
  check('shell scripts', 'shellcheck', ['.ci/run'], ['shellcheck']),
  mocha('unit', [], 5),
  mocha('cli', ['dist', 'pushgateway', 'python', 'tools'], 10),
  mocha('runtime', ['pushgateway', 'python', 'shellcheck', 'tools'], 15),
  mocha('gateway', ['pushgateway', 'prometheus', 'python', 'tools'], 3),
  mocha('corpus', ['python', 'pythonTests', 'pushgateway'], 15),
  editor('oldest'),
  editor('newest'),
  mocha('e2e', ['dist', 'vscode', 'chromium', 'fonts', 'python', 'pushgateway'], 12),
];
