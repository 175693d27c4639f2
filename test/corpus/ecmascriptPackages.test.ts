import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { scriptModules } from '../../src/instrument/ecmascript/scriptModules';
import { testParsers } from '../support/parsers';
import { instrumentFile } from './ecmascriptInstrumentFile';

const parsers = testParsers();

const full = process.env['CORPUS'] === 'full';
const root = join(import.meta.dirname, '../..');

interface Exercise {
  /** Folder or file of the package that is instrumented. */
  readonly part?: string;
  /** ES module source behind `import * as api from …`, which prints what the package computes. */
  readonly source: string;
  readonly entry: string;
  /** How many functions there are at least. */
  readonly functions: number;
  /** Left out of the fast sample. */
  readonly slow?: true;
}

const exercises: Readonly<Record<string, Exercise>> = {
  semver: {
    entry: 'index.js',
    functions: 60,
    source: `
const { default: semver } = api
for (const range of ['^1.2.3', '~1.2 || >=3.0.0-beta.2 <4', '1.x', '>1.2.3 <=2.0.0-rc.1', '*', 'nonsense'])
  console.log(range, semver.validRange(range), ['1.2.3', '1.9.0', '3.0.0-beta.3', '2.0.0-rc.1'].map((v) => semver.satisfies(v, range)))
console.log(['1.10.0', '1.2.0', '1.2.0-a.10', '1.2.0-a.2'].sort(semver.compare), semver.inc('1.2.3-a.1', 'prerelease'))
console.log(semver.diff('1.2.3', '2.0.0'), String(semver.coerce('v3.4 rc')), semver.minVersion('>=1.2 <3').version)
try { new semver.SemVer('x') } catch (error) { console.log(error.name, error.message) }`,
  },
  ignore: {
    entry: 'index.js',
    functions: 25,
    source: `
const make = api.default
const rules = make().add(['*.log', '!keep.log', 'build/', '/root.txt', 'a/**/b', '[x-z]?.js', '# no'])
const paths = ['a.log', 'keep.log', 'build/x', 'x/build', 'root.txt', 'x/root.txt', 'a/1/2/b', 'x1.js', 'w1.js', '# no']
console.log(paths.map((path) => rules.ignores(path)), rules.filter(paths), rules.test('a.log'))
try { rules.ignores('../up') } catch (error) { console.log(error.name, error.message) }`,
  },
  diff: {
    part: 'libesm',
    entry: 'libesm/index.js',
    functions: 60,
    source: `
const [one, two] = ['a\\nb\\nc\\nd\\n', 'a\\nx\\nc\\nd\\ne\\n']
const patch = api.createTwoFilesPatch('one', 'two', one, two)
console.log(patch, api.applyPatch(one, patch) === two, JSON.stringify(api.parsePatch(patch)), api.reversePatch(api.parsePatch(patch)[0]))
console.log(api.diffWords('the quick fox', 'the slow  fox'), api.diffChars('abc', 'axc'), api.diffSentences('A. B.', 'A. C.'), api.diffJson({ a: 1 }, { a: 2 }))
api.diffLines(one, two, { callback: (result) => console.log('later', result.length) })
await new Promise((resolve) => setTimeout(resolve, 50))`,
  },
  minimatch: {
    part: 'dist/esm',
    entry: 'dist/esm/index.js',
    functions: 40,
    source: `
for (const [path, pattern] of [['a/b/c.js', '**/*.js'], ['a.js', '{a,b}.js'], ['x.ts', '!(y).ts'], ['a1', '[[:alpha:]][0-9]'], ['.h', '*'], ['a/b', 'a/+(b|c)']])
  console.log(path, pattern, api.minimatch(path, pattern), String(api.makeRe(pattern)))
console.log(api.match(['a', 'b', 'ab'], '?(a)b'), api.escape('*'), new api.Minimatch('a/{1..3}').set.length)`,
  },
  'js-yaml': {
    part: 'lib',
    entry: 'index.js',
    functions: 90,
    source: `
const { load, dump, loadAll } = api.default
const text = 'a: &x [1, 2.5, ~, true]\\nb: *x\\nc: |\\n  one\\n   two\\nd: >-\\n  folded\\n  text\\ne: 2001-12-14\\nf: !!binary aGk=\\ng: {h: "\\\\u0041"}\\n'
const value = load(text)
console.log(value, value.a === value.b, dump(value), loadAll('---\\n1\\n---\\n[2]\\n'))
try { load('a: [1') } catch (error) { console.log(error.name, error.message) }`,
  },
  lodash: {
    part: 'lodash.js',
    entry: 'lodash.js',
    functions: 500,
    source: `
const _ = api.default
const rows = [{ n: 'a', v: 3 }, { n: 'b', v: 1 }, { n: 'a', v: 2 }]
console.log(_(rows).groupBy('n').mapValues((each) => _.sumBy(each, 'v')).value(), _.orderBy(rows, ['n', 'v'], ['asc', 'desc']))
console.log(_.template('<% _.each(x, function (i) { %><b><%- i %></b><% }) %>')({ x: ['<', 2] }), _.curry((a, b, c) => [a, b, c])(1)(_, 3)(2))
console.log(_.merge({ a: [{ b: 1 }] }, { a: [{ c: 2 }] }), _.cloneDeep(new Map([[1, { x: new Date(0) }]])), _.isEqual([1, [2]], [1, [2]]), _.words('fooBar baz'), _.range(0, 10, 3))
console.log(_.chain([1, 2, 3]).map((n) => n * 2).filter((n) => n > 2).reverse().take(1).value(), _.debounce(() => 1, 10).cancel(), _.partialRight((a, b) => a - b, 1)(5), _.flow([(x) => x + 1, String])(1))`,
  },
  'fast-check': {
    part: 'lib/fast-check.js',
    entry: 'lib/fast-check.js',
    functions: 900,
    slow: true,
    source: `
const fc = api
console.log(JSON.stringify(fc.sample(fc.record({ a: fc.array(fc.integer()), b: fc.string(), c: fc.option(fc.double()) }), { seed: 42, numRuns: 5 })))
const failing = fc.check(fc.property(fc.array(fc.nat()), (list) => list.length < 4), { seed: 7 })
console.log(failing.failed, JSON.stringify(failing.counterexample), failing.numShrinks)
console.log((await fc.check(fc.asyncProperty(fc.webUrl(), async (url) => new URL(url) !== null), { seed: 1, numRuns: 20 })).failed)
console.log(fc.sample(fc.letrec((tie) => ({ tree: fc.oneof(fc.constant('leaf'), fc.tuple(tie('tree'), tie('tree'))) })).tree, { seed: 3, numRuns: 3 }))`,
  },
  'markdown-it': {
    entry: 'index.mjs',
    functions: 120,
    slow: true,
    source: `
const md = api.default({ html: true, linkify: true, typographer: true })
console.log(md.render('# Title\\n\\n* one\\n* two *em* **strong**\\n\\n> quote\\n\\n| a | b |\\n|---|:-:|\\n| 1 | 2 |\\n\\n\`\`\`js\\ncode <x>\\n\`\`\`\\n\\n[link](http://x "t") ![i](y.png) http://auto.com ... (c) "q"\\n\\n1. x\\n2. y\\n\\n<div>raw</div>\\n'))
console.log(md.parseInline('a~~b~~').map((token) => token.children.map(({ type }) => type)))`,
  },
};

describe('packages instrumented whole, used beside the plain ones', function () {
  this.timeout(120_000);
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'taskmonitor-packages-'));
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  for (const [name, { part = '.', entry, source, functions, slow = false }] of Object.entries(exercises)) {
    if (slow && !full) {
      continue;
    }
    it(name, async () => {
      const outputs: Output[] = [];
      for (const kind of ['plain', 'instrumented']) {
        const home = join(folder, kind, name);
        await mkdir(home, { recursive: true });
        await cp(join(root, 'node_modules', name), join(home, 'package'), { recursive: true });
        if (kind === 'instrumented') {
          const count = await instrumentAll(home, join(home, 'package', part));
          assert.ok(count >= functions, `${count} functions were instrumented`);
        }
        await writeFile(join(home, 'exercise.mjs'), `import * as api from './package/${entry}'\n${source}\n`);
        outputs.push(await run(join(home, 'exercise.mjs'), { TASK_MONITOR_DISABLED: '1' }));
      }
      const [plain, instrumented] = outputs;
      assert.notEqual(plain?.stdout, '');
      assert.deepEqual(instrumented, plain);
      const watched = await run(join(folder, 'instrumented', name, 'exercise.mjs'), {});
      assert.equal(watched.stdout, plain?.stdout, 'without a gateway');
      assert.match(watched.stderr, /^TaskMonitor: .*\n$/, 'one warning, and so a task that ran');
    });
  }
});

/** Instruments every function of every file below `place`, or of that file; the runtime stands in `home`. */
async function instrumentAll(home: string, place: string): Promise<number> {
  for (const asset of ['monitoring.mjs', 'monitoring.cjs']) {
    await copyFile(join(root, 'src/runtime', asset), join(home, asset));
  }
  let count = 0;
  for (const path of await scriptsBelow(place)) {
    const text = await readFile(path, 'utf8');
    const modules = await parsers.use('javascript', text, scriptModules);
    const asset = modules.format === 'esm' ? 'monitoring.mjs' : 'monitoring.cjs';
    const importModule = relative(dirname(path), join(home, asset));
    const result = await instrumentFile(parsers, 'javascript', { path, importModule, records: true }, text, false);
    assert.deepEqual(result.problems, [], path);
    count += result.outcomes.filter(({ kind }) => kind === 'instrumented').length;
    await writeFile(path, result.instrumented);
  }
  return count;
}

async function scriptsBelow(place: string): Promise<readonly string[]> {
  if (/\.[cm]?js$/.test(place)) {
    return [place];
  }
  const entries = await readdir(place, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && /\.[cm]?js$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.endsWith('.min.js'));
}

interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

async function run(path: string, environment: Readonly<Record<string, string>>): Promise<Output> {
  const { PATH = '' } = process.env;
  return await promisify(execFile)(process.execPath, [path], { env: { PATH, ...environment }, timeout: 60_000 });
}
