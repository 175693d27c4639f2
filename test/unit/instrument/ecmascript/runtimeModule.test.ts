import assert from 'node:assert/strict';
import { ecmascriptInstrumenter } from '../../../../src/instrument/ecmascript/ecmascriptInstrumenter';
import type { FilePort } from '../../../../src/instrument/runtimeModule';
import { languageOfPath } from '../../../../src/syntax/language';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

const ours = '// TaskMonitor runtime 1.0.0 sha256:0\n';
const moduleType = '{ "type": "module" }';

/** Finds the runtime of `source` at `path` among `files`: `specifier → path`, with `+` in front of a new one. */
async function locate(path: string, source: string, files: Readonly<Record<string, string>>): Promise<string> {
  const port: FilePort = {
    read: (file) => Promise.resolve(files[file]),
    isFolder: (folder) => Promise.resolve(Object.keys(files).some((file) => file.startsWith(`${folder}/`))),
  };
  const find = await parsers.use(languageOfPath(path) ?? 'javascript', source, (tree) =>
    ecmascriptInstrumenter.runtimeOf(tree, path),
  );
  const { importModule, path: found, exists, asset } = await find(port);
  assert.equal(asset.slice(asset.lastIndexOf('.')), found.slice(found.lastIndexOf('.')));
  return `${exists ? '' : '+'}${importModule} ${found}`;
}

type Case = readonly [
  name: string,
  path: string,
  source: string,
  files: Readonly<Record<string, string>>,
  expected: string,
];

const cases: readonly Case[] = [
  ['.mjs', '/p/a.mjs', '', {}, '+./monitoring.mjs /p/monitoring.mjs'],
  ['.cjs', '/p/a.cjs', '', { '/p/package.json': moduleType }, '+./monitoring.cjs /p/monitoring.cjs'],
  ['.js that imports', '/p/a.js', 'import a from "a"', {}, '+./monitoring.mjs /p/monitoring.mjs'],
  ['.js that exports', '/p/a.js', 'export const a = 1', {}, '+./monitoring.mjs /p/monitoring.mjs'],
  [
    '.js that requires',
    '/p/a.js',
    'const a = require("a")',
    { '/p/package.json': moduleType },
    '+./monitoring.cjs /p/monitoring.cjs',
  ],
  [
    '.js that sets exports',
    '/p/a.js',
    'exports.a = 1',
    { '/p/package.json': moduleType },
    '+./monitoring.cjs /p/monitoring.cjs',
  ],
  [
    '.js of a module package',
    '/p/s/a.js',
    'f()',
    { '/p/package.json': moduleType },
    '+./monitoring.mjs /p/s/monitoring.mjs',
  ],
  ['.js of another package', '/p/s/a.js', 'f()', { '/p/package.json': '{}' }, '+./monitoring.cjs /p/s/monitoring.cjs'],
  ['.jsx', '/p/a.jsx', 'f()', {}, '+./monitoring.mjs /p/monitoring.mjs'],
  ['one beside it', '/p/a.mjs', '', { '/p/monitoring.mjs': ours }, './monitoring.mjs /p/monitoring.mjs'],
  [
    'one of the other kind beside it',
    '/p/a.mjs',
    '',
    { '/p/monitoring.cjs': ours },
    '+./monitoring.mjs /p/monitoring.mjs',
  ],
  [
    'one in a folder above, within the package',
    '/p/x/y/a.mjs',
    '',
    { '/p/package.json': '{}', '/p/monitoring.mjs': ours },
    '../../monitoring.mjs /p/monitoring.mjs',
  ],
  [
    'one above the package',
    '/p/x/a.mjs',
    '',
    { '/p/x/package.json': '{}', '/p/monitoring.mjs': ours },
    '+./monitoring.mjs /p/x/monitoring.mjs',
  ],
  ['a module of another', '/p/a.mjs', '', { '/p/monitoring.mjs': 'x' }, '+./taskMonitoring.mjs /p/taskMonitoring.mjs'],
  [
    'ours beside that',
    '/p/a.mjs',
    '',
    { '/p/monitoring.mjs': 'x', '/p/taskMonitoring.mjs': ours },
    './taskMonitoring.mjs /p/taskMonitoring.mjs',
  ],
  [
    'what it imports already',
    '/p/x/a.mjs',
    'import { TaskMonitor } from "../lib/monitoring.mjs"',
    { '/p/lib/monitoring.mjs': ours, '/p/x/monitoring.mjs': ours },
    '../lib/monitoring.mjs /p/lib/monitoring.mjs',
  ],
  [
    'what it imports already, and is missing',
    '/p/a.mjs',
    'import { TaskMonitor } from "./monitoring.mjs"',
    {},
    '+./monitoring.mjs /p/monitoring.mjs',
  ],
  [
    'what it requires already',
    '/p/x/a.js',
    'const { TaskMonitor } = require("../monitoring.cjs")',
    { '/p/monitoring.cjs': ours },
    '../monitoring.cjs /p/monitoring.cjs',
  ],
  ['Windows', 'C:\\p\\a.mjs', '', { 'C:\\p\\monitoring.mjs': ours }, './monitoring.mjs C:\\p\\monitoring.mjs'],
];

const tsconfig = (options: object, more: object = {}): string =>
  `// why\n${JSON.stringify({ ...more, compilerOptions: options }).replace(/\}$/, ', /* x */ }')}`;

/** What the specifier of a new module ends in. */
const endings: readonly (readonly [string, string, string, Readonly<Record<string, string>>, string])[] = [
  ['nothing to go by', '/p/a.ts', '', {}, './monitoring'],
  ['a module package without tsc', '/p/a.ts', '', { '/p/package.json': moduleType }, './monitoring.ts'],
  [
    'imports without extension',
    '/p/a.ts',
    'import a from "./a"',
    { '/p/tsconfig.json': tsconfig({ module: 'nodenext' }) },
    './monitoring',
  ],
  ['imports of .js', '/p/a.ts', 'import a from "./a.js"; import b from "b"', {}, './monitoring.js'],
  ['imports of .ts', '/p/a.tsx', 'import a from "../a.tsx"', {}, './monitoring.ts'],
  ['imports of something else', '/p/a.ts', 'import a from "./a.json"; import "./a.service"', {}, './monitoring'],
  ['bundlers', '/p/a.ts', '', { '/p/tsconfig.json': tsconfig({ moduleResolution: 'bundler' }) }, './monitoring'],
  ['NodeNext', '/p/a.mts', '', { '/p/tsconfig.json': tsconfig({ module: 'NodeNext' }) }, './monitoring.js'],
  ['node16', '/p/s/a.cts', '', { '/p/tsconfig.json': tsconfig({ moduleResolution: 'node16' }) }, './monitoring.js'],
  [
    'Node itself',
    '/p/a.ts',
    '',
    { '/p/tsconfig.json': tsconfig({ module: 'nodenext', allowImportingTsExtensions: true }) },
    './monitoring.ts',
  ],
  [
    'an inherited configuration',
    '/p/s/a.ts',
    '',
    { '/p/s/tsconfig.json': tsconfig({}, { extends: '../base' }), '/p/base.json': tsconfig({ module: 'node20' }) },
    './monitoring.js',
  ],
  ['a broken configuration', '/p/a.ts', '', { '/p/tsconfig.json': '{' }, './monitoring'],
];

describe('the runtime module of TypeScript and JavaScript', () => {
  for (const [name, path, source, files, expected] of cases) {
    it(name, async () => assert.equal(await locate(path, source, files), expected));
  }
  for (const [name, path, source, files, expected] of endings) {
    it(`of TypeScript, with ${name}`, async () => {
      const place = path.slice(0, path.lastIndexOf('/'));
      assert.equal(await locate(path, source, files), `+${expected} ${place}/monitoring.ts`);
    });
  }

  it('of TypeScript, which many files and a folder can hide', async () => {
    for (const taken of ['monitoring.js', 'monitoring.d.ts', 'monitoring.tsx', 'monitoring/index.ts']) {
      const found = await locate('/p/a.ts', '', { [`/p/${taken}`]: 'x' });
      assert.equal(found, '+./taskMonitoring /p/taskMonitoring.ts', taken);
    }
  });

  it('of TypeScript, in a folder above', async () => {
    const files = { '/p/package.json': '{}', '/p/monitoring.ts': ours };
    assert.equal(await locate('/p/s/a.ts', 'import a from "./b.js"', files), '../monitoring.js /p/monitoring.ts');
    const source = 'import { TaskMonitor } from "../monitoring"';
    assert.equal(await locate('/p/s/a.ts', source, files), '../monitoring /p/monitoring.ts');
  });
});
