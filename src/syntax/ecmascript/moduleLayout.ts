import type { Node } from '@vscode/tree-sitter-wasm';
import type { SyntaxTree } from '../parsers';
import { bareExpression } from './functionName';
import { isDirective } from './directives';
import { requiredModule, topLevelStatements } from './moduleImports';

/** The top of a module. Valid as long as its tree. */
export interface LeadingRegion {
  readonly lastDirective: Node | undefined;
  /** The last of the imports and requires that stand before everything else. */
  readonly lastImport: Node | undefined;
  readonly firstImport: Node | undefined;
  /** The first statement behind them. */
  readonly next: Node | undefined;
}

/** Reads a module up to its first statement that is no import. What `ignored` names counts as if it were not there. */
export function leadingRegion(tree: SyntaxTree, ignored: (statement: Node) => boolean): LeadingRegion {
  let lastDirective: Node | undefined;
  let firstImport: Node | undefined;
  let lastImport: Node | undefined;
  let mayBeDirective = true;
  for (const statement of topLevelStatements(tree)) {
    if (ignored(statement)) {
      continue;
    }
    if (mayBeDirective && isDirective(statement)) {
      lastDirective = statement;
      continue;
    }
    mayBeDirective = false;
    if (!isImport(statement)) {
      return { lastDirective, firstImport, lastImport, next: statement };
    }
    firstImport ??= statement;
    lastImport = statement;
  }
  return { lastDirective, firstImport, lastImport, next: undefined };
}

/** `import …`, `export … from …`, and declarations and calls that only require modules. */
export function isImport(statement: Node): boolean {
  switch (statement.type) {
    case 'import_statement':
      return true;
    case 'export_statement':
      return statement.childForFieldName('source') !== null;
    case 'lexical_declaration':
    case 'variable_declaration': {
      const declarators = statement.namedChildren.filter((child) => child?.type === 'variable_declarator');
      return declarators.every((each) => isRequire(each?.childForFieldName('value') ?? null));
    }
    case 'expression_statement':
      return isRequire(statement.firstNamedChild);
    default:
      return false;
  }
}

/** `require('x')`, and what is taken from it or called on it at once: `require('dotenv').config()`. */
function isRequire(expression: Node | null): boolean {
  let node = bareExpression(expression);
  while (node !== null && requiredModule(node) === undefined) {
    if (node.type === 'call_expression') {
      const passed = node.childForFieldName('arguments');
      if (
        passed !== null &&
        passed.descendantsOfType(['arrow_function', 'function_expression', 'identifier']).length > 0
      ) {
        return false;
      }
      node = bareExpression(node.childForFieldName('function'));
    } else {
      node = node.type === 'member_expression' ? bareExpression(node.childForFieldName('object')) : null;
    }
  }
  return node !== null;
}

const inert: ReadonlySet<string> = new Set([
  'function_declaration',
  'generator_function_declaration',
  'function_signature',
  'ambient_declaration',
  'interface_declaration',
  'type_alias_declaration',
  'empty_statement',
]);

/** Whether a statement of a module, when it is evaluated, can call no function of the module. */
export function runsNothing(statement: Node): boolean {
  if (inert.has(statement.type) || isDirective(statement) || isImport(statement)) {
    return true;
  }
  switch (statement.type) {
    case 'export_statement': {
      const inner = statement.childForFieldName('declaration') ?? bareExpression(statement.childForFieldName('value'));
      return inner === null || isFunctionValue(inner) || runsNothing(inner);
    }
    case 'class_declaration':
    case 'abstract_class_declaration':
      return !/\bstatic\b|@|\[/.test(statement.text) && !/\bextends\s+[^\s{]*\(/.test(statement.text);
    case 'lexical_declaration':
    case 'variable_declaration':
      return statement.namedChildren.every((each) => {
        const name = each?.childForFieldName('name');
        const value = bareExpression(each?.childForFieldName('value') ?? null);
        return name?.type === 'identifier' && (value === null || isFunctionValue(value) || isConstant(value));
      });
    default:
      return false;
  }
}

function isFunctionValue(value: Node): boolean {
  return /^(?:arrow_function|function_expression|generator_function)$/.test(value.type);
}

function isConstant(value: Node): boolean {
  return /^(?:string|number|true|false|null|undefined|regex|identifier)$/.test(value.type);
}
