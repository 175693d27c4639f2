import type { Node } from '@vscode/tree-sitter-wasm';
import { namedChildren } from '../../namedChildren';
import { objectParts, type ObjectPart } from './objectParts';
import { argumentsOf, plainExpression } from './plainExpression';
import type { References } from './references';
import { textConstant } from './textConstant';

/** The arguments that declare a metric, wherever they stand. */
export interface Configuration {
  readonly name: Node | undefined;
  readonly help: Node | undefined;
  readonly labels: Node | undefined;
  readonly registers: Node | undefined;
  /** Whether the labels are an argument of the call itself, and not in an object that others may share. */
  readonly ownLabels: boolean;
  /** Whether nothing is given but these: false for a configuration that this file does not show whole. */
  readonly complete: boolean;
  /** The property or argument behind which another can be put in. */
  readonly nameArgument: Node | undefined;
  readonly isObject: boolean;
}

const nothing: Configuration = {
  name: undefined,
  help: undefined,
  labels: undefined,
  registers: undefined,
  ownLabels: false,
  complete: false,
  nameArgument: undefined,
  isObject: false,
};

/** The configuration of a client's class or of TaskMonitor: an object, or `name, help, labels` of old. */
export function clientConfiguration(call: Node, references: References): Configuration {
  const given = argumentsOf(call);
  const [first] = given;
  return first === undefined ? nothing : (objectConfiguration(first, references) ?? positional(given, references));
}

/** The configuration that a wrapper is given, when it has the form of one; undefined otherwise. */
export function wrapperConfiguration(
  call: Node,
  references: References,
  isStranger: boolean,
): Configuration | undefined {
  const given = argumentsOf(call);
  for (const argument of given.slice(0, 4)) {
    const configuration = objectConfiguration(argument, references);
    if (configuration?.name !== undefined) {
      const { help, labels } = configuration;
      // Charts have names and labels too; what has help, or `labelNames`, is no chart.
      const isMetric = isStranger
        ? hasLabelNames(argument, references)
        : help !== undefined || hasLabelNames(argument, references);
      return isMetric || (labels !== undefined && help !== undefined) ? configuration : undefined;
    }
  }
  if (isStranger || given.length < 2) {
    return undefined;
  }
  const [name, help, labels] = given;
  const nameText = name === undefined ? undefined : textConstant(name, references)?.text;
  const helpText = help === undefined ? undefined : textConstant(help, references)?.text;
  const isList = labels !== undefined && plainExpression(labels)?.type === 'array';
  const isMetric =
    nameText !== undefined &&
    /^[A-Za-z_:][\w:]*$/.test(nameText) &&
    helpText !== undefined &&
    (isList || / /.test(helpText));
  return isMetric ? positional(given, references) : undefined;
}

function hasLabelNames(object: Node, references: References): boolean {
  return objectParts(object, references)?.parts.some(({ name }) => name === 'labelNames') === true;
}

function objectConfiguration(argument: Node, references: References): Configuration | undefined {
  const object = objectParts(argument, references);
  if (object === undefined) {
    return undefined;
  }
  const last = (name: string): ObjectPart | undefined => object.parts.findLast((part) => part.name === name);
  const [name, labels] = [last('name'), last('labelNames') ?? last('labels')];
  const isOwn = (part: ObjectPart | undefined): boolean =>
    part !== undefined && part.node.startIndex >= argument.startIndex && part.node.endIndex <= argument.endIndex;
  return {
    name: name?.value,
    help: last('help')?.value,
    labels: labels?.value,
    registers: last('registers')?.value,
    ownLabels: isOwn(labels),
    complete: object.complete && object.parts.every((part) => part.name !== undefined),
    nameArgument: isOwn(name) ? name?.node : undefined,
    isObject: true,
  };
}

function positional(given: readonly Node[], references: References): Configuration {
  const [name, help, labels] = given;
  const isList = labels !== undefined && !['object', 'arrow_function', 'function_expression'].includes(labels.type);
  const isText = name !== undefined && isTextual(name, references);
  return {
    ...nothing,
    name: isText ? name : undefined,
    help: isText ? help : undefined,
    labels: isText && isList ? labels : undefined,
    ownLabels: isText && isList,
    complete: isText && given.every(({ type }) => type !== 'spread_element'),
    nameArgument: isText ? name : undefined,
  };
}

/** Whether a first argument is a name rather than a configuration that another file holds. */
function isTextual(argument: Node, references: References): boolean {
  const plain = plainExpression(argument);
  const isJoined = plain?.type === 'template_string' || plain?.type === 'binary_expression';
  return isJoined || textConstant(plain, references) !== undefined;
}

/** The items of `registers: […]`. */
export function registriesOf(registers: Node | undefined, references: References): readonly Node[] | undefined {
  const target = registers === undefined ? undefined : references.follow(registers);
  return target?.kind === 'expression' && target.node.type === 'array' ? namedChildren(target.node) : undefined;
}
