import type { Node } from '@vscode/tree-sitter-wasm';
import type { MetricDeclaration, StatedText } from '../../metrics/metricDeclaration';
import { clientConfiguration, registriesOf, wrapperConfiguration, type Configuration } from './configuration';
import { clientName, metricConstructor, type MetricConstructor } from './metricConstructors';
import { importedName, labelNames, typedLabels } from './metricLabels';
import { lastName, plainExpression, spanOf } from './plainExpression';
import type { References } from './references';
import type { Construct } from './structure';
import { textConstant } from './textConstant';

/** A declaration with the nodes that tell which registry it goes to. Valid as long as the tree. */
export interface Declared {
  readonly declaration: MetricDeclaration;
  readonly call: Construct;
  /** Undefined when they are not stated. */
  readonly registries: readonly Node[] | undefined;
}

/** The metrics that a file declares, in the order of the text. */
export function declaredMetrics(references: References): readonly Declared[] {
  const declared: Declared[] = [];
  for (const call of references.structure.constructs) {
    if (call.type === 'new_expression' || call.type === 'call_expression') {
      references.budget.spend();
      const constructor = metricConstructor(call, references);
      const configuration = constructor && configurationOf(call.node, constructor, references);
      if (constructor !== undefined && configuration !== undefined) {
        declared.push(declaredBy(call, constructor, configuration, references));
      }
    }
  }
  return declared;
}

function configurationOf(
  call: Node,
  { certainty }: MetricConstructor,
  references: References,
): Configuration | undefined {
  return certainty === 'wrapper' || certainty === 'stranger'
    ? wrapperConfiguration(call, references, certainty === 'stranger')
    : clientConfiguration(call, references);
}

function declaredBy(
  call: Construct,
  { type, client, certainty }: MetricConstructor,
  configuration: Configuration,
  references: References,
): Declared {
  const { name, labels } = configuration;
  const constant = name === undefined ? undefined : textConstant(name, references);
  const named = name === undefined || constant !== undefined ? undefined : references.follow(name);
  const registries = registriesOf(configuration.registers, references);
  const holder = holderOf(call);
  const helpInsertion = helpInsertionFor(configuration, references);
  const declaration: MetricDeclaration = {
    type,
    name: constant?.text,
    ...(named?.kind === 'imported' ? { nameFrom: importedName(named) } : {}),
    nameSpan: name === undefined ? undefined : spanOf(name),
    ...(constant?.isLiteral === true ? { nameTextSpan: constant.span } : {}),
    help: helpOf(configuration, references),
    ...(helpInsertion === undefined ? {} : { helpInsertion }),
    ...labelsOf(call.node, configuration, references),
    ...(labels === undefined ? {} : { labelsSpan: spanOf(labels) }),
    client,
    registry: registryOf(configuration, registries, certainty, references),
    ...(holder === undefined ? {} : { holder }),
    span: spanOf(call.node),
  };
  return { declaration, call, registries };
}

function labelsOf(
  call: Node,
  { labels, ownLabels, complete }: Configuration,
  references: References,
): Pick<MetricDeclaration, 'labels' | 'labelsComplete' | 'labelsFrom'> {
  const typed = typedLabels(call.childForFieldName('type_arguments'), references);
  if (labels === undefined) {
    return complete ? { labels: [], labelsComplete: true } : { labels: typed, labelsComplete: false };
  }
  const names = labelNames(labels, references, ownLabels);
  if (names.labels.length === 0 && !names.complete && names.from.length === 0) {
    return { labels: typed, labelsComplete: false };
  }
  // An object type demands each of its labels of every use: what is dropped would have to be dropped there too.
  const demanded = new Set(
    typed.filter(({ span }) => !/^['"`]/.test(references.tree.text.charAt(span.start - 1))).map(({ name }) => name),
  );
  return {
    labels: names.labels.map((label) => (demanded.has(label.name) ? { name: label.name, span: label.span } : label)),
    labelsComplete: names.complete,
    ...(names.from.length > 0 ? { labelsFrom: names.from } : {}),
  };
}

function helpOf({ help, name, complete }: Configuration, references: References): StatedText {
  if (help === undefined) {
    return complete && name !== undefined ? { kind: 'absent' } : { kind: 'unknown' };
  }
  const constant = textConstant(help, references);
  const span = spanOf(help);
  return constant === undefined ? { kind: 'unknown', span } : { kind: 'given', text: constant.text, span };
}

/** Behind the name: on a line of its own where the name stands on one. */
function helpInsertionFor(
  { help, complete, nameArgument, isObject, name }: Configuration,
  references: References,
): MetricDeclaration['helpInsertion'] {
  if (help !== undefined || !complete || nameArgument === undefined || name === undefined) {
    return undefined;
  }
  const { text } = references.tree;
  const { startIndex, endIndex: at } = nameArgument;
  const lineStart = text.lastIndexOf('\n', startIndex - 1) + 1;
  const indent = text.slice(lineStart, startIndex);
  const quote = text.charAt(name.startIndex) === '"' ? '"' : "'";
  const lineEnd = text.charAt(lineStart - 2) === '\r' ? '\r\n' : '\n';
  const gap = lineStart > 0 && indent.trim() === '' && indent.length < 200 ? lineEnd + indent : ' ';
  return { at, before: `,${gap}${isObject ? 'help: ' : ''}${quote}`, after: quote };
}

function registryOf(
  { registers, complete, isObject }: Configuration,
  registries: readonly Node[] | undefined,
  certainty: MetricConstructor['certainty'],
  references: References,
): MetricDeclaration['registry'] {
  if (certainty === 'monitor') {
    return 'own';
  }
  if (registers === undefined) {
    return certainty === 'class' && (complete || !isObject) ? 'default' : 'unknown';
  }
  if (registries === undefined) {
    return 'unknown';
  }
  return registries.some((registry) => isDefaultRegistry(registry, references)) ? 'default' : 'own';
}

/** Whether an expression is the client's process-wide registry. */
export function isDefaultRegistry(expression: Node, references: References): boolean {
  const name = clientName(references.follow(expression))?.name;
  return name === 'register' || name === 'globalRegistry';
}

/** The last name of what holds the metric: the variable, property or field that it is given to. */
function holderOf(call: Construct): string | undefined {
  for (let around = call.outer; around !== undefined; around = around.outer) {
    switch (around.type) {
      case 'await_expression':
        break;
      case 'variable_declarator': {
        const name = around.node.childForFieldName('name');
        return name?.type === 'identifier' ? name.text : undefined;
      }
      case 'assignment_expression': {
        const name = lastName(plainExpression(around.node.childForFieldName('left')));
        if (name !== undefined) {
          return name.text;
        }
        break;
      }
      case 'pair': {
        const key = around.node.childForFieldName('key');
        return key?.type === 'property_identifier'
          ? key.text
          : key?.type === 'string'
            ? key.text.slice(1, -1)
            : undefined;
      }
      case 'public_field_definition':
      case 'field_definition':
        return (around.node.childForFieldName('name') ?? around.node.childForFieldName('property'))?.text.replace(
          /^#/,
          '',
        );
      default:
        return undefined;
    }
  }
  return undefined;
}
