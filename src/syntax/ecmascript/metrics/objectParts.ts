import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../../text/span';
import { namedChildren } from '../../namedChildren';
import { argumentsOf, plainExpression } from './plainExpression';
import type { References } from './references';
import { removalOf } from './removalOf';
import { textConstant } from './textConstant';

/** A property of an object: `a: x`, `a`, `'a': x`, `[A]: x`. */
export interface ObjectPart {
  /** Undefined for a computed key that is no constant. */
  readonly name: string | undefined;
  readonly value: Node;
  /** The whole property. */
  readonly node: Node;
  /** What goes when the property goes; undefined where it stands in another object, or next to a comment. */
  readonly removal: Span | undefined;
}

export interface ObjectParts {
  readonly parts: readonly ObjectPart[];
  /** False when some come from what this file does not show. */
  readonly complete: boolean;
}

const farthest = 6;

/** The properties of an object literal, or of one that a variable holds, spread ones included; undefined for all else. */
export function objectParts(
  expression: Node | null,
  references: References,
  isOwn = true,
  hops = farthest,
): ObjectParts | undefined {
  references.budget.spend();
  const plain = plainExpression(expression);
  if (plain === null || hops <= 0) {
    return undefined;
  }
  if (plain.type === 'object') {
    return literalParts(plain, references, isOwn, hops);
  }
  if (plain.type === 'call_expression' && /^Object\.assign\s*\(/.test(references.text(plain).slice(0, 40))) {
    return together(argumentsOf(plain).map((part) => objectParts(part, references, false, hops - 1)));
  }
  const target = references.follow(plain);
  const isObject = target?.kind === 'expression' && target.node.id !== plain.id;
  const object = isObject ? objectParts(target.node, references, false, hops - 1) : undefined;
  return object && together([object, addedParts(plain, references)]);
}

/** What is added to an object after it was made: `labels.method = req.method`. */
function addedParts(holder: Node, references: References): ObjectParts {
  const added = references.assigned.addedTo(holder);
  return {
    parts: added.map(({ name, value }) => ({ name, value, node: value, removal: undefined })),
    complete: added.every(({ name }) => name !== undefined),
  };
}

function literalParts(object: Node, references: References, isOwn: boolean, hops: number): ObjectParts {
  const children = namedChildren(object);
  return together(
    children.map((node, index): ObjectParts | undefined => {
      references.budget.spend();
      const removal = isOwn ? removalOf(children, index, references.tree.text) : undefined;
      switch (node.type) {
        case 'shorthand_property_identifier':
          return { parts: [{ name: node.text, value: node, node, removal }], complete: true };
        case 'pair': {
          const [key, value] = [node.childForFieldName('key'), node.childForFieldName('value')];
          return key === null || value === null
            ? undefined
            : { parts: [{ name: keyName(key, references), value, node, removal }], complete: true };
        }
        case 'spread_element':
          return objectParts(node.firstNamedChild, references, false, hops - 1);
        case 'method_definition':
          return { parts: [], complete: true };
        default:
          return undefined;
      }
    }),
  );
}

function keyName(key: Node, references: References): string | undefined {
  switch (key.type) {
    case 'property_identifier':
    case 'number':
      return key.text;
    case 'computed_property_name':
      return textConstant(key.firstNamedChild, references)?.text;
    default:
      return textConstant(key, references)?.text;
  }
}

function together(objects: readonly (ObjectParts | undefined)[]): ObjectParts {
  return {
    parts: objects.flatMap((each) => each?.parts ?? []),
    complete: objects.every((each) => each?.complete === true),
  };
}
