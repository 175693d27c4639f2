import type { Node } from '@vscode/tree-sitter-wasm';
import type { SyntaxTree } from '../parsers';
import { namedChildren } from '../namedChildren';
import { isDocstring } from './docstring';

/** The part of a module before its first definition, where imports stand. Valid as long as its tree. */
export interface LeadingRegion {
  /** The last import, or the statement with imports in it (`try`, `if TYPE_CHECKING`). */
  readonly lastImport: Node | undefined;
  /** The first statement behind the docstring. */
  readonly firstStatement: Node | undefined;
}

/**
 * Reads the statements up to the first definition. Statements that `ignored` names count as if they were not there, and
 * those that `isFrame` names as what their block holds.
 */
export function leadingRegion(
  tree: SyntaxTree,
  ignored: (statement: Node) => boolean,
  isFrame: (statement: Node) => boolean = () => false,
): LeadingRegion {
  let lastImport: Node | undefined;
  let firstStatement: Node | undefined;
  let isFirst = true;
  for (const statement of topLevelStatements(tree)) {
    const mayBeDocstring = isFirst;
    isFirst = false;
    if ((mayBeDocstring && isDocstring(statement)) || ignored(statement)) {
      continue;
    }
    firstStatement ??= statement;
    const kinds = isFrame(statement)
      ? namedChildren(statement.childForFieldName('body')).map(leadingKind)
      : [leadingKind(statement)];
    const end = kinds.indexOf('end');
    if (kinds.slice(0, end < 0 ? kinds.length : end).includes('import')) {
      lastImport = statement;
    }
    if (end >= 0) {
      break;
    }
  }
  return { lastImport, firstStatement };
}

function* topLevelStatements(tree: SyntaxTree): Generator<Node> {
  const cursor = tree.root.walk();
  try {
    for (let more = cursor.gotoFirstChild(); more; more = cursor.gotoNextSibling()) {
      if (cursor.nodeIsNamed && cursor.nodeType !== 'comment') {
        yield cursor.currentNode;
      }
    }
  } finally {
    cursor.delete();
  }
}

const imports: ReadonlySet<string> = new Set(['import_statement', 'import_from_statement', 'future_import_statement']);
const definitions = [
  'function_definition',
  'class_definition',
  'decorated_definition',
  'while_statement',
  'match_statement',
];

function leadingKind(statement: Node): 'import' | 'other' | 'end' {
  if (imports.has(statement.type)) {
    return 'import';
  }
  switch (statement.type) {
    case 'if_statement':
    case 'try_statement':
    case 'with_statement': {
      const isMain = statement.childForFieldName('condition')?.text.includes('__name__') === true;
      if (isMain || statement.descendantsOfType(definitions).length > 0) {
        return 'end';
      }
      return statement.descendantsOfType([...imports]).length > 0 ? 'import' : 'other';
    }
    case 'for_statement':
    case 'while_statement':
    case 'match_statement':
    case 'function_definition':
    case 'class_definition':
    case 'decorated_definition':
      return 'end';
    default:
      return 'other';
  }
}
