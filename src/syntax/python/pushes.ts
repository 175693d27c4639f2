import type { CachedNode } from '../cachedNode';
import type { Push } from '../metrics/push';
import type { Bindings } from './bindings';
import { argumentOf, type Argument } from './callArguments';
import { keyOf, keyPart } from './groupingKey';
import { httpPushes } from './httpPushes';
import { importedPath } from './importedPath';
import { monitorPushes } from './monitorPushes';
import type { DeclaredMetric } from './metricDeclarations';
import { registryOf, type Registry } from './registryOf';
import { spanOf } from './spanOf';
import { stringConstant } from './stringConstant';
import { surroundingsOf } from './surroundings';
import { Trail } from './trail';

/** The functions of exposition.py of prometheus_client, with their places for what they take. */
const functions: ReadonlyMap<
  string,
  { readonly method: Push['method']; readonly key: number; readonly timeout: number }
> = new Map([
  ['push_to_gateway', { method: 'PUT', key: 3, timeout: 4 }],
  ['pushadd_to_gateway', { method: 'POST', key: 3, timeout: 4 }],
  ['delete_from_gateway', { method: 'DELETE', key: 2, timeout: 3 }],
]);

/** The calls that send to a Pushgateway, in the order of the text. */
export function pushesOf(
  text: string,
  bindings: Bindings<CachedNode>,
  declared: readonly DeclaredMetric[],
): readonly Push[] {
  const pushes: Push[] = [];
  if (text.includes('_gateway')) {
    for (const call of clientCalls(bindings)) {
      pushes.push(...(clientPush(call, bindings, declared) ?? []));
    }
  }
  if (text.includes('TaskMonitor')) {
    pushes.push(...monitorPushes(bindings, declared));
  }
  if (text.includes('/metrics/job')) {
    pushes.push(...httpPushes(bindings));
  }
  return pushes.toSorted((a, b) => a.span.start - b.span.start);
}

/** The calls of names that imports lead to one of the functions. */
function clientCalls(bindings: Bindings<CachedNode>): readonly CachedNode[] {
  const names = new Set(functions.keys());
  for (const { path, local } of bindings.imports) {
    if (functions.has(path.slice(path.lastIndexOf('.') + 1))) {
      names.add(local);
    }
  }
  return [...names].flatMap((name) =>
    bindings.occurrences(name).flatMap((node) => {
      const callee = node.parent?.type === 'attribute' ? node.parent : node;
      const call = callee.parent;
      return call?.type === 'call' && call.childForFieldName('function') === callee ? [call] : [];
    }),
  );
}

function clientPush(
  call: CachedNode,
  bindings: Bindings<CachedNode>,
  declared: readonly DeclaredMetric[],
): Push[] | undefined {
  const callee = call.childForFieldName('function');
  const path = callee === null ? undefined : importedPath(callee, bindings);
  const segments = path?.split('.') ?? [];
  const called = functions.get(segments.at(-1) ?? '');
  if (callee === null || called === undefined || !segments.includes('prometheus_client')) {
    return undefined;
  }
  const trail = new Trail(bindings);
  const [gateway, job, grouping] = [
    argumentOf(call, 'gateway', 0),
    argumentOf(call, 'job', 1),
    argumentOf(call, 'grouping_key', called.key),
  ];
  const registry = registryGiven(
    called.method === 'DELETE' ? { kind: 'absent' } : argumentOf(call, 'registry', 2),
    trail,
  );
  const key = keyOf(grouping, trail);
  const timeout = argumentOf(call, 'timeout', called.timeout);
  return [
    {
      client: 'prometheus_client',
      method: called.method,
      gateway: gateway.kind === 'given' ? stringConstant(gateway.value, trail)?.value : undefined,
      job: job.kind === 'given' ? keyPart('job', job.value, trail) : undefined,
      groupingKey: key.parts,
      keyComplete: key.complete && job.kind === 'given',
      registry: registry.kind,
      ...metricsIn(registry, declared),
      timeout:
        timeout.kind === 'given' ? statedTimeout(timeout.value) : timeout.kind === 'absent' ? 'default' : 'unknown',
      ...surroundingsOf(call),
      span: spanOf(call),
      calleeSpan: spanOf(callee),
    },
  ];
}

/** `timeout=None` waits for ever. */
function statedTimeout(value: CachedNode): Push['timeout'] {
  return value.type === 'none' ? 'endless' : 'stated';
}

function registryGiven(argument: Argument, trail: Trail): Registry {
  return argument.kind === 'given' ? registryOf(argument.value, trail) : { kind: 'unknown' };
}

/** The metrics of this file that go to the registry which is pushed. */
function metricsIn(registry: Registry, declared: readonly DeclaredMetric[]): Pick<Push, 'metrics'> {
  if (registry.kind === 'unknown' || (registry.kind === 'own' && registry.made === undefined)) {
    return {};
  }
  return {
    metrics: declared.flatMap((metric, index) =>
      metric.registry.kind === registry.kind && metric.registry.made === registry.made ? [index] : [],
    ),
  };
}
