import { decodeGroups } from '../../src/pushgateway/decodeGroups';
import type { Group } from '../../src/pushgateway/group';

/** A group in short: its samples by name, with their labels beyond the group's, as in `task_failure_total{error_code="E"}`. */
export interface PushedGroup {
  readonly labels: Readonly<Record<string, string>>;
  readonly lastPushSuccessful: boolean;
  /** By family. */
  readonly types: Readonly<Record<string, string>>;
  /** The value; of a histogram or summary the count. */
  readonly samples: Readonly<Record<string, number>>;
}

/** The groups of the gateway at this URL, by `/api/v1/metrics`. */
export async function pushedGroups(url: string): Promise<readonly PushedGroup[]> {
  const response = await fetch(`${url}/api/v1/metrics`);
  return decodeGroups(await response.json()).map(inShort);
}

/** The group with exactly these labels. Throws, and names those that are there, when there is none. */
export async function pushedGroup(url: string, labels: Readonly<Record<string, string>>): Promise<PushedGroup> {
  const groups = await pushedGroups(url);
  const group = groups.find((candidate) => sorted(candidate.labels) === sorted(labels));
  if (group === undefined) {
    throw new Error(`no group ${sorted(labels)}; there are: ${groups.map((other) => sorted(other.labels)).join(' ')}`);
  }
  return group;
}

function sorted(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => a.localeCompare(b)));
}

function inShort(group: Group): PushedGroup {
  return {
    labels: group.key,
    lastPushSuccessful: group.lastPushSuccessful,
    types: Object.fromEntries(group.families.map((family) => [family.name, family.type])),
    samples: Object.fromEntries(
      group.families.flatMap((family) =>
        family.metrics.map((metric) => [
          family.name + furtherLabels(metric.labels, group.key),
          Number(metric.value ?? metric.count),
        ]),
      ),
    ),
  };
}

function furtherLabels(labels: Readonly<Record<string, string>>, ofGroup: Readonly<Record<string, string>>): string {
  const further = Object.entries(labels)
    .filter(([name, value]) => !(name in ofGroup) && value !== '')
    .map(([name, value]) => `${name}="${value}"`);
  return further.length === 0 ? '' : `{${further.join(',')}}`;
}
