import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../text/span';
import type { MetricDeclaration, StatedText } from '../metrics/metricDeclaration';
import { spanOf } from '../spanOf';
import { javaChildren } from './javaChildren';
import type { JavaCall, JavaSource } from './javaSource';
import { labelArguments, labelList, noLabels } from './labelList';
import { metricClass, type MetricClass } from './metricClasses';
import { unitName } from './unitName';
import { stringConstant } from './stringConstant';

/** A method of a builder with what it is given. */
interface Setting {
  readonly name: string;
  readonly nameEnd: number;
  readonly arguments: readonly Node[];
  readonly call: Node;
}

/** Behind one of these there is a metric, and no builder any more. */
const ends: ReadonlySet<string> = new Set(['register', 'create']);

/** The metrics that a Java file declares, in the order of the text. A class counts only if the imports lead it there. */
export function metricDeclarations(source: JavaSource): MetricDeclaration[] {
  const declarations: MetricDeclaration[] = [];
  for (const call of source.calls(/\b(?:build|builder)\b/g)) {
    const found = call.object === null ? undefined : metricClass(call.object, source);
    if (found !== undefined) {
      declarations.push(built(call, found, source));
    }
  }
  for (const { index, 0: written } of source.text.matchAll(/\b(?:Counter|Gauge|Summary)MetricFamily\b/g)) {
    const name = source.tree.root.descendantForIndex(index, index + written.length);
    const type = name?.parent?.type === 'scoped_type_identifier' ? name.parent : name;
    const creation = type?.parent;
    const found = type && creation?.type === 'object_creation_expression' ? metricClass(type, source) : undefined;
    if (found !== undefined && creation) {
      declarations.push(family(creation, found, source));
    }
  }
  return declarations.toSorted((a, b) => a.span.start - b.span.start);
}

function settingsFrom(root: JavaCall, client: MetricClass['client'], source: JavaSource): readonly Setting[] {
  const settings: Setting[] = [];
  for (let call: Node = root.call; ;) {
    source.budget.spend();
    const name = call.childForFieldName('name');
    settings.push({
      name: name?.text ?? '',
      nameEnd: name?.endIndex ?? call.endIndex,
      arguments: javaChildren(call.childForFieldName('arguments')),
      call,
    });
    const last = settings.at(-1)?.name ?? '';
    const next = call.parent;
    const isOver = ends.has(last) || (client === 'client_java' && last === 'build');
    if (isOver || next?.type !== 'method_invocation' || next.childForFieldName('object')?.id !== call.id) {
      return settings;
    }
    call = next;
  }
}

function built(root: JavaCall, { client, type }: MetricClass, source: JavaSource): MetricDeclaration {
  const settings = settingsFrom(root, client, source);
  const of = (name: string): Setting | undefined => settings.findLast((each) => each.name === name);
  const [first, last] = [settings[0], settings.at(-1)];
  // `Counter.build("name", "help")`
  const short = client === 'simpleclient' ? (first?.arguments ?? []) : [];
  const name = of('name')?.arguments[0] ?? short[0];
  const help = of('help')?.arguments[0] ?? short[1];
  const labels = settings.filter((each) => each.name === 'labelNames' || each.name === 'labels').at(-1);
  const list = labels === undefined ? noLabels : labelArguments(labels.arguments, source);
  const constants = constantLabels(of('constLabels')?.arguments[0], source);
  const isFinished = last !== undefined && (ends.has(last.name) || last.name === 'build');
  const text = name && stringConstant(name, source);
  const registers = of('register');
  const [registry] = registers?.arguments ?? [];
  const nameSetting = of('name')?.call;
  const isDefault = registry === undefined || /\bdefaultRegistry$/.test(registry.text);
  return {
    type,
    name: text?.value,
    nameSpan: name && spanOf(name),
    nameTextSpan: text?.isPlain === true && text.value !== '' ? text.span : undefined,
    namespace: prefix(of('namespace'), source),
    subsystem: prefix(of('subsystem'), source),
    ...(of('unit') === undefined ? {} : { unit: unitName(of('unit')?.arguments[0], source) }),
    help: stated(help, source),
    ...(help === undefined && nameSetting !== undefined
      ? { helpInsertion: { at: nameSetting.endIndex, before: '.help("', after: '")' } }
      : {}),
    labels: [...withWholeRemoval(list.labels, labels), ...constants.labels],
    ...(labels?.arguments[0] === undefined
      ? {}
      : {
          labelsSpan: {
            start: labels.arguments[0].startIndex,
            end: labels.arguments.at(-1)?.endIndex ?? labels.call.endIndex,
          },
        }),
    labelsComplete: list.complete && constants.complete && (isFinished || labels !== undefined),
    ...(list.from.length === 0 ? {} : { labelsFrom: list.from }),
    client,
    registry: registers === undefined ? 'unknown' : isDefault ? 'default' : 'own',
    holder: holderOf(last?.call ?? root.call),
    span: { start: root.call.startIndex, end: last?.call.endIndex ?? root.call.endIndex },
  };
}

/** The last label goes with the call that names it, since without labels there is nothing to name. */
function withWholeRemoval(
  labels: MetricDeclaration['labels'],
  setting: Setting | undefined,
): MetricDeclaration['labels'] {
  const [only] = labels;
  if (
    labels.length !== 1 ||
    only === undefined ||
    setting === undefined ||
    setting.arguments.length !== 1 ||
    only.removal === undefined
  ) {
    return labels;
  }
  const object = setting.call.childForFieldName('object');
  const removal: Span | undefined =
    object === null ? undefined : { start: object.endIndex, end: setting.call.endIndex };
  return [{ ...only, removal: setting.arguments[0]?.type === 'string_literal' ? removal : only.removal }];
}

/** `new GaugeMetricFamily("name", "help", Arrays.asList("label"))`: what a collector gives; with a number it has no labels. */
function family(creation: Node, { client, type }: MetricClass, source: JavaSource): MetricDeclaration {
  const [name, help, third] = javaChildren(creation.childForFieldName('arguments'));
  const text = name && stringConstant(name, source);
  const isList = third !== undefined && !third.type.endsWith('literal');
  const list = third === undefined || !isList ? noLabels : labelList(third, source);
  return {
    type,
    name: text?.value,
    nameSpan: name && spanOf(name),
    nameTextSpan: text?.isPlain === true && text.value !== '' ? text.span : undefined,
    help: stated(help, source),
    labels: list.labels,
    labelsSpan: isList ? spanOf(third) : undefined,
    labelsComplete: list.complete,
    ...(list.from.length === 0 ? {} : { labelsFrom: list.from }),
    client,
    registry: 'unknown',
    holder: holderOf(creation),
    span: spanOf(creation),
  };
}

/** `constLabels(Labels.of("app", "shop"))` of the new client. */
function constantLabels(
  expression: Node | undefined,
  source: JavaSource,
): Pick<MetricDeclaration, 'labels'> & { readonly complete: boolean } {
  if (expression === undefined) {
    return { labels: [], complete: true };
  }
  const isOf = expression.type === 'method_invocation' && expression.childForFieldName('name')?.text === 'of';
  const given = isOf ? javaChildren(expression.childForFieldName('arguments')) : [];
  const labels = given.flatMap((each, index) => {
    const name = index % 2 === 0 ? stringConstant(each, source) : undefined;
    const value = given[index + 1];
    return name === undefined || value === undefined
      ? []
      : [
          {
            name: name.value,
            span: name.isPlain ? name.span : spanOf(each),
            constant: stringConstant(value, source)?.value ?? '',
          },
        ];
  });
  return { labels, complete: isOf && labels.length * 2 === given.length };
}

function prefix(setting: Setting | undefined, source: JavaSource): string | null | undefined {
  const [value] = setting?.arguments ?? [];
  return setting === undefined ? undefined : ((value && stringConstant(value, source)?.value) ?? null);
}

function stated(expression: Node | undefined, source: JavaSource): StatedText {
  if (expression === undefined) {
    return { kind: 'absent' };
  }
  const text = stringConstant(expression, source)?.value;
  const span = spanOf(expression);
  return text === undefined ? { kind: 'unknown', span } : { kind: 'given', text, span };
}

/** The variable or field that a metric is put into. */
function holderOf(expression: Node): string | undefined {
  const { parent } = expression;
  if (parent?.type === 'variable_declarator') {
    return parent.childForFieldName('name')?.text;
  }
  if (parent?.type === 'assignment_expression') {
    const target = parent.childForFieldName('left');
    return (target?.childForFieldName('field') ?? target)?.text;
  }
  return undefined;
}
