import type { ImportedName } from '../metrics/importedName';
import type { CachedNode } from '../cachedNode';
import type { Bindings } from './bindings';

/** Circles of aliases must end. */
const maxHops = 8;

/**
 * The dotted path that `expression` is imported from, through modules (`prom.core.Metric`) and aliases
 * (`Metric = prom.Metric`, `self.metric = prom.Metric`); undefined for everything else, so that a `Counter` of the
 * standard library or of this file is never mistaken for another one.
 */
export function importedPath(
  expression: CachedNode,
  bindings: Bindings<CachedNode>,
  hops = maxHops,
): string | undefined {
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

/** The name of another file that `expression` is, as the import writes it: `{ module: '.metrics', name: 'REQUESTS' }`. */
export function importedName(
  expression: CachedNode,
  bindings: Bindings<CachedNode>,
  hops = maxHops,
): ImportedName | undefined {
  const members: string[] = [];
  let base = expression;
  for (let steps = hops; base.type === 'attribute' && steps > 0; steps -= 1) {
    const [object, name] = [base.childForFieldName('object'), base.childForFieldName('attribute')];
    if (object === null || name === null) {
      return undefined;
    }
    members.unshift(name.text);
    base = object;
  }
  const binding = base.type === 'identifier' ? bindings.of(base) : undefined;
  if (binding?.kind === 'value' && hops > 0 && (base === expression || binding.value.type !== 'call')) {
    const held = importedName(binding.value, bindings, hops - 1);
    return held && { module: held.module, name: [held.name, ...members].filter((part) => part !== '').join('.') };
  }
  if (binding === undefined && base.type === 'identifier') {
    return ofWildcard([base.text, ...members].join('.'), bindings);
  }
  if (binding?.kind !== 'import') {
    return undefined;
  }
  const { module, name, path } = binding.imported;
  if (name !== undefined) {
    return { module, name: [name, ...members].join('.') };
  }
  // `import a.b` binds `a`: what is written behind it begins with the rest of the module's name.
  const rest = path === module ? [] : module.split('.').slice(1);
  const isWhole = rest.every((part, index) => members[index] === part);
  return isWhole ? { module, name: members.slice(rest.length).join('.') } : { module: path, name: members.join('.') };
}

/** What nothing in the file binds comes from its wildcard import, when there is one and it is not the client's. */
function ofWildcard(name: string, bindings: Bindings<CachedNode>): ImportedName | undefined {
  const [only, ...others] = bindings.imports.filter(
    ({ local, path }) => local === '*' && !path.split('.').includes('prometheus_client'),
  );
  return only === undefined || others.length > 0 ? undefined : { module: only.module, name };
}

/** The names of a dotted path; the dots of a relative import are none. */
export function namesIn(path: string): readonly string[] {
  return path.split('.').filter((name) => name !== '');
}
