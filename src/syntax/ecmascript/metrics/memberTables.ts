import type { Node } from '@vscode/tree-sitter-wasm';
import { namedChildren } from '../../namedChildren';
import type { WorkBudget } from '../../workBudget';
import { ownDescendants } from '../ownDescendants';
import { stringValue } from '../moduleImports';
import type { AssignedProperties } from './assignedProperties';
import { isNothing } from './isNothing';

/** What objects, classes and functions hold, each read once. Valid as long as the tree. */
export class MemberTables {
  private readonly properties = new Map<number, ReadonlyMap<string, Node>>();
  private readonly members = new Map<number, ReadonlyMap<string, readonly Node[]>>();
  private readonly returned = new Map<number, Node | undefined>();

  constructor(
    private readonly assigned: AssignedProperties,
    private readonly budget: WorkBudget,
  ) {}

  /** The properties of an object literal that have constant names; of two with one name, the last. */
  propertiesOf(object: Node): ReadonlyMap<string, Node> {
    let properties = this.properties.get(object.id);
    if (properties === undefined) {
      const read = new Map<string, Node>();
      for (const part of namedChildren(object)) {
        this.budget.spend();
        const key = part.type === 'pair' ? part.childForFieldName('key') : part;
        const name = key === null ? undefined : propertyName(key);
        const value = part.type === 'pair' ? part.childForFieldName('value') : part;
        if (name !== undefined && value !== null) {
          read.set(name, value);
        }
      }
      properties = read;
      this.properties.set(object.id, properties);
    }
    return properties;
  }

  /** The values that a class gives its members: fields and, in its methods, `this.x = …`. */
  membersOf(definition: Node): ReadonlyMap<string, readonly Node[]> {
    let members = this.members.get(definition.id);
    if (members === undefined) {
      const read = new Map<string, Node[]>();
      const add = (name: string, value: Node): void => {
        // `= null` only says that the value comes later.
        const before = read.get(name);
        if (isNothing(value)) {
          return;
        }
        if (before === undefined) {
          read.set(name, [value]);
        } else {
          before.push(value);
        }
      };
      for (const part of namedChildren(definition.childForFieldName('body'))) {
        this.budget.spend();
        const name = part.childForFieldName('name') ?? part.childForFieldName('property');
        const value = part.type.endsWith('field_definition') ? part.childForFieldName('value') : null;
        if (name !== null && value !== null) {
          add(name.text, value);
        }
      }
      for (const { name, value } of this.assigned.ownOf(definition)) {
        add(name, value);
      }
      members = read;
      this.members.set(definition.id, members);
    }
    return members;
  }

  /** What a function returns, when it has one result. */
  returnedBy(definition: Node): Node | undefined {
    if (!this.returned.has(definition.id)) {
      const body = definition.childForFieldName('body');
      const isBlock = body?.type === 'statement_block';
      const results = isBlock
        ? ownDescendants(body, ['return_statement']).flatMap(({ firstNamedChild }) => firstNamedChild ?? [])
        : body === null
          ? []
          : [body];
      this.returned.set(definition.id, results.length === 1 ? results[0] : undefined);
    }
    return this.returned.get(definition.id);
  }
}

/** The expression behind `extends`. */
export function superclassOf(definition: Node): Node | undefined {
  const heritage = definition.namedChildren.find((child) => child?.type === 'class_heritage');
  const first = heritage?.firstNamedChild ?? undefined;
  return first?.type === 'extends_clause' ? (first.childForFieldName('value') ?? undefined) : first;
}

function propertyName(key: Node): string | undefined {
  return /^(?:property_identifier|shorthand_property_identifier|number)$/.test(key.type) ? key.text : stringValue(key);
}
