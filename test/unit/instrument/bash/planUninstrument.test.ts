import assert from 'node:assert/strict';
import { chunk, instrument, shebang, uninstrument, wrapper } from './instrumenting';

const original = `${shebang}set -e

load() {
  cat <<EOF
x
EOF
}
save() { echo; }
load
`;

/** Instruments `original`, lets a user edit it, and takes the instrumentation out again. */
async function edited(
  edit: (text: string) => string,
  targets: readonly string[] | 'all' = 'all',
): Promise<Awaited<ReturnType<typeof uninstrument>> & { readonly before: string }> {
  const { text } = await instrument(original);
  const before = edit(text);
  assert.notEqual(before, text, 'the edit of the user must change something');
  return { ...(await uninstrument(before, targets)), before };
}

describe('planUninstrument for Bash', () => {
  it('takes one function out and keeps the job for the other', async () => {
    const { text, outcomes } = await uninstrument((await instrument(original)).text, ['load']);
    assert.equal(text, (await instrument(original, { targets: ['save'] })).text);
    assert.deepEqual(outcomes, [{ kind: 'removed', functionName: 'load' }]);
  });

  it('leaves what is not instrumented, and says when there is no such function', async () => {
    const { text, outcomes } = await uninstrument(original, ['load', 'other']);
    assert.equal(text, original);
    assert.deepEqual(outcomes, [
      { kind: 'unchanged', functionName: 'load' },
      { kind: 'refused', functionName: 'other', reason: 'There is no function of that name in the file.' },
    ]);
    assert.deepEqual(await uninstrument(original), { text: original, outcomes: [] });
  });

  it('keeps what the user changed in the body, and how they moved the function', async () => {
    const { text } = await edited((now) =>
      now.replace('x\n', 'y\n').replace(/^load\(\) \{ task[^]*?^\}\n/m, (lines) => `if true; then\n${lines}fi\n`),
    );
    assert.equal(text, original.replace('x\n', 'y\n').replace(/^load\(\)[^]*?^\}\n/m, 'if true; then\n$&fi\n'));
  });

  it('keeps comments and empty lines that the user put below a wrapper', async () => {
    const { text } = await edited((now) => now.replace('load__task() {', '\n# Loads.\nload__task() {'));
    assert.equal(text, original.replace('load() {', '\n# Loads.\nload() {'));
  });

  it('takes a wrapper that a formatter wrapped', async () => {
    const { text } = await edited((now) => now.replace(/\{ (task_monitor_task 'nightly.load'.*); \}/, '{\n  $1\n}'));
    assert.equal(text, original);
  });

  it('keeps the chunk as long as a line of the user calls the runtime', async () => {
    const { text } = await edited((now) => now.replace('  cat', '  task_monitor_records 5\n  cat'));
    assert.equal(
      text,
      `${shebang}set -e\n\n${chunk()}\n${original.slice(original.indexOf('load'))}`.replace(
        '  cat',
        '  task_monitor_records 5\n  cat',
      ),
    );
  });

  it('takes the chunk that nothing uses any more', async () => {
    const { text } = await uninstrument(`${shebang}\n${chunk()}\necho task_monitor is gone >task_monitor.log\n`);
    assert.equal(text, `${shebang}\necho task_monitor is gone >task_monitor.log\n`);
  });

  it('takes a job line with options that the user added', async () => {
    const { text } = await edited((now) => now.replace("'nightly' #", "'nightly' --record-start #"));
    assert.equal(text, original);
  });

  it('takes as many empty lines as came with the chunk', async () => {
    const tight = original.replace('\n\n', '\n');
    const { text } = await instrument(tight);
    assert.equal((await uninstrument(text)).text, tight);
    assert.equal((await uninstrument(text.replace('\n\nload', '\nload'))).text, tight);
    const wide = await edited((now) => now.replace('set -e\n\n', 'set -e\n\n\n\n'));
    assert.equal(wide.text, original.replace('set -e\n\n', 'set -e\n\n\n\n'));
  });

  it('keeps lines whose marker the user took away: they are theirs', async () => {
    const { text, outcomes, before } = await edited((now) => now.replaceAll(' # taskmonitor', ''));
    assert.equal(text, before);
    assert.deepEqual(outcomes, []);
    const again = await instrument(before);
    assert.equal(again.text, before);
    assert.ok(again.outcomes.every(({ kind }) => kind === 'unchanged'));
  });

  it('keeps a source line that lost its marker, and what belongs to it', async () => {
    const { text } = await edited((now) => now.replace('|| # taskmonitor', '||'));
    assert.ok(text.includes('monitoring.sh" ||\n  task_monitor() {'), text);
  });

  for (const [name, edit, reason] of [
    [
      'a wrapper that does more',
      (now: string) => now.replace("{ task_monitor_task 'n", "{ echo; task_monitor_task 'n"),
      /^Line 8 was edited/,
    ],
    [
      'a wrapper whose function has gone',
      (now: string) => now.replace('load__task() {', 'mine() {'),
      /^Line 8 was edited/,
    ],
    [
      'code between a wrapper and its function',
      (now: string) => now.replace('load__task() {', 'x=1\nload__task() {'),
      /^Line 8 was edited/,
    ],
    [
      'another use of the new name',
      (now: string) => `${now}load__task 1\n`,
      /^Line 17 uses load__task: take that out first/,
    ],
  ] as const) {
    it(`refuses ${name}, and changes nothing of that function`, async () => {
      const { text, outcomes, before } = await edited(edit, ['load']);
      assert.equal(text, before);
      assert.equal(outcomes[0]?.kind, 'refused');
      assert.match(outcomes[0]?.kind === 'refused' ? outcomes[0].reason : '', reason);
      const all = await uninstrument(before);
      assert.ok(all.outcomes.some(({ kind }) => kind === 'refused'));
      assert.ok(all.text.includes(wrapper('load').slice(-20)), 'the chunk and the wrapper stay');
    });
  }

  it('refuses a file with syntax errors', async () => {
    const { text, outcomes, before } = await edited((now) => `${now}if x; do\n`);
    assert.equal(text, before);
    assert.equal(outcomes[0]?.kind, 'refused');
  });
});
