import type { Node } from '@vscode/tree-sitter-wasm';
import type { Bindings } from './bindings';

/** Circles of aliases must end. */
const maxHops = 8;

/**
 * The dotted path that `expression` is imported from, through modules (`prom.core.Metric`) and aliases
 * (`Metric = prom.Metric`, `self.metric = prom.Metric`); undefined for everything else, so that a `Counter` of the
 * standard library or of this file is never mistaken for another one.
 */
export function importedPath(expression: Node, bindings: Bindings, hops = maxHops): string | undefined {
  if (expression.type !== 'identifier' && expression.type !== 'attribute') {
    return undefined;
  }
  const binding = bindings.of(expression);
  if (binding?.kind === 'import') {
    return binding.path;
  }
  if (binding?.kind === 'value' && hops > 0) {
    return importedPath(binding.value, bindings, hops - 1);
  }
  if (binding !== undefined) {
    return undefined;
  }
  if (expression.type === 'identifier') {
    // What a wildcard brings is not said here; only the modules that we know by their names are taken for it.
    const wildcard = bindings.imports.find(
      (each) => each.local === '*' && each.path.split('.').includes('prometheus_client'),
    );
    return wildcard && `${wildcard.path}.${expression.text}`;
  }
  const [object, name] = [expression.childForFieldName('object'), expression.childForFieldName('attribute')];
  const path = object === null || hops === 0 ? undefined : importedPath(object, bindings, hops - 1);
  return path === undefined || name === null ? undefined : `${path}.${name.text}`;
}
