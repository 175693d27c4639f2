import assert from 'node:assert/strict';
import { metricsAnswer } from '../../../../src/pushgateway/devGateway/apiV1';
import { decodeGroups, encodeGroups, GroupsFileProblem } from '../../../../src/pushgateway/devGateway/groupsFile';
import { GroupStore } from '../../../../src/pushgateway/devGateway/groupStore';
import { parseExposition } from '../../../../src/pushgateway/exposition/parseExposition';
import type { GroupingKey } from '../../../../src/pushgateway/groupingKey';

// What pushes do to groups is compared with the real Pushgateway in test/gateway/compat/pushCases.ts.
describe('GroupStore', () => {
  let time: number;
  let changes: number;
  let store: GroupStore;

  beforeEach(() => {
    time = 1_800_000_000_000;
    changes = 0;
    store = new GroupStore(
      [],
      () => (time += 1),
      () => (changes += 1),
    );
  });

  function push(key: GroupingKey, text: string): string {
    const parsed = parseExposition(text);
    assert.ok(parsed.kind === 'parsed');
    const outcome = store.push({ key, families: parsed.families, replace: false });
    return outcome.kind === 'stored' ? '' : outcome.reason;
  }

  it('knows a group by its labels in any order', () => {
    push({ job: 'a', x: '1', y: '2' }, 'm 1\n');
    push({ y: '2', job: 'a', x: '1' }, 'n 1\n');
    assert.equal(store.size, 1);
    store.delete({ x: '1', y: '2', job: 'a' });
    assert.equal(store.size, 0);
  });

  it('tells of every change, and of nothing else', () => {
    push({ job: 'a' }, 'm 1\n');
    assert.equal(changes, 1);
    push({ job: 'a' }, 'm 1\nm 2\n');
    assert.equal(changes, 2, 'a rejected push leaves its time');
    store.delete({ job: 'b' });
    assert.equal(changes, 2);
    store.delete({ job: 'a' });
    store.wipe();
    assert.equal(changes, 4);
  });

  it('does not change groups that were handed out', () => {
    push({ job: 'a' }, 'm 1\n');
    const before = metricsAnswer(store.groups()).body;
    const handedOut = [...store.groups()];
    push({ job: 'a' }, 'm 2\nn 1\n');
    push({ job: 'a' }, 'm 1 5\n');
    assert.equal(metricsAnswer(handedOut).body, before);
  });

  it('lists a few of many reasons, and counts them all', () => {
    const reason = push({ job: 'a' }, 'm 1\n'.repeat(100_000));
    assert.match(reason, /^99999 error\(s\) occurred:\n/);
    assert.ok(reason.split('\n').length < 200);
  });

  it('does not take labels for properties', () => {
    assert.equal(push({ job: 'a' }, 'constructor{toString="1"} 1\n__proto__ 1\nhasOwnProperty 1\n'), '');
    assert.equal(store.size, 1);
    const key = Object.fromEntries([
      ['job', 'a'],
      ['constructor', 'b'],
    ]);
    assert.equal(push(key, 'm 1\n'), '');
    assert.equal(store.size, 2);
  });

  it('reads back what it wrote', () => {
    push(
      { job: 'a', x: '' },
      'm NaN\n# TYPE h histogram\nh_bucket{le="+Inf"} 1e19\nh_sum -Inf\n# TYPE s summary\ns{quantile="0.5"} NaN\ns_count 1\n',
    );
    push({ job: 'b' }, '# HELP m x\nm 1 5\n');
    const restored = decodeGroups(encodeGroups(store.groups()));
    assert.deepEqual(restored, [...store.groups()]);
  });

  it('refuses files of another making, wherever they differ', () => {
    push(
      { job: 'a' },
      '# HELP m x\n# TYPE m gauge\nm{a="b"} 1\n# TYPE h histogram\nh_bucket{le="1"} 1\nh_count 1\n# TYPE s summary\ns{quantile="1"} 1\n',
    );
    const good: unknown = JSON.parse(encodeGroups(store.groups()));
    let variants = 0;
    for (const path of pathsOf(good)) {
      // `help` may be missing; what is replaced elsewhere must be noticed.
      const bad = JSON.stringify(good, replacing(good, path));
      assert.throws(() => decodeGroups(bad), GroupsFileProblem, path.join('.'));
      variants += 1;
    }
    assert.ok(variants > 50);
  });
});

/** Where the values lie in a JSON value, its parts too. */
function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, part]) => pathsOf(part, [...path, name]))];
}

/** A JSON replacer that puts `true` in the place of one part. */
function replacing(root: unknown, path: readonly string[]): (this: unknown, name: string, value: unknown) => unknown {
  let target = root;
  for (const name of path)
    target = typeof target === 'object' && target !== null ? Reflect.get(target, name) : undefined;
  const key = path.at(-1) ?? '';
  let parent = root;
  for (const name of path.slice(0, -1))
    parent = typeof parent === 'object' && parent !== null ? Reflect.get(parent, name) : undefined;
  return function (name, value) {
    return name === key && (this === parent || path.length === 0) ? true : value;
  };
}
