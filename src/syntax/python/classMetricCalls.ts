import type { CachedNode } from '../cachedNode';
import type { LabelCall } from '../metrics/labelCall';
import type { MetricDeclaration } from '../metrics/metricDeclaration';
import type { Bindings } from './bindings';
import { givenByArguments } from './givenValues';
import { spanOf } from './spanOf';
import { Trail } from './trail';

interface DeclaredMetric {
  readonly node: CachedNode;
  readonly declaration: MetricDeclaration;
}

/** A metric that is a class gets the values of its labels where an object of it is made: `Errors(org_id=org.id)`. */
export function classMetricCalls(
  declared: readonly DeclaredMetric[],
  bindings: Bindings<CachedNode>,
): readonly LabelCall[] {
  return declared.flatMap(({ node, declaration: { holder, labels } }, index) =>
    node.type !== 'class_definition' || holder === undefined
      ? []
      : bindings.occurrences(holder).flatMap((name): LabelCall[] => {
          const call = name.parent;
          const isMade = call?.type === 'call' && call.childForFieldName('function') === name;
          const own = isMade ? bindings.of(name) : undefined;
          if (!isMade || own?.kind !== 'class' || own.definition !== node) {
            return [];
          }
          const names = labels.map((label) => label.name);
          return [
            {
              metric: { kind: 'declared', index },
              ...givenByArguments(call, names, new Trail(bindings)),
              span: spanOf(call),
            },
          ];
        }),
  );
}
