import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../../text/span';
import type { ImportedName } from '../../metrics/importedName';
import type { DeclaredLabel } from '../../metrics/metricDeclaration';
import { namedChildren } from '../../namedChildren';
import { argumentsOf, plainExpression, spanOf } from './plainExpression';
import type { References, Target } from './references';
import { removalOf } from './removalOf';
import { textConstant } from './textConstant';

/** The names of labels, as far as a file tells them. */
export interface LabelNames {
  readonly labels: readonly DeclaredLabel[];
  readonly complete: boolean;
  /** What other files hold of them. */
  readonly from: readonly ImportedName[];
}

const none: LabelNames = { labels: [], complete: true, from: [] };
const unknown: LabelNames = { labels: [], complete: false, from: [] };
const farthest = 8;

/**
 * The labels of a list: literals, constants, enum members, spread, `concat`, the keys or values of an object, lists in
 * variables and members of this file. Of alternatives (`a ?? b`) all labels are given.
 *
 * @param isOwn whether the list stands in the declaration itself, so that a label can be taken out of it
 */
export function labelNames(
  expression: Node | null,
  references: References,
  isOwn: boolean,
  hops = farthest,
): LabelNames {
  references.budget.spend();
  const plain = plainExpression(expression);
  if (plain === null || hops <= 0) {
    return unknown;
  }
  switch (plain.type) {
    case 'array': {
      const items = namedChildren(plain);
      return together(
        items.map((item, index) =>
          item.type === 'spread_element'
            ? labelNames(item.firstNamedChild, references, false, hops - 1)
            : element(item, references, isOwn ? removalOf(items, index, references.tree.text) : undefined),
        ),
      );
    }
    case 'undefined':
    case 'null':
      return none;
    case 'binary_expression': {
      const isChoice = ['||', '??'].includes(plain.childForFieldName('operator')?.type ?? '');
      const sides = [plain.childForFieldName('left'), plain.childForFieldName('right')];
      return isChoice ? together(sides.map((side) => labelNames(side, references, false, hops - 1))) : unknown;
    }
    case 'ternary_expression': {
      const sides = [plain.childForFieldName('consequence'), plain.childForFieldName('alternative')];
      return together(sides.map((side) => labelNames(side, references, false, hops - 1)));
    }
    case 'call_expression':
      return result(plain, references, hops);
    default:
      return together([held(references.follow(plain), references, hops), pushedLabels(plain, references, hops)]);
  }
}

/** What `list.push(…)` puts into a list that a name holds. */
function pushedLabels(holder: Node, references: References, hops: number): LabelNames {
  const text = references.text(holder);
  const mayPush =
    text.length < 100 && ['.push', '.unshift', '.splice'].some((each) => references.tree.text.includes(text + each));
  if (!mayPush) {
    return none;
  }
  const binding = references.binding(holder);
  const pushes = references.structure.callsNamed(['push', 'unshift', 'splice', 'apply']);
  return together(
    pushes.flatMap(({ node }): LabelNames[] => {
      references.budget.spend();
      const callee = node.childForFieldName('function');
      const calleeText = callee === null ? '' : references.text(callee);
      const isOwn =
        calleeText.startsWith(`${text}.`) &&
        (holder.type !== 'identifier' || references.bindings.of(text, node.startIndex) === binding);
      const method = calleeText.slice(text.length + 1);
      if (!isOwn || !/^(?:push|unshift|splice)(?:\.apply)?$/.test(method)) {
        return [];
      }
      const given = argumentsOf(node);
      return method.endsWith('.apply')
        ? [labelNames(given[1] ?? null, references, false, hops - 1)]
        : method === 'splice'
          ? [unknown]
          : given.map((item) =>
              item.type === 'spread_element'
                ? labelNames(item.firstNamedChild, references, false, hops - 1)
                : element(item, references, undefined),
            );
    }),
  );
}

function held(target: Target | undefined, references: References, hops: number): LabelNames {
  if (target?.kind === 'imported') {
    return { labels: [], complete: false, from: [importedName(target)] };
  }
  const isList = target?.kind === 'expression' && ['array', 'call_expression'].includes(target.node.type);
  return isList ? labelNames(target.node, references, false, hops - 1) : unknown;
}

function element(item: Node, references: References, removal: Span | undefined): LabelNames {
  // A list of numbers is one of buckets, which a project's own function takes.
  const constant = item.type === 'number' ? undefined : textConstant(item, references);
  if (constant !== undefined) {
    const { text: name, span } = constant;
    // Where the name stands in a constant, the list has the constant's name, which can be taken out all the same.
    const label: DeclaredLabel = removal === undefined ? { name, span } : { name, span, removal };
    return { labels: [label], complete: true, from: [] };
  }
  const target = references.follow(item);
  return target?.kind === 'imported' ? { labels: [], complete: false, from: [importedName(target)] } : unknown;
}

function result(call: Node, references: References, hops: number): LabelNames {
  const callee = call.childForFieldName('function');
  const method = callee?.childForFieldName('property')?.text;
  const object = callee?.childForFieldName('object') ?? null;
  const given = argumentsOf(call);
  const owner = object?.type === 'identifier' ? references.text(object) : undefined;
  if (owner === 'Object' || owner === 'Array') {
    const [argument] = given;
    switch (argument === undefined ? undefined : method) {
      case 'keys':
      case 'values':
        return entries(references.follow(argument ?? null), method === 'keys', references);
      case 'freeze':
      case 'from':
        return labelNames(argument ?? null, references, false, hops - 1);
      default:
        return unknown;
    }
  }
  switch (method) {
    case 'concat':
      return together(
        [object, ...given].map((part) => {
          const list = part === null ? undefined : plainExpression(part);
          const isText = list?.type === 'string' || list?.type === 'template_string';
          return isText ? element(list, references, undefined) : labelNames(part, references, false, hops - 1);
        }),
      );
    case 'slice':
    case 'sort':
    case 'toSorted':
      return given.length === 0 ? labelNames(object, references, false, hops - 1) : unknown;
    default:
      return unknown;
  }
}

/** The keys or values of an object or enum. */
function entries(target: Target | undefined, areKeys: boolean, references: References): LabelNames {
  if (target?.kind === 'enum') {
    const members = namedChildren(target.node.childForFieldName('body'));
    return together(
      members.map((member) => {
        const key = member.childForFieldName('name') ?? member;
        const value = member.childForFieldName('value');
        return areKeys
          ? { labels: [{ name: key.text, span: spanOf(key) }], complete: true, from: [] }
          : value === null
            ? unknown
            : element(value, references, undefined);
      }),
    );
  }
  if (target?.kind !== 'expression' || target.node.type !== 'object') {
    return unknown;
  }
  return together(
    namedChildren(target.node).map((part): LabelNames => {
      const key = part.type === 'pair' ? part.childForFieldName('key') : part;
      if (key === null || !/^(?:pair|shorthand_property_identifier)$/.test(part.type)) {
        return unknown;
      }
      if (!areKeys) {
        return element(part.childForFieldName('value') ?? part, references, undefined);
      }
      return key.type === 'string'
        ? element(key, references, undefined)
        : key.type === 'computed_property_name'
          ? element(key.firstNamedChild ?? key, references, undefined)
          : { labels: [{ name: key.text, span: spanOf(key) }], complete: true, from: [] };
    }),
  );
}

/** The labels that type arguments tell: `<'a' | 'b'>`, `<{ a: string }>`. */
export function typedLabels(typeArguments: Node | null, references: References): readonly DeclaredLabel[] {
  const labels: DeclaredLabel[] = [];
  const [first] = namedChildren(typeArguments);
  const open = first === undefined ? [] : [first];
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    references.budget.spend();
    switch (type.type) {
      case 'union_type':
      case 'parenthesized_type':
      case 'literal_type':
      case 'object_type':
        open.push(...namedChildren(type).toReversed());
        break;
      case 'string': {
        const constant = textConstant(type, references);
        if (constant !== undefined) {
          labels.push({ name: constant.text, span: constant.span });
        }
        break;
      }
      case 'property_signature': {
        const name = type.childForFieldName('name');
        if (name?.type === 'property_identifier') {
          labels.push({ name: name.text, span: spanOf(name) });
        }
      }
    }
  }
  return labels;
}

export function importedName({ module, path }: { module: string; path: readonly string[] }): ImportedName {
  return { module, name: path.length === 0 ? '*' : path.join('.') };
}

function together(lists: readonly LabelNames[]): LabelNames {
  return {
    labels: lists.flatMap(({ labels }) => labels),
    complete: lists.every(({ complete }) => complete),
    from: lists.flatMap(({ from }) => from),
  };
}
