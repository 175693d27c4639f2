import type { Node } from '@vscode/tree-sitter-wasm';
import type { SyntaxTree } from '../parsers';
import { bareExpression } from './functionName';

/** A name that an import or `require` at the top of a module binds. Valid as long as its tree. */
export interface ModuleImport {
  /** The name in this file. */
  readonly local: string;
  /** The name that the other module exports; `*` for all of it, `default`. */
  readonly imported: string;
  /** The specifier: `./monitoring.mjs`. */
  readonly module: string;
  readonly statement: Node;
  /** Whether only its type is imported. */
  readonly typeOnly: boolean;
}

/** The statements of a module itself, comments left out, walked with a cursor: there may be very many. */
export function* topLevelStatements(tree: SyntaxTree): Generator<Node> {
  const cursor = tree.root.walk();
  try {
    for (let more = cursor.gotoFirstChild(); more; more = cursor.gotoNextSibling()) {
      if (cursor.nodeIsNamed && cursor.nodeType !== 'comment' && cursor.nodeType !== 'hash_bang_line') {
        yield cursor.currentNode;
      }
    }
  } finally {
    cursor.delete();
  }
}

/** What a module imports by statements of its own, with `import` or with `const … = require(…)`. */
export function moduleImports(tree: SyntaxTree): readonly ModuleImport[] {
  const imports: ModuleImport[] = [];
  for (const statement of topLevelStatements(tree)) {
    if (statement.type === 'import_statement') {
      imports.push(...importsOf(statement));
    } else if (statement.type === 'lexical_declaration' || statement.type === 'variable_declaration') {
      imports.push(...requiresOf(statement));
    }
  }
  return imports;
}

/** The module that a statement names: `import … from 'x'`, `export … from 'x'`, `import x = require('x')`. */
export function importedModule(statement: Node): string | undefined {
  const clause = statement.namedChildren.find((child) => child?.type === 'import_require_clause');
  return stringValue((clause ?? statement).childForFieldName('source'));
}

function* importsOf(statement: Node): Generator<ModuleImport> {
  const module = importedModule(statement);
  if (module === undefined) {
    return;
  }
  const typeOnly = statement.child(1)?.type === 'type';
  const base = { module, statement, typeOnly };
  for (const clause of statement.namedChildren) {
    if (clause?.type === 'import_require_clause') {
      yield { ...base, local: clause.firstNamedChild?.text ?? '', imported: '*' };
    }
    for (const part of clause?.type === 'import_clause' ? clause.namedChildren : []) {
      if (part?.type === 'identifier') {
        yield { ...base, local: part.text, imported: 'default' };
      } else if (part?.type === 'namespace_import') {
        yield { ...base, local: part.firstNamedChild?.text ?? '', imported: '*' };
      } else if (part?.type === 'named_imports') {
        for (const each of part.namedChildren.filter((child) => child?.type === 'import_specifier')) {
          const imported = each?.childForFieldName('name')?.text ?? '';
          const local = each?.childForFieldName('alias')?.text ?? imported;
          yield { ...base, local, imported, typeOnly: typeOnly || each?.firstChild?.type === 'type' };
        }
      }
    }
  }
}

function* requiresOf(statement: Node): Generator<ModuleImport> {
  for (const declarator of statement.namedChildren) {
    const name = declarator?.childForFieldName('name');
    const required = declarator === null ? undefined : requiredModule(declarator.childForFieldName('value'));
    if (required === undefined || name === null || name === undefined) {
      continue;
    }
    const base = { module: required.module, statement, typeOnly: false };
    if (name.type === 'identifier') {
      if (required.path.length <= 1) {
        yield { ...base, local: name.text, imported: required.path[0] ?? '*' };
      }
    } else if (name.type === 'object_pattern' && required.path.length === 0) {
      for (const part of name.namedChildren) {
        if (part?.type === 'shorthand_property_identifier_pattern') {
          yield { ...base, local: part.text, imported: part.text };
        } else if (part?.type === 'pair_pattern') {
          const local = part.childForFieldName('value');
          yield { ...base, local: local?.text ?? '', imported: part.childForFieldName('key')?.text ?? '' };
        }
      }
    }
  }
}

export interface Required {
  readonly module: string;
  /** The properties that are read from the module: `['a', 'b']` for `require('x').a.b`. */
  readonly path: readonly string[];
}

/** What `require('x')` or `require('x').a` names; undefined for every other expression. */
export function requiredModule(expression: Node | null): Required | undefined {
  const path: string[] = [];
  let node = bareExpression(expression);
  while (node?.type === 'member_expression') {
    path.unshift(node.childForFieldName('property')?.text ?? '');
    node = bareExpression(node.childForFieldName('object'));
  }
  if (node?.type !== 'call_expression' || node.childForFieldName('function')?.text !== 'require') {
    return undefined;
  }
  const module = stringValue(node.childForFieldName('arguments')?.firstNamedChild ?? null);
  return module === undefined ? undefined : { module, path };
}

/** The value of a string literal without escapes. */
export function stringValue(node: Node | null): string | undefined {
  if (node?.type !== 'string' || node.namedChildCount > 1) {
    return undefined;
  }
  const text = node.text.slice(1, -1);
  return text.includes('\\') ? undefined : text;
}
