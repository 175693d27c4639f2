import type { CachedNode } from '../cachedNode';
import { importedPath } from './importedPath';
import type { Trail } from './trail';

/** The registry that an argument gives. `made` is the call that makes an own one, by which two uses are the same. */
export interface Registry {
  readonly kind: 'default' | 'own' | 'unknown';
  readonly made?: CachedNode | undefined;
}

export function registryOf(expression: CachedNode, trail: Trail): Registry {
  const argument = trail.argument(expression);
  if (argument !== undefined) {
    const outside = trail.outside();
    return argument === null ? { kind: 'default' } : outside ? registryOf(argument, outside) : { kind: 'unknown' };
  }
  if (expression.type === 'none') {
    return { kind: 'own' };
  }
  if (expression.type === 'call') {
    const callee = expression.childForFieldName('function');
    const path = callee === null ? undefined : importedPath(callee, trail.bindings);
    return path?.endsWith('.CollectorRegistry') === true ? { kind: 'own', made: expression } : { kind: 'unknown' };
  }
  if (importedPath(expression, trail.bindings)?.endsWith('.REGISTRY') === true) {
    return { kind: 'default' };
  }
  const binding = trail.bindings.of(expression);
  const beyond = trail.hop();
  return binding?.kind === 'value' && beyond !== undefined ? registryOf(binding.value, beyond) : { kind: 'unknown' };
}
