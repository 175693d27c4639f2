import * as l10n from '@vscode/l10n';
import { notAPushgateway } from './answerFailure';
import { decodeFamily } from './decodeFamily';
import type { Family, Group } from './group';
import { groupId } from './groupingKey';
import type { GroupingKey } from './groupingKey';
import { isObject, isStringRecord } from './jsonObject';

type JsonObject = Readonly<Record<string, unknown>>;

/** What the gateway adds to every group of its own accord (pushgateway storage/interface.go). */
const PUSH_TIME = 'push_time_seconds';
const PUSH_FAILURE_TIME = 'push_failure_time_seconds';

/**
 * Reads the JSON of `/api/v1/metrics`. Sorted by id, families by name (the gateway's order is random); series keep their order.
 * @param display the gateway's address for messages, without credentials
 * @throws GatewayError `notAPushgateway` for any other shape
 */
export function decodeGroups(json: unknown, display: string = l10n.t('this address')): readonly Group[] {
  const data = isObject(json) && json['status'] === 'success' ? json['data'] : undefined;
  if (!Array.isArray(data)) throw anotherShape(display);
  return data
    .map((group: unknown) => decodeGroup(group, display))
    .toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function decodeGroup(json: unknown, display: string): Group {
  if (!isObject(json)) throw anotherShape(display);
  const added = new Map<string, Family>();
  const families: Family[] = [];
  for (const [name, value] of Object.entries(json)) {
    const family = decodeFamily(name, value);
    if (family === undefined) continue;
    if (name === PUSH_TIME || name === PUSH_FAILURE_TIME) added.set(name, family);
    else families.push(family);
  }
  const pushTime = timeOf(added.get(PUSH_TIME));
  const pushFailureTime = timeOf(added.get(PUSH_FAILURE_TIME));
  const key = decodeKey(json['labels']) ?? keyOfAdded(added.get(PUSH_TIME) ?? added.get(PUSH_FAILURE_TIME));
  if (key === undefined) throw anotherShape(display);
  return {
    key,
    id: groupId(key),
    lastPushSuccessful: decodeVerdict(json) ?? (pushFailureTime ?? 0) <= (pushTime ?? 0),
    ...(pushTime === undefined ? {} : { pushTime }),
    ...(pushFailureTime === undefined ? {} : { pushFailureTime }),
    families: families.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

/** Undefined when a pushed family named `labels` stands in its place. */
function decodeKey(labels: unknown): GroupingKey | undefined {
  return isStringRecord(labels) ? labels : undefined;
}

/** Undefined when a pushed family named `last_push_successful` stands in its place. */
function decodeVerdict(group: JsonObject): boolean | undefined {
  const verdict = group['last_push_successful'];
  return typeof verdict === 'boolean' ? verdict : undefined;
}

/**
 * The key of a group whose `labels` are shadowed: the gateway labels the times that it adds with the key and nothing else, but for
 * an `instance` that it makes empty where the key has none. A key that has an empty `instance` itself cannot be told apart here.
 */
function keyOfAdded(family: Family | undefined): GroupingKey | undefined {
  const labels = family?.metrics[0]?.labels;
  if (labels === undefined || labels['instance'] !== '') return labels;
  return Object.fromEntries(Object.entries(labels).filter(([name]) => name !== 'instance'));
}

/** Unix seconds; undefined for 0, which is how the gateway says 'never'. */
function timeOf(family: Family | undefined): number | undefined {
  const seconds = Number(family?.metrics[0]?.value ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

function anotherShape(display: string): Error {
  return notAPushgateway(display, l10n.t('its JSON has another shape'));
}
