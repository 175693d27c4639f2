import type { Node } from '@vscode/tree-sitter-wasm';
import { namedChildren } from '../../namedChildren';
import type { References } from './references';

const farthest = 6;

/** Whether a type has few values by its form: literals and unions of them, booleans, enums, and names of these. */
export function isBoundedType(type: Node | null, references: References, hops = farthest): boolean {
  references.budget.spend();
  if (type === null || hops <= 0) {
    return false;
  }
  switch (type.type) {
    case 'literal_type':
      // `name: 'string'` is a slip that still says what was meant.
      return !/^['"](?:string|number|any|unknown)['"]$/.test(references.text(type));
    // `keyof typeof TABLE`, `(typeof LIST)[number]`
    case 'index_type_query':
      return true;
    case 'lookup_type':
      return /\btypeof\b/.test(references.text(type));
    case 'predefined_type':
      return /^(?:boolean|undefined|null)$/.test(references.text(type));
    case 'type_annotation':
    case 'parenthesized_type':
    case 'union_type':
      return namedChildren(type).every((each) => isBoundedType(each, references, hops - 1));
    case 'type_identifier': {
      const binding = references.bindings.of(references.text(type), type.startIndex);
      return (
        binding?.kind === 'enum' ||
        (binding?.kind === 'type' && isBoundedType(binding.node.childForFieldName('value'), references, hops - 1))
      );
    }
    default:
      return false;
  }
}
