import type { Node } from '@vscode/tree-sitter-wasm';
import type { TextEdit } from '../../../text/textEdit';
import type { KeyPart, Push } from '../../metrics/push';
import type { Declared } from './declarations';
import { isDefaultRegistry } from './declarations';
import { labelValue } from './labelValue';
import { clientName, isTaskMonitor } from './metricConstructors';
import { objectParts, type ObjectParts } from './objectParts';
import { argumentsOf, lastName, spanOf } from './plainExpression';
import { pushContext } from './pushContext';
import type { References } from './references';
import { requestedPush } from './requestedPush';
import { innermost, type Construct } from './structure';
import { textConstant } from './textConstant';

type Key = Pick<Push, 'job' | 'groupingKey' | 'keyComplete'>;

const gatewayMethods: ReadonlyMap<string, Push['method']> = new Map([
  ['push', 'PUT'],
  ['pushAdd', 'POST'],
  ['delete', 'DELETE'],
]);

/** The calls of a file that send to a Pushgateway, in the order of the text. */
export function pushes(declared: readonly Declared[], references: References): readonly Push[] {
  const { text } = references.tree;
  const [hasGateway, hasMonitor, hasPath] = [
    /ushgateway/.test(text),
    /TaskMonitor/.test(text),
    /\/metrics\/job/.test(text),
  ];
  const found: Push[] = [];
  for (const call of hasGateway || hasMonitor || hasPath ? references.structure.constructs : []) {
    references.budget.spend();
    if (call.type === 'call_expression') {
      const push =
        (hasGateway ? gatewayPush(call, declared, references) : undefined) ??
        (hasMonitor ? monitorPush(call, declared, references) : undefined) ??
        (hasPath ? requestedPush(call, references) : undefined);
      if (push !== undefined) {
        found.push(push);
      }
    }
  }
  return found.toSorted((a, b) => a.span.start - b.span.start);
}

/** `gateway.pushAdd({ jobName, groupings })` of `new Pushgateway(url, options, registry)`. */
function gatewayPush(call: Construct, declared: readonly Declared[], references: References): Push | undefined {
  const method = gatewayMethods.get(references.structure.calledName(call));
  const callee = method === undefined ? null : call.node.childForFieldName('function');
  const name = lastName(callee);
  const target = references.follow(callee?.childForFieldName('object') ?? null);
  if (name === undefined || target?.kind !== 'expression' || target.node.type !== 'new_expression') {
    return undefined;
  }
  const client = clientName(references.follow(target.node.childForFieldName('constructor')));
  if (client?.name !== 'Pushgateway') {
    return undefined;
  }
  const [url, options, registry] = argumentsOf(target.node);
  const given = argumentsOf(call.node);
  const context = pushContext(call, references);
  const metrics = sentMetrics(registry, declared, references);
  const timeout = timeoutOf(options, references, 'endless');
  const timeoutInsertion = timeout === 'endless' ? timeoutEdit(url, options) : undefined;
  return {
    client: client.module,
    method,
    gateway: textConstant(url ?? null, references)?.text,
    ...keyOf(given[0], references),
    registry: registry === undefined || isDefaultRegistry(registry, references) ? 'default' : 'own',
    ...(metrics === undefined ? {} : { metrics }),
    timeout,
    ...(timeoutInsertion === undefined ? {} : { timeoutInsertion }),
    ...context,
    // Versions up to 13 gave the error to a callback.
    guarded: context.guarded || given.slice(1).some(({ type }) => /function/.test(type)),
    span: spanOf(call.node),
    calleeSpan: spanOf(name),
  };
}

function keyOf(parameters: Node | undefined, references: References): Key {
  const object = parameters === undefined ? undefined : objectParts(parameters, references);
  const job = object?.parts.findLast(({ name }) => name === 'jobName');
  const groupings = object?.parts.findLast(({ name }) => name === 'groupings');
  const grouping = groupings === undefined ? undefined : objectParts(groupings.value, references);
  return {
    job: job && { name: 'job', value: labelValue(job.value, references), span: spanOf(job.value) },
    groupingKey: keyParts(grouping, references),
    keyComplete:
      object?.complete === true && job !== undefined && (groupings === undefined || grouping?.complete === true),
  };
}

function keyParts(object: ObjectParts | undefined, references: References): readonly KeyPart[] {
  return (object?.parts ?? []).map(({ name, value }) => ({
    name,
    value: labelValue(value, references),
    span: spanOf(value),
  }));
}

/** @param unless what holds when no time-out is stated */
export function timeoutOf(options: Node | undefined, references: References, unless: Push['timeout']): Push['timeout'] {
  const target = options === undefined ? undefined : references.follow(options);
  if (options === undefined || (target?.kind === 'expression' && /^(?:array|null|undefined)$/.test(target.node.type))) {
    return unless;
  }
  const object = objectParts(options, references);
  const isStated = object?.parts.some(({ name }) => /^(?:timeout|signal|headersTimeout|bodyTimeout)$/.test(name ?? ''));
  return isStated === true ? 'stated' : object?.complete === true ? unless : 'unknown';
}

/** Five seconds in the options of `new Pushgateway(url, options)`, which go to Node's `http.request`. */
function timeoutEdit(url: Node | undefined, options: Node | undefined): TextEdit | undefined {
  if (url !== undefined && url.type !== 'spread_element' && options === undefined) {
    return { start: url.endIndex, end: url.endIndex, newText: ', { timeout: 5000 }' };
  }
  if (options?.type !== 'object') {
    return undefined;
  }
  const start = options.startIndex + 1;
  return { start, end: start, newText: options.namedChildCount === 0 ? ' timeout: 5000 ' : ' timeout: 5000,' };
}

/** The declarations that go to the registry that is sent. */
function sentMetrics(
  registry: Node | undefined,
  declared: readonly Declared[],
  references: References,
): readonly number[] | undefined {
  if (registry === undefined || isDefaultRegistry(registry, references)) {
    return declared.flatMap(({ declaration }, index) => (declaration.registry === 'default' ? [index] : []));
  }
  const sent = identityOf(registry, references);
  return sent === undefined
    ? undefined
    : declared.flatMap(({ registries }, index) =>
        registries?.some((each) => identityOf(each, references) === sent) === true ? [index] : [],
      );
}

/** What tells a registry from others: where it is made, or what it is imported as. */
function identityOf(registry: Node, references: References): string | undefined {
  const target = references.follow(registry);
  switch (target?.kind) {
    case 'expression':
      return String(target.node.id);
    case 'imported':
      return `${target.module} ${target.path.join('.')}`;
    default:
      return undefined;
  }
}

const monitorMethods: ReadonlySet<string> = new Set(['recordSuccess', 'recordFailure', 'task', 'wrap']);

/** What a TaskMonitor records, it pushes by itself, and never throws. */
function monitorPush(call: Construct, declared: readonly Declared[], references: References): Push | undefined {
  const callee = monitorMethods.has(references.structure.calledName(call))
    ? call.node.childForFieldName('function')
    : null;
  const name = lastName(callee);
  const target = references.follow(callee?.childForFieldName('object') ?? null);
  if (name === undefined || target?.kind !== 'expression' || !isTaskMonitor(target, references)) {
    return undefined;
  }
  const [job, ...others] = argumentsOf(target.node);
  const [task] = argumentsOf(call.node);
  const options = others.map((argument) => objectParts(argument, references)).find((each) => each !== undefined);
  const groupings = options?.parts.findLast((part) => part.name === 'groupingKey');
  const grouping = groupings === undefined ? undefined : objectParts(groupings.value, references);
  const isBatch = innermost(call.outer, ({ node, type }) => {
    return type === 'call_expression' && lastName(node.childForFieldName('function'))?.text === 'batchPush';
  });
  const context = pushContext(call, references);
  return {
    client: 'taskmonitor',
    method: 'POST',
    gateway: textConstant(others[0] ?? null, references)?.text,
    job: job && { name: 'job', value: labelValue(job, references), span: spanOf(job) },
    groupingKey: [
      ...(task === undefined ? [] : [{ name: 'task_name', value: labelValue(task, references), span: spanOf(task) }]),
      ...keyParts(grouping, references),
    ],
    keyComplete: job !== undefined && task !== undefined && (groupings === undefined || grouping?.complete === true),
    registry: 'own',
    metrics: declared.flatMap(({ declaration }, index) => (declaration.client === 'taskmonitor' ? [index] : [])),
    timeout: 'default',
    ...context,
    // A wrapped function's runs are pushed when it is called, and a batch's once.
    inLoop: context.inLoop && name.text !== 'wrap' && isBatch === undefined,
    guarded: true,
    span: spanOf(call.node),
    calleeSpan: spanOf(name),
  };
}
