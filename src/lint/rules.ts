import type { Rule } from './rule';
import { highCardinalityLabel } from './rules/highCardinalityLabel';
import { pushWithoutTimeout } from './rules/pushWithoutTimeout';
import { pushReplacesGroup } from './rules/pushReplacesGroup';
import { pushInLoop } from './rules/pushInLoop';
import { pushDefaultRegistry } from './rules/pushDefaultRegistry';
import { pushCanMaskError } from './rules/pushCanMaskError';
import { highCardinalityGroupingKey } from './rules/highCardinalityGroupingKey';
import { unboundedLabelValue } from './rules/unboundedLabelValue';
import { counterTotal } from './rules/counterTotal';
import { duplicateMetric } from './rules/duplicateMetric';
import { metricName } from './rules/metricName';
import { metricTypeInName } from './rules/metricTypeInName';
import { metricUnit } from './rules/metricUnit';
import { missingHelp } from './rules/missingHelp';
import { missingUnit } from './rules/missingUnit';
import { reservedLabel } from './rules/reservedLabel';
import { aggregateByHighCardinality } from './rules/aggregateByHighCardinality';
import { alertLabelCardinality } from './rules/alertLabelCardinality';
import { histogramQuantileWithoutBuckets } from './rules/histogramQuantileWithoutBuckets';
import { rateOnPushedMetric } from './rules/rateOnPushedMetric';
import { scrapeHonorLabels } from './rules/scrapeHonorLabels';
import { unknownMetric } from './rules/unknownMetric';

/** All rules, in the order in which they are listed and run. */
export const rules: readonly Rule[] = [
  highCardinalityLabel,
  pushWithoutTimeout,
  pushReplacesGroup,
  pushInLoop,
  pushDefaultRegistry,
  pushCanMaskError,
  highCardinalityGroupingKey,
  unboundedLabelValue,
  counterTotal,
  duplicateMetric,
  metricName,
  metricTypeInName,
  metricUnit,
  missingHelp,
  missingUnit,
  reservedLabel,
  aggregateByHighCardinality,
  alertLabelCardinality,
  histogramQuantileWithoutBuckets,
  rateOnPushedMetric,
  scrapeHonorLabels,
  unknownMetric,
];
