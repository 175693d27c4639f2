import assert from 'node:assert/strict';
import { labelPolicy } from '../../../../src/lint/config/labelPolicy';

describe('labelPolicy', () => {
  const config = {
    labels: {
      allowed: ['tenant_id', 'user_tier', 'shard*', '*'.repeat(3) + '_worker_id', 'both'],
      forbidden: { 'user_*': 'Users belong in the log.', '*email*': '', both: 'No.', 'a*b*c': 'x' },
    },
  };
  const cases: readonly (readonly [string, unknown])[] = [
    ['tenant_id', 'allowed'],
    ['tenant_ids', undefined],
    ['my_tenant_id', undefined],
    ['user_tier', 'allowed'],
    ['user_name', { forbidden: 'Users belong in the log.' }],
    ['user_', { forbidden: 'Users belong in the log.' }],
    ['user', undefined],
    ['shard', 'allowed'],
    ['shard_7', 'allowed'],
    ['x_worker_id', 'allowed'],
    ['customer_email_hash', { forbidden: '' }],
    ['both', { forbidden: 'No.' }],
    ['abc', { forbidden: 'x' }],
    ['a-b-c', { forbidden: 'x' }],
    ['ac', undefined],
    ['toString', undefined],
    ['', undefined],
  ];
  for (const [name, expected] of cases) {
    it(`${name}: ${JSON.stringify(expected)}`, () => {
      assert.deepEqual(labelPolicy(config, name), expected);
    });
  }

  it('says nothing without a configuration', () => {
    assert.equal(labelPolicy({}, 'user_id'), undefined);
  });

  it('is quick with patterns of many stars', () => {
    const allowed = [`${'a*'.repeat(2_000)}b`];
    assert.equal(labelPolicy({ labels: { allowed } }, 'a'.repeat(100_000)), undefined);
  });
});
