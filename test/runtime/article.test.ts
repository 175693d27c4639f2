import assert from 'node:assert/strict';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { pushedGroup } from './pushedGroups';
import { allPythons } from './pythons';
import { runScript } from './runScript';

// Scripts that were written for the module of the article that this project began with. Its calls, word for word: the constructor
// by keyword with a URL without a scheme, both records by keyword, durations from time.time(), the error's class name as a string.
const nightly = (port: number): string => `
from monitoring import TaskMonitor
import time

monitor = TaskMonitor(
    job_name="data_processing",
    pushgateway_url="localhost:${port}"
)

def run_nightly(step):
    name = "nightly_data_processing"
    start_time = time.time()
    try:
        records = step()
        monitor.record_success(
            task_name=name,
            duration=time.time() - start_time,
            records_processed=records
        )
    except Exception as e:
        monitor.record_failure(
            task_name=name,
            error_code=str(type(e).__name__),
            duration=time.time() - start_time
        )
        raise

def rows():
    time.sleep(0.02)
    return 1500

def broken():
    raise ConnectionError("source is down")

run_nightly(broken if BROKEN else rows)
`;

const orders = (port: number): string => `
from monitoring import TaskMonitor
import time

class PaymentTimeout(Exception):
    pass

order_monitor = TaskMonitor("order_processing", "localhost:${port}")

def process_order(order):
    start = time.time()
    try:
        if order == "slow":
            raise PaymentTimeout
        order_monitor.record_success(task_name="order_fulfillment", duration=time.time() - start)
    except PaymentTimeout:
        order_monitor.record_failure(task_name="order_fulfillment", error_code="payment_timeout")
        raise

process_order("fast")
try:
    process_order("slow")
except PaymentTimeout:
    print("timed out")

with order_monitor.batch_push():
    order_monitor.record_success("positional", 0.5, 3)
    order_monitor.record_failure("positional", "E1", 0.25)
`;

for (const python of allPythons()) {
  describe(`scripts written for the article's module, ${python.name}`, () => {
    let gateway: RealPushgateway;
    before(async () => {
      gateway = await startRealPushgateway();
    });
    after(() => gateway.stop());

    it('report a success', async () => {
      const run = await runScript(python, `BROKEN = False\n${nightly(gateway.port)}`);
      assert.deepEqual([run.stderr, run.exitCode], ['', 0]);
      const { samples, types } = await pushedGroup(gateway.url, {
        job: 'data_processing',
        task_name: 'nightly_data_processing',
      });
      assert.equal(types['task_success_total'], 'COUNTER');
      assert.equal(samples['task_success_total'], 1);
      assert.equal(samples['task_processed_records'], 1500);
      assert.ok((samples['task_duration_seconds'] ?? 0) >= 0.02);
    });

    it('report a failure, and keep the last success that the module would have erased', async () => {
      const run = await runScript(python, `BROKEN = True\n${nightly(gateway.port)}`);
      assert.equal(run.exitCode, 1);
      assert.match(run.stderr, /ConnectionError: source is down\n$/);
      const { samples } = await pushedGroup(gateway.url, {
        job: 'data_processing',
        task_name: 'nightly_data_processing',
      });
      assert.equal(samples['task_failure_total{error_code="ConnectionError"}'], 1);
      assert.ok(samples['task_last_success_timestamp_seconds'] !== undefined);
    });

    it('may leave out durations and records, and use positions', async () => {
      const run = await runScript(python, orders(gateway.port));
      assert.deepEqual([run.stderr, run.stdout, run.exitCode], ['', 'timed out\n', 0]);
      const fulfilled = await pushedGroup(gateway.url, { job: 'order_processing', task_name: 'order_fulfillment' });
      assert.equal(fulfilled.samples['task_failure_total{error_code="payment_timeout"}'], 1);
      assert.equal(fulfilled.samples['task_processed_records'], undefined);
      const positional = await pushedGroup(gateway.url, { job: 'order_processing', task_name: 'positional' });
      assert.equal(positional.samples['task_duration_seconds'], 0.25);
      assert.equal(positional.samples['task_processed_records'], 3);
      assert.equal(positional.samples['task_failure_total{error_code="E1"}'], 1);
    });
  });
}
