import type { Push } from '../../syntax/metrics/push';

/**
 * Whether TaskMonitor's own module pushes: by `POST` from a registry of its own, within a deadline, and never into the job's
 * error. Only its key and how often it is called are left to say something about.
 */
export function isOwnClient({ client }: Push): boolean {
  return client === 'taskmonitor';
}
