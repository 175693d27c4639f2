import type { LabelValue } from './labelValue';

/** How deep an expression is read, names on the way included, and how many names are followed. */
export interface ValueReach {
  readonly depth: number;
  readonly hops: number;
}

export const fullReach: ValueReach = { depth: 24, hops: 3 };

/** What has been assigned more often is anything. */
const maxAssignments = 12;

/** What all assignments of a name give it, one hop away; undefined where the reach ends. */
export function assignedValue<N>(
  values: readonly N[],
  { depth, hops }: ValueReach,
  read: (value: N, reach: ValueReach) => LabelValue,
): LabelValue | undefined {
  if (values.length === 0 || values.length > maxAssignments || hops === 0) {
    return undefined;
  }
  const options = values.map((value) => read(value, { depth, hops: hops - 1 }));
  return options.length === 1 ? options[0] : { kind: 'choice', options };
}
