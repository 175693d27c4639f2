import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { pythonInstrumenter } from '../../src/instrument/python/pythonInstrumenter';
import type { InstrumentStyle } from '../../src/instrument/plan';
import { listFunctions } from '../../src/syntax/python/functions';
import { applyEdits } from '../../src/text/textEdit';
import { readSource } from '../../src/workspace/sourceText';
import { testParsers } from '../support/parsers';
import { startRealPushgateway, type RealPushgateway } from '../support/realPushgateway';
import { libraryPackages, type LibraryPackage } from './libraryPackages';
import { pythonFiles } from './pythonFiles';

const python = '/usr/bin/python3';
const full = process.env['CORPUS'] === 'full';
const job = 'cpython';
const repository = join(import.meta.dirname, '../..');

/**
 * CPython's own tests of packages that are instrumented whole, functions inside functions too, with the monitor at work: each
 * test has the outcome that it has without.
 */
describe("CPython's own tests on instrumented packages", function () {
  this.timeout(full ? 1_800_000 : 300_000);
  let gateway: RealPushgateway;
  let library: string;

  before(async () => {
    gateway = await startRealPushgateway();
    library = await standardLibrary();
  });

  after(() => gateway.stop());

  for (const style of pythonInstrumenter.styles) {
    for (const each of libraryPackages.filter(({ sample }) => full || sample)) {
      it(`${each.name} (${style})`, async () => {
        await inTemporaryFolder(async (folder) => {
          const functions = await instrumentPackage(each, style, library, folder);
          const plain = await outcomesOf(each, folder, {});
          await cp(join(repository, 'src/runtime/monitoring.py'), join(folder, 'library/monitoring.py'));
          await cp(join(import.meta.dirname, 'sitecustomize.py'), join(folder, 'library/sitecustomize.py'));
          const pushesBefore = await countPushes(gateway.url);
          const monitored = await outcomesOf(each, folder, {
            PYTHONPATH: join(folder, 'library'),
            PUSHGATEWAY_URL: gateway.url,
          });
          assert.ok(Object.keys(plain).length > 0, 'there are tests');
          assert.deepEqual(differences(plain, monitored, each.notices?.[style] ?? {}), []);
          const pushes = (await countPushes(gateway.url)) - pushesBefore;
          const groups = await countGroups(gateway.url, each.name, style);
          assert.ok(groups > 0, 'tasks were pushed');
          // One push a group; processes that a test starts push for themselves.
          assert.ok(pushes >= groups, `${pushes} pushes for ${groups} groups`);
          console.log(
            `      ${Object.keys(plain).length} tests, ${functions} functions, ${groups} tasks in ${pushes} pushes`,
          );
        });
      });
    }
  }
});

async function standardLibrary(): Promise<string> {
  const script = 'import sysconfig, test.test_json; print(sysconfig.get_path("stdlib"))';
  try {
    return (await promisify(execFile)(python, ['-c', script])).stdout.trim();
  } catch (cause) {
    throw new Error(
      "CPython's test suite is missing: install it (Debian 12: apt-get install libpython3.11-testsuite)",
      { cause },
    );
  }
}

/** Writes the package, every function of it instrumented, to `FOLDER/library`; gives the number of functions. */
async function instrumentPackage(
  { name }: LibraryPackage,
  style: InstrumentStyle,
  library: string,
  folder: string,
): Promise<number> {
  const parsers = testParsers();
  const path = name.replaceAll('.', '/');
  const isPackage = await isFolder(join(library, path));
  // A module of a package is found beside its unchanged neighbours only.
  const copied = isPackage ? path : name.includes('.') ? dirname(path) : `${path}.py`;
  const target = join(folder, 'library', copied);
  await mkdir(dirname(target), { recursive: true });
  await cp(join(library, copied), target, { recursive: true, filter: (source) => !source.includes('__pycache__') });
  const files = isPackage ? await pythonFiles(target) : [join(folder, 'library', `${path}.py`)];
  let count = 0;
  for (const file of files) {
    const source = await readSource(file);
    assert.ok('text' in source, file);
    const { text } = source;
    const { edits, outcomes } = await parsers.use('python', text, (tree) =>
      pythonInstrumenter.planInstrument(tree, {
        targets: listFunctions(tree).map(({ key }) => key),
        path: file,
        importModule: 'monitoring',
        style,
        // What counts the records must not harm either.
        records: true,
        job,
        taskTemplate: `${name} ${style} {script}.{function}`,
      }),
    );
    count += outcomes.filter(({ kind }) => kind === 'instrumented').length;
    const bytes = source.encode(applyEdits(text, edits));
    assert.ok(bytes !== undefined, file);
    await writeFile(file, bytes);
  }
  assert.ok(count > 0, 'functions were instrumented');
  return count;
}

type Outcomes = Readonly<Record<string, string>>;

async function outcomesOf(
  { tests }: LibraryPackage,
  folder: string,
  variables: Readonly<Record<string, string>>,
): Promise<Outcomes> {
  const results = join(folder, 'results.json');
  await rm(results, { force: true });
  const driver = join(import.meta.dirname, 'runLibraryTests.py');
  const { PYTHONPATH: _, ...inherited } = process.env;
  const options = { cwd: folder, env: { ...inherited, TMPDIR: folder, ...variables }, maxBuffer: 1 << 28 };
  await promisify(execFile)(python, [driver, job, results, ...tests], options);
  return JSON.parse(await readFile(results, 'utf8')) as Outcomes;
}

/** Every test whose outcome is another one, unless `notices` names it by class and method. */
function differences(
  plain: Outcomes,
  monitored: Outcomes,
  notices: Readonly<Record<string, string>>,
): readonly string[] {
  const ids = [...new Set([...Object.keys(plain), ...Object.keys(monitored)])];
  return ids
    .filter((id) => plain[id] !== monitored[id] && !Object.hasOwn(notices, id.split('.').slice(-2).join('.')))
    .map((id) => `${id}: ${plain[id] ?? 'not run'} became ${monitored[id] ?? 'not run'}`);
}

async function countPushes(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const lines = text.matchAll(/^pushgateway_http_requests_total\{code="2\d\d",handler="push",method="post"\} (\d+)$/gm);
  return [...lines].reduce((sum, [, count]) => sum + Number(count), 0);
}

async function countGroups(url: string, name: string, style: InstrumentStyle): Promise<number> {
  const answer = (await (await fetch(`${url}/api/v1/metrics`)).json()) as {
    readonly data: readonly { readonly labels: Readonly<Record<string, string>> }[];
  };
  return answer.data.filter(({ labels }) => labels['task_name']?.startsWith(`${name} ${style} `)).length;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function inTemporaryFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'taskmonitor-behaviour-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
