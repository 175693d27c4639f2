import type { MetricOfUse } from '../../metrics/labelCall';
import { hasClientType } from './clientType';
import type { Use } from './givenLabels';
import { isBuiltinOrClient } from './isBuiltinOrClient';
import { argumentsOf, plainExpression } from './plainExpression';
import type { References } from './references';

/** What is done to a metric with its labels. */
const doings = /^\s*(?:\?\.|\.)\s*(?:inc|dec|set|observe|startTimer|setToCurrentTime|increment|decrement)\b/;

/** Whether a use of a metric that this file does not declare has the form that only uses of metrics have. */
export function looksLikeMetric({ call, method, receiver }: Use, metric: MetricOfUse, references: References): boolean {
  const given = argumentsOf(call);
  const [first] = given;
  const isObject = first !== undefined && plainExpression(first)?.type === 'object';
  if (metric.kind === 'imported' && isBuiltinOrClient(metric.from.module)) {
    return false;
  }
  if (hasClientType(receiver, references)) {
    return true;
  }
  switch (method) {
    case 'labels': {
      const isUsed = doings.test(references.tree.text.slice(call.endIndex, call.endIndex + 200));
      return isUsed || (metric.kind === 'imported' && isObject && given.length === 1);
    }
    case 'inc':
    case 'dec':
      return isObject && given.length <= 2 && receiver.type !== 'this';
    case 'startTimer':
      return isObject && given.length === 1;
    case 'observe':
      // `observer.observe({ type: 'longtask' })` is a PerformanceObserver.
      return isObject && given.length === 2;
    case 'set':
      return metric.kind === 'imported' && isObject && given.length === 2;
    case 'setToCurrentTime':
      return isObject;
    default:
      return false;
  }
}
