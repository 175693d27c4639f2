import type { Group } from '../../pushgateway/group';

/**
 * The error code of the last run, when a TaskMonitor runtime pushed the group and that run failed: a success pushes the
 * same family with 0 in its place.
 */
export function failedRun(group: Group): { readonly errorCode: string } | undefined {
  const failures = group.families.find(({ name }) => name === 'task_failure_total');
  const failure = failures?.metrics.find(({ value }) => Number(value) > 0);
  return failure === undefined ? undefined : { errorCode: failure.labels['error_code'] ?? '' };
}
