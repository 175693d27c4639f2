import type { MetricFamily } from '../exposition/metricFamily';
import { writeExposition } from '../exposition/writeExposition';
import { errorAnswer } from './answer';
import type { Answer } from './answer';
import { gather } from './gather';
import type { StoredGroup } from './storedGroup';

/** `GET /metrics`: everything pushed and the gateway's own metrics. Nothing at all when the groups contradict each other (500). */
export function expositionAnswer(groups: Iterable<StoredGroup>, own: readonly MetricFamily[]): Answer {
  const gathered = gather(groups);
  if (gathered.kind === 'inconsistent') {
    return errorAnswer(500, `An error has occurred while serving metrics:\n\n${gathered.reason}`);
  }
  const byName = new Map(gathered.families.map((family) => [family.name, family]));
  for (const family of own) {
    const pushed = byName.get(family.name);
    // Of the same type and HELP, or it would not have been stored.
    byName.set(family.name, { ...family, metrics: [...family.metrics, ...(pushed?.metrics ?? [])] });
  }
  const families = [...byName.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return {
    status: 200,
    headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' },
    body: writeExposition(families),
  };
}
