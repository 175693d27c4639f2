import type { MetricType } from '../syntax/metrics/metricDeclaration';

/** What every task with TaskMonitor pushes (`src/runtime/monitoring.*`): rules know it without a workspace. */
export const taskMonitorFamilies: ReadonlyMap<string, MetricType> = new Map([
  ['task_success_total', 'counter'],
  ['task_failure_total', 'counter'],
  ['task_duration_seconds', 'gauge'],
  ['task_processed_records', 'gauge'],
  ['task_last_start_timestamp_seconds', 'gauge'],
  ['task_last_success_timestamp_seconds', 'gauge'],
  ['task_last_completion_timestamp_seconds', 'gauge'],
]);
