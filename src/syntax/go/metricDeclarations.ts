import type { Node } from '@vscode/tree-sitter-wasm';
import type { MetricDeclaration, MetricType, StatedText } from '../metrics/metricDeclaration';
import { namedChildren } from '../namedChildren';
import { spanOf } from '../spanOf';
import { compositeOf, fieldsOf } from './composite';
import { isPrometheusPackage } from './goImports';
import type { GoCall, GoSource } from './goSource';
import { holderOf } from './holder';
import { constantLabels, labelList, noLabels, type GoLabels } from './labelList';
import { literal, stringConstant } from './stringConstant';
import { throughWrapper } from './wrappers';

/** The constructors of client_golang: NewCounter, NewCounterVec, NewCounterFunc and so on, and NewDesc. */
const constructors = /\bNew(?:(?:Counter|Gauge)(?:Vec|Func)?|(?:Histogram|Summary)(?:Vec)?|UntypedFunc|Desc)\b/g;

/** The metrics that a Go file declares, in the order of the text. A call counts only if the file's imports lead it there. */
export function metricDeclarations(source: GoSource): MetricDeclaration[] {
  const declarations: MetricDeclaration[] = [];
  for (const call of source.calls(constructors)) {
    const origin = originOf(call.callee, source);
    if (origin !== undefined) {
      const read = (): MetricDeclaration =>
        call.name.text === 'NewDesc' ? description(call, source) : metric(call, origin, source);
      declarations.push(...throughWrapper(call.call, read, source));
    }
  }
  return declarations.toSorted((a, b) => a.span.start - b.span.start);
}

type Registry = MetricDeclaration['registry'];

/** What `origin.NewCounter` declares into; undefined when it is another's function. */
function originOf(callee: Node, source: GoSource): Registry | undefined {
  if (callee.type === 'identifier') {
    return source.declaredAt(callee) === undefined && source.imports.dotted.some(isPrometheusPackage)
      ? 'unknown'
      : undefined;
  }
  const member = source.packageMember(callee);
  if (member !== undefined) {
    return isPrometheusPackage(member.path) ? (member.path.endsWith('promauto') ? 'default' : 'unknown') : undefined;
  }
  const operand = callee.childForFieldName('operand');
  const outer = operand === null ? undefined : source.packageMember(operand);
  if (outer !== undefined) {
    return isPrometheusPackage(outer.path) && outer.name === 'V2' ? 'unknown' : undefined;
  }
  return operand === null ? undefined : factoryRegistry(operand, source);
}

/** `promauto.With(registry)`, or a name that holds it. */
function factoryRegistry(expression: Node, source: GoSource): Registry | undefined {
  if (expression.type === 'identifier') {
    const declared = source.declaredAt(expression);
    const type = declared?.type === undefined ? undefined : source.packageMember(declared.type);
    if (type !== undefined && isPrometheusPackage(type.path) && type.name === 'Factory') {
      return 'unknown';
    }
    const [value] = declared?.values ?? [];
    return value?.type === 'call_expression' ? factoryRegistry(value, source) : undefined;
  }
  const callee = expression.type === 'call_expression' ? expression.childForFieldName('function') : null;
  const member = callee === null ? undefined : source.packageMember(callee);
  if (member === undefined || !isPrometheusPackage(member.path) || member.name !== 'With') {
    return undefined;
  }
  const [registerer] = namedChildren(expression.childForFieldName('arguments'));
  return /\bDefaultRegisterer$/.test(registerer?.text ?? '') ? 'default' : 'own';
}

function metric({ call, name, arguments: given }: GoCall, registry: Registry, source: GoSource): MetricDeclaration {
  const outer = compositeOf(given[0], source);
  // The options of V2's vectors hold those of the metric: CounterVecOpts{CounterOpts: …, VariableLabels: …}.
  const outerFields = outer === undefined ? [] : fieldsOf(outer);
  const nested = outerFields.find(({ key }) => /^(?:Counter|Gauge|Histogram|Summary)Opts$/.test(key.text));
  const options = nested === undefined ? outer : compositeOf(nested.value, source);
  const fields = new Map((options === undefined ? [] : fieldsOf(options)).map((field) => [field.key.text, field]));
  const value = (field: string): Node | undefined => fields.get(field)?.value;

  const isVector = name.text.endsWith('Vec');
  const labelArgument = outerFields.find(({ key }) => key.text === 'VariableLabels')?.value ?? given[1];
  const variable = !isVector
    ? noLabels
    : labelArgument === undefined
      ? { ...noLabels, complete: false }
      : labelList(labelArgument, source);
  const constant =
    value('ConstLabels') === undefined ? noLabels : constantLabels(compositeOf(value('ConstLabels'), source), source);

  const nameNode = value('Name');
  const text = nameNode && stringConstant(nameNode, source);
  const help = value('Help');
  return {
    type: typeOf(name.text),
    name: text?.value,
    nameSpan: nameNode && spanOf(nameNode),
    nameTextSpan: text?.isPlain === true && text.value !== '' ? text.span : undefined,
    namespace: prefix(value('Namespace'), source),
    subsystem: prefix(value('Subsystem'), source),
    help: options === undefined ? { kind: 'unknown' } : stated(help, source),
    helpInsertion:
      help === undefined && nameNode !== undefined
        ? { at: nameNode.endIndex, before: ', Help: "', after: '"' }
        : undefined,
    ...labelsOf(variable, constant),
    labelsSpan: isVector && labelArgument !== undefined ? spanOf(labelArgument) : undefined,
    client: 'client_golang',
    registry,
    holder: holderOf(call),
    span: spanOf(call),
  };
}

/** `NewDesc(fqName, help, variableLabels, constLabels)`: what a collector describes its metrics by. */
function description({ call, arguments: given }: GoCall, source: GoSource): MetricDeclaration {
  const [name, help, labels, constLabels] = given;
  const built = name?.type === 'call_expression' ? name.childForFieldName('function') : null;
  const isBuilt = built !== null && /(?:^|\.)BuildFQName$/.test(built.text);
  const parts = isBuilt && name !== undefined ? namedChildren(name.childForFieldName('arguments')) : [];
  const nameNode = isBuilt ? parts[2] : name;
  const text = nameNode && stringConstant(nameNode, source);
  const isConst = constLabels !== undefined && !isNil(constLabels, source);
  return {
    type: 'unknown',
    name: text?.value,
    nameSpan: name && spanOf(name),
    nameTextSpan: text?.isPlain === true && text.value !== '' ? text.span : undefined,
    namespace: prefix(parts[0], source),
    subsystem: prefix(parts[1], source),
    help: stated(help, source),
    ...labelsOf(
      labels === undefined ? { ...noLabels, complete: false } : labelList(labels, source),
      isConst ? constantLabels(compositeOf(constLabels, source), source) : noLabels,
    ),
    labelsSpan: labels && spanOf(labels),
    client: 'client_golang',
    registry: 'unknown',
    holder: holderOf(call),
    span: spanOf(call),
  };
}

function labelsOf(
  variable: GoLabels,
  constant: GoLabels,
): Pick<MetricDeclaration, 'labels' | 'labelsComplete' | 'labelsFrom'> {
  const from = [...variable.from, ...constant.from];
  return {
    labels: [...variable.labels, ...constant.labels],
    labelsComplete: variable.complete && constant.complete,
    ...(from.length === 0 ? {} : { labelsFrom: from }),
  };
}

/** `nil`, also where a helper is given it. */
function isNil(expression: Node, source: GoSource): boolean {
  const [value] = expression.type === 'identifier' ? source.valuesOf(source.declaredAt(expression)) : [expression];
  return value?.type === 'nil';
}

function prefix(expression: Node | undefined, source: GoSource): string | null | undefined {
  return expression === undefined ? undefined : (stringConstant(expression, source)?.value ?? null);
}

function stated(expression: Node | undefined, source: GoSource): StatedText {
  if (expression === undefined) {
    return { kind: 'absent' };
  }
  const isLiteral = expression.type === 'interpreted_string_literal' || expression.type === 'raw_string_literal';
  const text = isLiteral ? literal(expression).value : stringConstant(expression, source)?.value;
  const span = spanOf(expression);
  return text === undefined ? { kind: 'unknown', span } : { kind: 'given', text, span };
}

function typeOf(constructor: string): MetricType {
  const type = /^New(Counter|Gauge|Histogram|Summary)/.exec(constructor)?.[1]?.toLowerCase();
  return type === 'counter' || type === 'gauge' || type === 'histogram' || type === 'summary' ? type : 'unknown';
}
