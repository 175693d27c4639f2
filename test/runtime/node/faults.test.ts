import assert from 'node:assert/strict';
import { faultyGateways } from '../faultyGateways';
import type { FaultyGateway } from '../faultyGateways';
import type { ScriptRun } from '../runProcess';
import { variants } from '../variants';
import { header, nodeForms, runPlainNode } from './runNode';
import type { NodeForm } from './runNode';

// Whatever the gateway does: result, exception, exit code and standard output are those of the job without us.

/** What Node.js says, where it is not what Python does. */
const warnings: Readonly<Record<string, RegExp>> = {
  'refuses connections': /ECONNREFUSED/,
  'has a name that is not found': /ENOTFOUND|EAI_AGAIN/,
  'closes without an answer': /ECONNRESET/,
  'closes in the middle of the headers': /ECONNRESET|the answer broke off/,
  'closes in the middle of the body': /the answer broke off/,
  'answers garbage': /HPE_INVALID_CONSTANT/,
  'speaks TLS with an unknown CA': /DEPTH_ZERO_SELF_SIGNED_CERT/,
  'speaks no TLS behind an https URL': /EPROTO|ECONNRESET|ERR_SSL/,
};

const jobs: readonly string[] = [
  // One that returns and prints, and whose process goes on for a while.
  `
const load = () => {
  console.log('loading');
  console.error('a warning of the job');
  return [1, 2, 3];
};
console.log(monitor.task('load', load)); //#+
console.log(load()); //#-
setTimeout(() => console.log('later'), 10);
process.on('beforeExit', (code) => console.log('before exit', code));
process.on('exit', (code) => console.log('exit', code));
`,
  // One whose caller waits for a certain exception, and chooses the exit code.
  `
const load = async () => {
  await null;
  throw new RangeError('no rows');
};
(async () => {
  try {
    await monitor.task('load', load); //#+
    await load(); //#-
  } catch (error) {
    console.log('handled', error instanceof RangeError, error.message, Object.keys(error));
    process.exitCode = 3;
  }
})();
`,
  // One that dies of an exception.
  `
console.log('begin');
const load = () => { throw new TypeError('no such table'); };
monitor.task('load', load); //#+
load(); //#-
`,
  // One that dies of a rejection, inside another task.
  `
const load = async (number) => {
  await null;
  console.log('loaded', number);
  if (number === 2) throw new TypeError('no such table');
  return number;
};
monitor.task('all', async () => { //#+
(async () => { //#-
  console.log(await monitor.task('load', () => load(1))); //#+
  console.log(await load(1)); //#-
  await monitor.task('load', () => load(2)); //#+
  await load(2); //#-
}); //#+
})(); //#-
`,
  // One that exits in the middle of a task.
  `
process.on('exit', (code) => console.log('exit', code));
const load = async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  console.log('loaded');
  process.exit(4);
};
monitor.task('load', load); //#+
load(); //#-
`,
];

/** All faults with one form; with the others, which are the same code, those whose end is up to the runtime. */
function faultNames(form: NodeForm): RegExp {
  return { mjs: /./, cjs: /never|for ever|CA|301|500/, ts: /never|CA/ }[form];
}

for (const form of nodeForms) {
  const faults = faultyGateways.filter(({ name }) => faultNames(form).test(name));
  describe(`jobs with monitoring.${form} go on as without us, with one warning, when their gateway`, () => {
    const without = jobs.map((job) => memoized(() => runPlainNode(form, variantsOf(form, job).plain)));
    for (const faulty of faults) it(faulty.name, () => expectNoHarm(form, faulty, without));
  });
}

async function expectNoHarm(
  form: NodeForm,
  faulty: FaultyGateway,
  plainRuns: readonly (() => Promise<ScriptRun>)[],
): Promise<void> {
  const started = await faulty.start();
  const options = { environment: { PUSHGATEWAY_URL: started.url } };
  try {
    await Promise.all(
      jobs.map(async (job, index) => {
        const without = await plainRuns[index]?.();
        assert.ok(without !== undefined);
        const { instrumented } = variantsOf(form, job);
        const run = await runPlainNode(form, instrumented, options);
        const [line = '', ...more] = run.warnings;
        assert.deepEqual(more, [], 'one warning');
        assert.match(line, warnings[faulty.name] ?? faulty.warning);
        assert.match(line, /^TaskMonitor: \P{Cc}+$/u, 'without control characters');
        assert.deepEqual([run.stdout, run.exitCode], [without.stdout, without.exitCode]);
        assert.deepEqual(uncaught(run.stderr.replace(`${line}\n`, '')), uncaught(without.stderr));
      }),
    );
  } finally {
    await started.close();
  }
}

function variantsOf(form: NodeForm, job: string): ReturnType<typeof variants> {
  const monitor = "const monitor = new TaskMonitor('job', { timeout: 3 }); //#+\n";
  return variants(`${header(form).replaceAll(';', '; //#+')}\n${monitor}${job}`);
}

/** What a job does without us is the same beside every fault. */
function memoized<T>(action: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => (result ??= action());
}

/** The lines of standard error without what Node.js shows of files: their lines, paths and frames differ. */
function uncaught(stderr: string): readonly string[] {
  return stderr.split('\n').filter((line) => /^(\w*Error|a warning|Node\.js)/.test(line));
}
