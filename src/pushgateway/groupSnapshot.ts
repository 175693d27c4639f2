import type { Group } from './group';

/**
 * Groups as they were before they were deleted, in a form that can be pushed back: values return, times do not
 * (the gateway sets the time of a push itself).
 */
export interface GroupSnapshot {
  readonly format: 'taskmonitor-groups';
  readonly version: 1;
  /** The gateway's address, without credentials. */
  readonly gateway: string;
  /** When it was taken, ISO 8601 in UTC. */
  readonly takenAt: string;
  readonly groups: readonly Group[];
}

export function snapshotOf(gateway: string, groups: readonly Group[], now: Date): GroupSnapshot {
  return { format: 'taskmonitor-groups', version: 1, gateway, takenAt: now.toISOString(), groups };
}

/** A file name that sorts by time and is valid everywhere. */
export function snapshotFileName(snapshot: GroupSnapshot): string {
  return `groups-${snapshot.takenAt.replaceAll(/[:.]/g, '-')}.json`;
}
