import type { CachedNode } from '../cachedNode';
import type { Bindings } from './bindings';
import { importedPath } from './importedPath';
import { isTaskMonitor } from './metricConstructors';

/** The call `TaskMonitor(…)` of this file that an expression holds: `monitor`, `self.monitor`, or the call itself. */
export function monitorCall(expression: CachedNode, bindings: Bindings<CachedNode>): CachedNode | undefined {
  const binding = expression.type === 'call' ? undefined : bindings.of(expression);
  const value = binding?.kind === 'value' ? binding.value : expression;
  const constructor = value.type === 'call' ? value.childForFieldName('function') : null;
  const path = constructor === null ? undefined : importedPath(constructor, bindings);
  return path !== undefined && isTaskMonitor(path) ? value : undefined;
}
