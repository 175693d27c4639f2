import type { Node } from '@vscode/tree-sitter-wasm';
import type { SyntaxTree } from '../../syntax/parsers';
import { namedChildren } from '../../syntax/namedChildren';
import { Bindings } from '../../syntax/python/bindings';
import { boundIn, occurrencesOf } from '../../syntax/python/names';

/** Functions of modules whose result surely has a length. */
const filling: ReadonlySet<string> = new Set([
  'glob.glob',
  'os.listdir',
  're.findall',
  'pandas.DataFrame',
  'pandas.concat',
  'polars.DataFrame',
]);
const empty: ReadonlySet<string> = new Set([
  'collections.Counter',
  'collections.OrderedDict',
  'collections.defaultdict',
  'collections.deque',
]);
/** They give pieces of a table, or several, when they are asked to. */
const readers = /^pandas\.read_(?:csv|table|fwf|json|parquet|feather|orc|sql|sql_query|sql_table|xml|stata|sas|spss)$/;

/** Whether a callee may be one of those: most are not, and what names stand for costs time to find out. */
const mayBeKnown =
  /^(?:\w+\.)?(?:glob|listdir|findall|DataFrame|concat|Counter|OrderedDict|defaultdict|deque|read_\w+)$/;

/** Which expressions of a file surely have a length. Valid as long as its tree. */
export class SizedValues {
  private bindings: Bindings | undefined;
  private readonly builtins = new Map<string, boolean>();

  constructor(private readonly tree: SyntaxTree) {}

  /**
   * `empty` collections are there to be filled, `filled` ones hold what some other code gives, `fixed` ones what is written
   * out; undefined for everything else.
   */
  kindOf(value: Node): 'empty' | 'filled' | 'fixed' | undefined {
    switch (value.type) {
      case 'list':
      case 'dictionary':
      case 'set':
      case 'tuple':
        return namedChildren(value).length === 0 ? 'empty' : 'fixed';
      case 'list_comprehension':
      case 'set_comprehension':
      case 'dictionary_comprehension':
        return 'filled';
      case 'parenthesized_expression': {
        const [inner] = namedChildren(value);
        return inner && this.kindOf(inner);
      }
      case 'call':
        return this.kindOfCall(value);
      default:
        return undefined;
    }
  }

  /** The one argument of a call of the builtin `len`. */
  argumentOfLen(value: Node): Node | undefined {
    const callee = value.type === 'call' ? value.childForFieldName('function') : undefined;
    if (callee?.type !== 'identifier' || callee.text !== 'len' || !this.isBuiltin('len')) {
      return undefined;
    }
    const given = namedChildren(value.childForFieldName('arguments'));
    return given.length === 1 ? given[0] : undefined;
  }

  /** Whether a name means what Python itself means by it: nothing in the file binds it, and nothing may bring it in. */
  isBuiltin(name: string): boolean {
    let isBuiltin = this.builtins.get(name);
    if (isBuiltin === undefined) {
      const { text } = this.tree;
      isBuiltin =
        !/\bimport[ \t]*\(?[ \t]*\*/.test(text) &&
        // Most files only call it, which needs no look into the tree.
        (!new RegExp(`\\b${name}\\b(?!\\s*\\()|\\b(?:def|class)\\s+${name}\\b`).test(text) ||
          occurrencesOf(this.tree, name).every(({ kind, node }) => kind !== 'name' || boundIn(node) === undefined));
      this.builtins.set(name, isBuiltin);
    }
    return isBuiltin;
  }

  private kindOfCall(call: Node): 'empty' | 'filled' | 'fixed' | undefined {
    const callee = call.childForFieldName('function');
    const list = call.childForFieldName('arguments');
    const given = namedChildren(list);
    if (callee?.type === 'identifier' && /^(?:list|tuple|set|frozenset|dict|sorted)$/.test(callee.text)) {
      if (!this.isBuiltin(callee.text)) {
        return undefined;
      }
      const isWrittenOut = given.length > 0 && given.every(({ type }) => type === 'keyword_argument');
      return given.length === 0 && callee.text !== 'sorted'
        ? 'empty'
        : isWrittenOut && callee.text === 'dict'
          ? 'fixed'
          : 'filled';
    }
    const path = callee && this.importedPath(callee);
    if (path === undefined || path === null || list?.type !== 'argument_list') {
      return undefined;
    }
    if (empty.has(path)) {
      return 'empty';
    }
    return filling.has(path) || (readers.test(path) && given.every(isHarmless)) ? 'filled' : undefined;
  }

  /** What a callee stands for when it comes from an import: `pandas.read_csv`. */
  private importedPath(callee: Node): string | undefined {
    if (!mayBeKnown.test(callee.text)) {
      return undefined;
    }
    this.bindings ??= new Bindings(this.tree);
    if (callee.type === 'identifier') {
      const binding = this.bindings.of(callee);
      return binding?.kind === 'import' ? binding.path : undefined;
    }
    const [object, name] = [callee.childForFieldName('object'), callee.childForFieldName('attribute')];
    if (callee.type !== 'attribute' || object?.type !== 'identifier' || name === null) {
      return undefined;
    }
    const binding = this.bindings.of(object);
    return binding?.kind === 'import' ? `${binding.path}.${name.text}` : undefined;
  }
}

/** Whether an argument of a reader of tables leaves it at giving one whole table. */
function isHarmless(argument: Node): boolean {
  return (
    !/splat/.test(argument.type) &&
    !/^(?:chunksize|iterator|sheet_name|typ|squeeze)$/.test(argument.childForFieldName('name')?.text ?? '')
  );
}
