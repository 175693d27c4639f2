import type { CachedNode } from '../cachedNode';
import type { MetricDeclaration, StatedText } from '../metrics/metricDeclaration';
import { namedChildren } from '../namedChildren';
import type { Bindings } from './bindings';
import { argumentAt, type Argument } from './callArguments';
import { classMetrics } from './classMetrics';
import { declaringCalls, type DeclaringCall } from './declaringCalls';
import { holderOf } from './holderOf';
import { importedName } from './importedPath';
import { labelList, type LabelList } from './labelList';
import type { ArgumentPlace } from './metricConstructors';
import { registryOf, type Registry } from './registryOf';
import { spanOf } from './spanOf';
import { stringConstant } from './stringConstant';
import type { Trail } from './trail';

/** A declaration beside the node that stands for it, while the tree lives. */
export interface DeclaredMetric {
  readonly node: CachedNode;
  readonly declaration: MetricDeclaration;
  readonly registry: Registry;
}

/**
 * The metrics that a Python file declares through prometheus_client, aioprometheus and TaskMonitor, in the order of the
 * text. A name counts only if the file's imports lead it there.
 */
export function metricDeclarations(text: string, bindings: Bindings<CachedNode>): readonly DeclaredMetric[] {
  const declared: DeclaredMetric[] = classMetrics(text, bindings).map(({ node, declaration }) => ({
    node,
    declaration,
    registry: { kind: 'unknown' },
  }));
  const seen = new Set<CachedNode>();
  if (/prometheus_client|aioprometheus|TaskMonitor/.test(text)) {
    for (const declaring of declaringCalls(text, bindings)) {
      if (!seen.has(declaring.node)) {
        seen.add(declaring.node);
        declared.push(declaredBy(declaring));
      }
    }
  }
  return declared.toSorted((a, b) => a.node.startIndex - b.node.startIndex || b.node.endIndex - a.node.endIndex);
}

function declaredBy(declaring: DeclaringCall): DeclaredMetric {
  const { node, call, constructor, skip, trail } = declaring;
  const at = (place: ArgumentPlace | undefined): Argument =>
    place === undefined ? { kind: 'absent' } : argumentAt(call, place, skip);
  const [name, help, labels, registryArgument] = [
    at(constructor.name),
    at(constructor.help),
    at(constructor.labels),
    at(constructor.registry),
  ];
  const constant = name.kind === 'given' ? stringConstant(name.value, trail) : undefined;
  const nameFrom =
    name.kind === 'given' && constant === undefined ? importedName(name.value, trail.bindings) : undefined;
  const nameNode = name.kind === 'given' ? (trail.argument(name.value) ?? name.value) : undefined;
  const list = listOf(labels, constructor.constantLabels === true, trail);
  const registry = registryGiven(declaring, registryArgument);
  const labelsNode = labels.kind === 'given' ? (trail.argument(labels.value) ?? labels.value) : undefined;
  return {
    node,
    registry,
    declaration: {
      type: constructor.type,
      name: constant?.value,
      ...(nameFrom && { nameFrom }),
      nameSpan: nameNode && spanOf(nameNode),
      ...(constant?.plain === true && nameNode?.type === 'string' ? { nameTextSpan: constant.span } : {}),
      ...affix('namespace', at(constructor.namespace), trail),
      ...affix('subsystem', at(constructor.subsystem), trail),
      ...affix('unit', at(constructor.unit), trail),
      help: statedHelp(help, trail),
      ...(help.kind === 'absent' && node === call && nameNode !== undefined ? insertionBehind(nameNode) : {}),
      labels: list.labels,
      ...(labelsNode === undefined ? {} : { labelsSpan: spanOf(labelsNode) }),
      labelsComplete: list.complete,
      ...(list.from.length > 0 ? { labelsFrom: list.from } : {}),
      client: constructor.client,
      registry: registry.kind,
      holder: holderOf(node),
      span: spanOf(node),
    },
  };
}

function listOf(labels: Argument, areConstant: boolean, trail: Trail): LabelList {
  if (labels.kind !== 'given') {
    return { labels: [], complete: labels.kind === 'absent' && !areConstant, from: [] };
  }
  return areConstant ? constantLabels(labels.value, trail) : labelList(labels.value, trail);
}

/** `const_labels={"app": "shop"}`; the labels that change come with each value. */
function constantLabels(expression: CachedNode, trail: Trail): LabelList {
  const list = labelList(expression, trail);
  const pairs = expression.type === 'dictionary' ? namedChildren(expression) : [];
  const labels = list.labels.map((label) => {
    const value = pairs.find((pair) => pair.childForFieldName('key')?.startIndex === label.span.start - 1);
    const given = value?.childForFieldName('value');
    return { ...label, constant: (given && stringConstant(given, trail)?.value) ?? '' };
  });
  return { ...list, labels, complete: false };
}

function affix(
  key: 'namespace' | 'subsystem' | 'unit',
  argument: Argument,
  trail: Trail,
): Partial<Pick<MetricDeclaration, typeof key>> {
  if (argument.kind !== 'given') {
    return argument.kind === 'absent' ? {} : { [key]: null };
  }
  const expression = trail.argument(argument.value) === undefined ? argument.value : trail.argument(argument.value);
  if (expression === null || expression === undefined || expression.type === 'none') {
    return {};
  }
  return { [key]: stringConstant(argument.value, trail)?.value ?? null };
}

function statedHelp(help: Argument, trail: Trail): StatedText {
  if (help.kind !== 'given') {
    return help.kind === 'absent' ? { kind: 'absent' } : { kind: 'unknown' };
  }
  const given = trail.argument(help.value);
  if (given === null) {
    return { kind: 'absent' };
  }
  const span = spanOf(given ?? help.value);
  const text = stringConstant(help.value, trail)?.value;
  return text === undefined ? { kind: 'unknown', span } : { kind: 'given', text, span };
}

/** Where help can be put in: behind the name, in the same manner. */
function insertionBehind(name: CachedNode): Pick<MetricDeclaration, 'helpInsertion'> {
  const isKeyword = name.parent?.type === 'keyword_argument';
  return { helpInsertion: { at: name.endIndex, before: isKeyword ? ', documentation="' : ', "', after: '"' } };
}

/** A metric of TaskMonitor goes to the registry of its job, one of prometheus_client to the default one. */
function registryGiven({ constructor, trail }: DeclaringCall, argument: Argument): Registry {
  if (constructor.client === 'taskmonitor') {
    return { kind: 'own' };
  }
  if (constructor.registry === undefined || argument.kind === 'hidden') {
    return { kind: 'unknown' };
  }
  return argument.kind === 'given' ? registryOf(argument.value, trail) : { kind: 'default' };
}
