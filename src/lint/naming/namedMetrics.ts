import type { MetricDeclaration } from '../../syntax/metrics/metricDeclaration';
import type { Span } from '../../text/span';
import { exposedName } from '../exposedName';
import type { RuleContext } from '../rule';

/** As the text format types it; `untyped` where it says nothing. */
export type ExposedType = 'counter' | 'gauge' | 'summary' | 'histogram' | 'untyped';

/** A declared metric, as promtool will see it. */
export interface NamedMetric {
  readonly declaration: MetricDeclaration;
  /** The name as exposed, or its known end, where the namespace is made by running code. */
  readonly name: string;
  readonly type: ExposedType;
  /** What a finding about the name underlines: the name itself, without quotes, where it stands as one literal. */
  readonly span: Span;
}

/** What is longer is data, and no name to be read word by word. */
const maxLength = 500;

/** The metrics of a file whose names, or whose ends of names, it says. */
export function namedMetrics({ facts }: RuleContext): readonly NamedMetric[] {
  return facts.declarations.flatMap((declaration) => {
    const name = knownName(declaration);
    const span = declaration.nameTextSpan ?? declaration.nameSpan ?? declaration.span;
    return name === undefined || name.length > maxLength
      ? []
      : [{ declaration, name, type: exposedType(declaration), span }];
  });
}

/** What is wrong with the end of a name is wrong with the whole, so an unknown namespace hides nothing but itself. */
export function knownName(declaration: MetricDeclaration): string | undefined {
  return exposedName(declaration) ?? exposedName({ ...declaration, namespace: undefined, subsystem: undefined });
}

/** generate_latest of prometheus_client and TextFormat of the Java clients write the types of OpenMetrics so. */
export function exposedType({ type }: Pick<MetricDeclaration, 'type'>): ExposedType {
  switch (type) {
    case 'info':
    case 'stateset':
      return 'gauge';
    case 'gaugehistogram':
      return 'histogram';
    case 'unknown':
      return 'untyped';
    default:
      return type;
  }
}
