import assert from 'node:assert/strict';
import { nearName } from '../../../src/lint/nearName';

describe('near names', () => {
  it('are slips of the pen', () => {
    for (const [name, other] of [
      ['orders_total', 'orders'],
      ['backup_duration', 'backup_duration_seconds'],
      ['backup_duration', 'backup_duration_seconds_total'],
      ['queue_lenght', 'queue_length'],
      ['queue_legth', 'queue_length'],
      ['queuelength', 'queue_length'],
      ['request_duration_bucket', 'request_duration_seconds_bucket'],
      ['processed_recrods_total', 'processed_records_total'],
      ['responses_2xx_lenght', 'responses_2xx_length'],
    ] as const) {
      assert.notEqual(nearName(name, other), undefined, name);
      assert.equal(nearName(name, other), nearName(other, name), name);
    }
  });

  it('are no names of their own', () => {
    for (const [name, other] of [
      ['responses_4xx_total', 'responses_5xx_total'],
      ['node1_load', 'node2_load'],
      ['disk_rx_bytes', 'disk_tx_bytes'],
      ['queue_min_seconds', 'queue_max_seconds'],
      ['disk_read_bytes', 'disk_write_bytes'],
      ['jobs_sent', 'jobs_lost'],
      ['load', 'loan'],
      ['up', 'us'],
      ['orders_total', 'orders_failed_total'],
      ['request_seconds_sum', 'request_seconds_count'],
    ] as const) {
      assert.equal(nearName(name, other), undefined, name);
      assert.equal(nearName(other, name), undefined, name);
    }
  });
});
