import assert from 'node:assert/strict';
import { increasingClock } from '../../../../src/pushgateway/devGateway/clock';

describe('increasingClock', () => {
  it('is later with every call, also within one millisecond and after small steps back', () => {
    const wall = [1_800_000_000_000, 1_800_000_000_000, 1_800_000_000_000, 1_799_999_999_900, 1_800_000_000_001];
    const now = increasingClock(() => wall.shift() ?? assert.fail('asked too often'));
    const times = Array.from({ length: 5 }, now);
    for (const [index, time] of times.entries())
      assert.ok(index === 0 || time > (times[index - 1] ?? Infinity), String(times));
    assert.equal(times[4], 1_800_000_000_001);
  });

  it('follows a clock that was set back', () => {
    const wall = [1_800_000_000_000, 1_700_000_000_000];
    const now = increasingClock(() => wall.shift() ?? assert.fail('asked too often'));
    assert.deepEqual([now(), now()], [1_800_000_000_000, 1_700_000_000_000]);
  });
});
