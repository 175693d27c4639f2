import type { CachedNode } from '../cachedNode';
import type { DeclaredLabel, MetricDeclaration, MetricType } from '../metrics/metricDeclaration';
import { namedChildren } from '../namedChildren';
import type { Bindings } from './bindings';
import { returnedValues } from './functionCalls';
import { importedPath } from './importedPath';
import { labelList } from './labelList';
import { membersOfClass } from './members';
import { spanOf } from './spanOf';
import { stringConstant } from './stringConstant';
import { Trail } from './trail';

interface ClassMetric {
  readonly node: CachedNode;
  readonly declaration: MetricDeclaration;
}

const types: Readonly<Record<string, MetricType>> = {
  Counter: 'counter',
  Gauge: 'gauge',
  Info: 'info',
  Histogram: 'histogram',
  Summary: 'summary',
};

/**
 * Metrics that a project declares as classes of its own: a class derived from one named after a type (`GaugeMetric`), whose
 * annotated fields are the labels and whose `name()` gives the name; and a class named for the labels of metrics whose
 * attributes, one a metric, hold lists of labels.
 */
export function classMetrics(text: string, bindings: Bindings<CachedNode>): readonly ClassMetric[] {
  if (!/^class[ \t].*Metric/m.test(text)) {
    return [];
  }
  return bindings.tree.root
    .descendantsOfType(['class_definition'])
    .flatMap((definition) => [...fieldMetric(definition, bindings), ...labelTable(definition, bindings)]);
}

/** `class Errors(JobMetric, CounterMetric): org_id: str`. */
function fieldMetric(definition: CachedNode, bindings: Bindings<CachedNode>): readonly ClassMetric[] {
  const type = typeOfBases(definition, bindings);
  const name = definition.childForFieldName('name');
  // A class that only names a type is a base for others, not a metric.
  if (
    type === undefined ||
    name === null ||
    /^(?:Abstract|Base|Counter|Gauge|Info|Histogram|Summary)*Metric$/.test(name.text)
  ) {
    return [];
  }
  const fields = fieldsOf(definition, bindings);
  const given = nameOf(definition, bindings);
  if (given === undefined && fields.labels.length === 0) {
    return [];
  }
  return [
    {
      node: definition,
      declaration: {
        type,
        name: given?.text,
        nameSpan: given && spanOf(given.node),
        ...(given?.textSpan && { nameTextSpan: given.textSpan }),
        help: { kind: 'unknown' },
        labels: fields.labels,
        labelsComplete: fields.complete,
        client: 'prometheus_client',
        registry: 'unknown',
        holder: name.text,
        span: spanOf(definition),
      },
    },
  ];
}

function typeOfBases(definition: CachedNode, bindings: Bindings<CachedNode>, hops = 8): MetricType | undefined {
  for (const base of namedChildren(definition.childForFieldName('superclasses'))) {
    const own = bindings.of(base);
    if (own?.kind === 'class' && hops > 0) {
      const inherited = typeOfBases(own.definition, bindings, hops - 1);
      if (inherited !== undefined) {
        return inherited;
      }
    }
    const path = own?.kind === 'class' ? own.definition.childForFieldName('name')?.text : importedPath(base, bindings);
    const [, type] = /(?:^|\.)(Counter|Gauge|Info|Histogram|Summary)Metric$/.exec(path ?? '') ?? [];
    if (type !== undefined) {
      return types[type];
    }
  }
  return undefined;
}

interface Fields {
  readonly labels: readonly DeclaredLabel[];
  readonly complete: boolean;
}

/** The annotated fields, those of the bases that this file holds first. */
function fieldsOf(definition: CachedNode, bindings: Bindings<CachedNode>, hops = 8): Fields {
  const labels: DeclaredLabel[] = [];
  let complete = hops > 0;
  for (const base of namedChildren(definition.childForFieldName('superclasses'))) {
    const own = bindings.of(base);
    if (own?.kind === 'class' && hops > 0) {
      const inherited = fieldsOf(own.definition, bindings, hops - 1);
      labels.push(...inherited.labels);
      complete &&= inherited.complete;
    } else if (!/(?:Model|ABC|(?:Counter|Gauge|Info|Histogram|Summary)Metric)$/.test(base.text)) {
      complete = false;
    }
  }
  for (const statement of namedChildren(definition.childForFieldName('body'))) {
    const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined;
    const field = assignment?.type === 'assignment' ? assignment.childForFieldName('left') : undefined;
    const type = assignment?.childForFieldName('type');
    if (field?.type === 'identifier' && type && !/^(?:typing\.)?ClassVar\b/.test(type.text)) {
      const alias = aliasOf(assignment?.childForFieldName('right') ?? undefined, bindings);
      const isNew = labels.every((label) => label.name !== (alias?.name ?? field.text));
      if (isNew) {
        labels.push(alias ?? { name: field.text, span: spanOf(field) });
      }
    }
  }
  return { labels, complete };
}

/** `Field(alias="name")` renames the label. */
function aliasOf(value: CachedNode | undefined, bindings: Bindings<CachedNode>): DeclaredLabel | undefined {
  const alias = namedChildren(value?.type === 'call' ? value.childForFieldName('arguments') : null)
    .find((argument) => argument.type === 'keyword_argument' && argument.childForFieldName('name')?.text === 'alias')
    ?.childForFieldName('value');
  const constant = alias ? stringConstant(alias, new Trail(bindings)) : undefined;
  return constant && { name: constant.value, span: constant.span };
}

interface GivenName {
  readonly text: string;
  readonly node: CachedNode;
  readonly textSpan: ReturnType<typeof spanOf> | undefined;
}

/** What the method `name()` of the class always returns. */
function nameOf(definition: CachedNode, bindings: Bindings<CachedNode>): GivenName | undefined {
  const method = bindings.occurrences('name').find((node) => {
    const isMethod = node.parent?.type === 'function_definition' && node.parent.childForFieldName('name') === node;
    return isMethod && bindings.scopes.at(node.startIndex).node === definition;
  });
  const [value, ...others] = method?.parent ? returnedValues(method.parent) : [];
  const constant = value === undefined || others.length > 0 ? undefined : stringConstant(value, new Trail(bindings));
  return (
    value && constant && { text: constant.value, node: value, textSpan: constant.plain ? constant.span : undefined }
  );
}

/** `class RequestMetricLabels: requests_total = ["method", "status"]`: the lists that constructors elsewhere look up. */
function labelTable(definition: CachedNode, bindings: Bindings<CachedNode>): readonly ClassMetric[] {
  if (!/Metrics?Label(?:s|Name|Names)?$/.test(definition.childForFieldName('name')?.text ?? '')) {
    return [];
  }
  return membersOfClass(definition).flatMap(({ name, value }): ClassMetric[] => {
    const list = value.type === 'list' || value.type === 'tuple' ? labelList(value, new Trail(bindings)) : undefined;
    if (list === undefined || list.labels.length === 0) {
      return [];
    }
    return [
      {
        node: value,
        declaration: {
          type: 'unknown',
          name: name.text,
          nameSpan: spanOf(name),
          help: { kind: 'unknown' },
          labels: list.labels,
          labelsSpan: spanOf(value),
          labelsComplete: list.complete,
          ...(list.from.length > 0 ? { labelsFrom: list.from } : {}),
          client: 'prometheus_client',
          registry: 'unknown',
          holder: name.text,
          span: spanOf(value),
        },
      },
    ];
  });
}
