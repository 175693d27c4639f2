import type { Node } from '@vscode/tree-sitter-wasm';

/** How many calls around a declaration may hand it on: `requests = register(registry, prometheus.NewCounterVec(…))`. */
const maxWrappers = 2;

/** The last name of what an expression is put into: a variable, a struct's field, a key of a map. */
export function holderOf(expression: Node): string | undefined {
  let value = expression;
  for (let wrappers = 0; ;) {
    const parent = value.parent;
    switch (parent?.type) {
      case 'expression_list':
        return targetOf(parent, value);
      case 'literal_element': {
        const key = parent.parent?.type === 'keyed_element' ? parent.parent.childForFieldName('key') : null;
        return key === null || key.id === parent.id ? undefined : lastName(key.firstNamedChild);
      }
      case 'parenthesized_expression':
      case 'unary_expression':
        value = parent;
        break;
      case 'argument_list':
        if (parent.parent?.type !== 'call_expression' || isRegister(parent.parent) || ++wrappers > maxWrappers) {
          return undefined;
        }
        value = parent.parent;
        break;
      default:
        return undefined;
    }
  }
}

/** `err := prometheus.Register(…)` holds no metric. */
function isRegister(call: Node): boolean {
  return /(?:^|\.)(?:Must)?Register$/.test(call.childForFieldName('function')?.text.slice(-40) ?? '');
}

/** The name at the place in the list of targets that `value` has in its list. */
function targetOf(values: Node, value: Node): string | undefined {
  const statement = values.parent;
  const index = values.namedChildren.findIndex((each) => each?.id === value.id);
  switch (statement?.type) {
    case 'var_spec':
      return statement.childrenForFieldName('name').filter((name) => name?.type === 'identifier')[index]?.text;
    case 'short_var_declaration':
    case 'assignment_statement':
      return lastName(statement.childForFieldName('left')?.namedChild(index) ?? null);
    default:
      return undefined;
  }
}

function lastName(target: Node | null): string | undefined {
  switch (target?.type) {
    case 'identifier':
      return target.text === '_' ? undefined : target.text;
    case 'selector_expression':
      return target.childForFieldName('field')?.text;
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return target.text.slice(1, -1);
    default:
      return undefined;
  }
}
