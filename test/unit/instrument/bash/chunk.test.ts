import assert from 'node:assert/strict';
import { assertInstruments, chunk, instrument, plan, shebang, wrapper } from './instrumenting';

const body = 'load() { echo; }\n';
const wrapped = `${wrapper('load')}load__task() { echo; }\n`;

describe('where the runtime is loaded', () => {
  for (const [name, before, after] of [
    ['below the #! line', `${shebang}\n${body}`, `${shebang}\n${chunk()}\n${wrapped}`],
    ['below the #! line that no empty line follows', shebang + body, `${shebang}${chunk()}\n${wrapped}`],
    ['below several empty lines', `${shebang}\n\n\n${body}`, `${shebang}\n${chunk()}\n\n\n${wrapped}`],
    ['at the top of a library', `[[ x ]]\n${body}`, `${chunk()}\n[[ x ]]\n${wrapped}`],
    ['at the top, above empty lines', `\n\n[[ x ]]\n${body}`, `${chunk()}\n\n\n[[ x ]]\n${wrapped}`],
    [
      'below the options',
      `${shebang}# About.\n\nset -euo pipefail\nshopt -s nullglob extglob # why\nset -o errexit\n\ncd /\n${body}`,
      `${shebang}# About.\n\nset -euo pipefail\nshopt -s nullglob extglob # why\nset -o errexit\n\n${chunk()}\ncd /\n${wrapped}`,
    ],
    [
      'above what prints commands, and what POSIX mode would make fatal',
      `${shebang}set -eu\nset -x\n${body}`,
      `${shebang}set -eu\n${chunk()}\nset -x\n${wrapped}`,
    ],
    ['above set --', `${shebang}set -- a b\n${body}`, `${shebang}${chunk()}\nset -- a b\n${wrapped}`],
    [
      'above options with more on their line',
      `${shebang}set -e; cd /\n${body}`,
      `${shebang}${chunk()}\nset -e; cd /\n${wrapped}`,
    ],
    [
      'below the comments of the file, above those of the function',
      `${shebang}# License\n\n# More\n\n# Loads.\n${body}`,
      `${shebang}# License\n\n# More\n\n${chunk()}\n# Loads.\n${wrapped}`,
    ],
    [
      'below comments that reach from the top to the code',
      `${shebang}# License\n${body}`,
      `${shebang}# License\n${chunk()}\n${wrapped}`,
    ],
    ['above a cd', `${shebang}\ncd /tmp\n${body}`, `${shebang}\n${chunk()}\ncd /tmp\n${wrapped}`],
  ] as const) {
    it(name, () => assertInstruments(before, after));
  }

  it('names the module where it is', async () => {
    const { text } = await instrument(`${shebang}\n${body}`, { importModule: '../lib/a"$b/monitoring.sh' });
    assert.ok(text.includes(String.raw`/../lib/a\"\$b/monitoring.sh" ||`), text);
  });

  it('is written once', async () => {
    const source = `${shebang}\n${body}save() { echo; }\n`;
    const { text } = await instrument(source, { targets: ['load'] });
    const both = await instrument(text, { targets: ['save'] });
    assert.equal(both.text, (await instrument(source)).text);
    assert.deepEqual(
      both.outcomes.map((outcome) => outcome.kind === 'instrumented' && outcome.jobName),
      ['nightly'],
    );
  });
});

describe('a script that loads the runtime itself', () => {
  for (const source of [
    `${shebang}source ./monitoring.sh\ntask_monitor etl\n${body}`,
    `${shebang}. "\${0%/*}/monitoring.sh"\ntask_monitor "etl" --record-start\n${body}`,
    `${shebang}if [[ -e x ]]; then\n  source "$here"/monitoring.sh && task_monitor 'etl'\nfi\n${body}`,
  ]) {
    it(`keeps its job: ${source.split('\n')[1]}`, async () => {
      await assertInstruments(source, source.replace(body, wrapped));
      const { outcomes, importsRuntime } = { ...(await plan(source)) };
      assert.deepEqual(outcomes, [
        { kind: 'instrumented', functionName: 'load', taskName: 'nightly.load', jobName: 'etl' },
      ]);
      assert.equal(importsRuntime, true);
    });
  }

  it('gets a job where it has none', () =>
    assertInstruments(
      `${shebang}source "$here/monitoring.sh" # ours\n${body}`,
      `${shebang}source "$here/monitoring.sh" # ours\ntask_monitor 'nightly' # taskmonitor\n${wrapped}`,
    ));

  it('gets all where it may not load it', () =>
    assertInstruments(
      `${shebang}\nif x; then\n  source "$here/monitoring.sh"\nfi\n${body}`,
      `${shebang}\n${chunk()}\nif x; then\n  source "$here/monitoring.sh"\nfi\n${wrapped}`,
    ));

  it('is told from one that loads another file of that name', () =>
    assertInstruments(
      `${shebang}\nsource ./monitoring.sh\n${body}`,
      `${shebang}\n${chunk('nightly', 'task_monitoring.sh')}\nsource ./monitoring.sh\n${wrapped}`,
      { importModule: 'task_monitoring.sh' },
    ));

  it('needs no runtime beside it when another file sets the job', async () => {
    const source = `${shebang}source common.sh\ntask_monitor etl\n${body}`;
    await assertInstruments(source, source.replace(body, wrapped));
    assert.equal((await plan(source)).importsRuntime, false);
  });
});
