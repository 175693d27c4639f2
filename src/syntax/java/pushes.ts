import type { Node } from '@vscode/tree-sitter-wasm';
import type { KeyPart, Push } from '../metrics/push';
import { spanOf } from '../spanOf';
import type { DeclaredMetrics } from './declaredMetrics';
import { javaChildren } from './javaChildren';
import type { JavaCall, JavaSource } from './javaSource';
import { labelValue } from './labelValue';
import { clientClass } from './metricClasses';
import { pushPlace } from './pushPlace';
import { stringConstant } from './stringConstant';

const packages = {
  'io.prometheus.client.exporter': 'simpleclient',
  'io.prometheus.metrics.exporter.pushgateway': 'client_java',
} as const;

type Client = (typeof packages)[keyof typeof packages];

/** PushGateway.java of both clients: push replaces the group, pushAdd its families of the same names. */
const sends: Readonly<Record<string, Push['method']>> = { push: 'PUT', pushAdd: 'POST', delete: 'DELETE' };

/** A gateway, by the expression that makes it; undefined where the file only says that it is one. */
interface Gateway {
  readonly client: Client;
  readonly made: Node | undefined;
}

/** The pushes of a Java file through either client's PushGateway, in the order of the text. */
export function pushes(metrics: DeclaredMetrics, source: JavaSource): Push[] {
  if (!source.text.includes('PushGateway')) {
    return [];
  }
  const found: Push[] = [];
  for (const call of source.calls(/\b(?:push|pushAdd|delete)\b/g)) {
    const gateway = call.object === null ? undefined : gatewayOf(call.object, source);
    if (gateway?.client === 'simpleclient') {
      found.push(ofSimpleclient(call, gateway, metrics, source));
    } else if (gateway !== undefined) {
      found.push(ofNewClient(call, gateway, metrics, source));
    }
  }
  return found;
}

const maxHops = 8;

function gatewayOf(expression: Node, source: JavaSource, hops = maxHops): Gateway | undefined {
  source.budget.spend();
  if (hops === 0) {
    return undefined;
  }
  switch (expression.type) {
    case 'object_creation_expression': {
      const client = clientOf(expression.childForFieldName('type'), source);
      return client && { client, made: expression };
    }
    case 'method_invocation': {
      let root: Node | null = expression;
      while (root?.type === 'method_invocation') {
        source.budget.spend();
        root = root.childForFieldName('object');
      }
      const client = root === null ? undefined : clientOf(root, source);
      return client && { client, made: expression };
    }
    case 'identifier':
    case 'field_access': {
      const isOwn = expression.childForFieldName('object')?.type === 'this';
      const declared =
        expression.type === 'identifier'
          ? source.declaredAt(expression)
          : isOwn
            ? source.fieldAt(expression.childForFieldName('field')?.text ?? '', expression.startIndex)
            : undefined;
      for (const value of declared?.values ?? []) {
        const gateway = value && gatewayOf(value, source, hops - 1);
        if (gateway !== undefined) {
          return gateway;
        }
      }
      const client = clientOf(declared?.type ?? null, source);
      return client && { client, made: undefined };
    }
    default:
      return undefined;
  }
}

function clientOf(expression: Node | null, source: JavaSource): Client | undefined {
  const found = expression === null ? undefined : clientClass(expression, Object.keys(packages), source);
  return found?.simple === 'PushGateway'
    ? Object.entries(packages).find(([each]) => each === found.package)?.[1]
    : undefined;
}

/** `new PushGateway("host:9091").pushAdd(registry, "job", groupingKey)`; it waits 10 seconds (DefaultHttpConnectionFactory.java). */
function ofSimpleclient(
  { call, name, arguments: given }: JavaCall,
  { made }: Gateway,
  metrics: DeclaredMetrics,
  source: JavaSource,
): Push {
  const isDelete = name.text === 'delete';
  const [sent, job, key] = isDelete ? [undefined, ...given] : given;
  const [address] = javaChildren(made?.childForFieldName('arguments') ?? null);
  const grouping = key === undefined ? { parts: [], complete: true } : groupingMap(key, source);
  const metric = sent === undefined ? undefined : metrics.of(sent);
  return {
    client: 'simpleclient',
    method: sends[name.text],
    gateway: address && stringConstant(address, source)?.value,
    job: job && { name: 'job', value: labelValue(job, source), span: spanOf(job) },
    groupingKey: grouping.parts,
    keyComplete: grouping.complete && job !== undefined,
    registry: metric?.kind === 'declared' ? 'own' : registryOf(sent, source),
    ...(metric?.kind === 'declared' ? { metrics: [metric.index] } : {}),
    timeout: 'default',
    ...pushPlace(call, source),
    span: spanOf(call),
    calleeSpan: spanOf(name),
  };
}

/** `PushGateway.builder().address("host:9091").job("nightly").groupingKey("zone", zone).build()`, then `push()`. */
function ofNewClient(
  { call, name, arguments: given }: JavaCall,
  { made }: Gateway,
  metrics: DeclaredMetrics,
  source: JavaSource,
): Push {
  const settings = new Map<string, (readonly Node[])[]>();
  for (let at: Node | null = made ?? null; at?.type === 'method_invocation'; at = at.childForFieldName('object')) {
    const setting = at.childForFieldName('name')?.text ?? '';
    settings.set(setting, [javaChildren(at.childForFieldName('arguments')), ...(settings.get(setting) ?? [])]);
  }
  const first = (setting: string): Node | undefined => settings.get(setting)?.[0]?.[0];
  const [job, address, registry] = [first('job'), first('address'), first('registry')];
  const ip = settings.has('instanceIpGroupingKey') && made !== undefined ? [instanceKey(made)] : [];
  const keys = (settings.get('groupingKey') ?? []).flatMap(([key, value]): KeyPart[] =>
    value === undefined
      ? []
      : [{ name: key && stringConstant(key, source)?.value, value: labelValue(value, source), span: spanOf(value) }],
  );
  const [sent] = given;
  const metric = sent === undefined ? undefined : metrics.of(sent);
  return {
    client: 'client_java',
    method: sends[name.text],
    gateway: address && stringConstant(address, source)?.value,
    job: job && { name: 'job', value: labelValue(job, source), span: spanOf(job) },
    groupingKey: [...keys, ...ip],
    keyComplete: made !== undefined && settings.has('builder'),
    registry:
      sent !== undefined
        ? 'own'
        : made === undefined
          ? 'unknown'
          : registry === undefined
            ? 'default'
            : registryOf(registry, source),
    ...(metric?.kind === 'declared' ? { metrics: [metric.index] } : {}),
    timeout: settings.has('connectionTimeout') || settings.has('readTimeout') ? 'stated' : 'default',
    ...pushPlace(call, source),
    span: spanOf(call),
    calleeSpan: spanOf(name),
  };
}

function registryOf(expression: Node | undefined, source: JavaSource): Push['registry'] {
  if (expression === undefined) {
    return 'unknown';
  }
  if (/\bdefaultRegistry$/.test(expression.text)) {
    return 'default';
  }
  const declared = expression.type === 'identifier' ? source.declaredAt(expression) : undefined;
  const [value] = declared?.values ?? [expression];
  return value?.type === 'object_creation_expression'
    ? 'own'
    : /\bdefaultRegistry$/.test(value?.text ?? '')
      ? 'default'
      : 'unknown';
}

/** Maps of a few entries, `Collections.singletonMap(k, v)`, and a variable that is filled by `put(k, v)`. */
function groupingMap(
  expression: Node,
  source: JavaSource,
): { readonly parts: readonly KeyPart[]; readonly complete: boolean } {
  const declared = expression.type === 'identifier' ? source.declaredAt(expression) : undefined;
  const value = declared === undefined ? expression : declared.values.length === 1 ? declared.values[0] : undefined;
  if (value === undefined) {
    return { parts: [], complete: false };
  }
  if (value.type === 'object_creation_expression') {
    const parts = [...source.calls(/\bput\b/g)].flatMap(({ object, arguments: [key, given] }): KeyPart[] => {
      const isOurs =
        object?.type === 'identifier' && object.text === expression.text && source.declaredAt(object) === declared;
      return isOurs && key !== undefined && given !== undefined ? [keyPart(key, given, source)] : [];
    });
    return { parts, complete: declared !== undefined };
  }
  const method = value.type === 'method_invocation' ? value.childForFieldName('name')?.text : undefined;
  if (method === 'instanceIPGroupingKey') {
    return { parts: [instanceKey(value)], complete: true };
  }
  const given = javaChildren(value.childForFieldName('arguments'));
  if (method !== 'of' && method !== 'singletonMap' && method !== 'emptyMap') {
    return { parts: [], complete: false };
  }
  const parts = given.flatMap((key, index) => {
    const next = given[index + 1];
    return index % 2 === 0 && next !== undefined ? [keyPart(key, next, source)] : [];
  });
  return { parts, complete: true };
}

function keyPart(key: Node, value: Node, source: JavaSource): KeyPart {
  return { name: stringConstant(key, source)?.value, value: labelValue(value, source), span: spanOf(value) };
}

/** The address of the machine, which the client itself looks up. */
function instanceKey(at: Node): KeyPart {
  const value = { kind: 'call', callee: ['InetAddress', 'getLocalHost'], imported: true, arguments: [] } as const;
  return { name: 'instance', value, span: spanOf(at) };
}
