import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../../text/span';
import type { GivenValue, LabelCall, MetricOfUse } from '../../metrics/labelCall';
import type { MetricDeclaration } from '../../metrics/metricDeclaration';
import { labelValue } from './labelValue';
import { nameChain } from './nameChain';
import { objectParts, type ObjectParts } from './objectParts';
import { argumentsOf, plainExpression, spanOf } from './plainExpression';
import type { References } from './references';
import { removalOf } from './removalOf';

/** A call of a method that metrics have. */
export interface Use {
  readonly call: Node;
  readonly method: string;
  readonly receiver: Node;
}

/** The labels that a use gives; undefined when it gives none. @param names the metric's declaration, where this file has it */
export function givenLabels(
  { call, method, receiver }: Use,
  metric: MetricOfUse,
  names: MetricDeclaration | undefined,
  references: References,
): LabelCall | undefined {
  const given = argumentsOf(call);
  const [first] = given;
  const span = spanOf(call);
  const whole: Span = { start: receiver.endIndex, end: call.endIndex };
  if (first === undefined) {
    return undefined;
  }
  const object = objectLabels(first, references);
  const { text } = references.tree;
  if (object !== undefined) {
    const isWhole = plainExpression(first)?.type === 'object' && !/\bexemplarLabels\b/.test(references.text(first));
    const removal = method === 'labels' ? whole : isWhole ? removalOf(given, 0, text) : undefined;
    return { metric, ...object, span, ...(removal === undefined ? {} : { removal }) };
  }
  if (names?.labelsComplete === true && names.labels.length === 0) {
    return undefined;
  }
  if (method === 'labels' || method === 'remove') {
    if (given.length === 1 && isObjectElsewhere(first, names, references)) {
      return { metric, values: [], complete: false, span };
    }
    return {
      metric,
      values: given
        .filter(({ type }) => type !== 'spread_element')
        .map((argument, position) => {
          const removal = removalOf(given, position, text);
          return {
            label: names?.labelsComplete === true ? names.labels[position]?.name : undefined,
            position,
            value: labelValue(argument, references),
            span: spanOf(argument),
            ...(removal === undefined ? {} : { removal }),
          };
        }),
      complete: given.every(({ type }) => type !== 'spread_element'),
      span,
      ...(method === 'labels' ? { removal: whole } : {}),
    };
  }
  // `inc(amount)` gives no labels; `set(labels, value)` gives some that this file does not show.
  const takesValue = method === 'set' || method === 'observe';
  const isHidden = metric.kind === 'declared' && (takesValue ? given.length > 1 : !isNumber(first, references));
  return isHidden ? { metric, values: [], complete: false, span } : undefined;
}

/** Whether the only argument of `labels(…)` is an object of labels that this file does not show, rather than one value. */
function isObjectElsewhere(
  argument: Node,
  declaration: MetricDeclaration | undefined,
  references: References,
): boolean {
  const chain = nameChain(argument);
  const name = chain?.names.at(-1) ?? (chain === undefined ? '' : references.text(chain.root));
  const isOne = declaration?.labelsComplete === true && declaration.labels.length === 1;
  const isMany =
    declaration?.labelsComplete === true &&
    declaration.labels.length > 1 &&
    /^(?:identifier|this)$/.test(chain?.root.type ?? '');
  return isMany || (!isOne && /(?:labels|tags|attributes|dimensions)$/i.test(name));
}

function isNumber(argument: Node, references: References): boolean {
  const target = references.follow(argument);
  return (
    target?.kind === 'expression' &&
    /^(?:number|binary_expression|unary_expression|ternary_expression|call_expression|update_expression)$/.test(
      target.node.type,
    )
  );
}

/** The labels that an object gives; undefined for what is none, or is not shown here. */
export function objectLabels(
  argument: Node,
  references: References,
): Pick<LabelCall, 'values' | 'complete'> | undefined {
  const object = withoutExemplar(objectParts(argument, references), references);
  return (
    object && {
      values: object.parts.map(({ name, value, removal }): GivenValue => ({
        label: name,
        value: labelValue(value, references),
        span: spanOf(value),
        ...(value.type === 'shorthand_property_identifier' ? { lead: `${references.text(value)}: ` } : {}),
        ...(removal === undefined ? {} : { removal }),
      })),
      complete: object.complete,
    }
  );
}

/** `inc({ labels, value, exemplarLabels })`, where exemplars are on: they are no labels of the metric. */
function withoutExemplar(object: ObjectParts | undefined, references: References): ObjectParts | undefined {
  const isExemplar =
    object?.parts.some(({ name }) => name === 'exemplarLabels') === true &&
    object.parts.every(({ name }) => /^(?:labels|value|exemplarLabels)$/.test(name ?? ''));
  const labels = isExemplar ? object.parts.find(({ name }) => name === 'labels') : undefined;
  if (labels === undefined) {
    return isExemplar ? { parts: [], complete: true } : object;
  }
  return objectParts(labels.value, references) ?? { parts: [], complete: false };
}
