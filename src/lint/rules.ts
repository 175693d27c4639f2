import type { Rule } from './rule';
import { highCardinalityLabel } from './rules/highCardinalityLabel';

/** All rules, in the order in which they are listed and run. */
export const rules: readonly Rule[] = [highCardinalityLabel];
