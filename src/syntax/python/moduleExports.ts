import type { CachedNode } from '../cachedNode';
import type { ExportedValue, MetricFacts } from '../metrics/metricFacts';
import { namedChildren } from '../namedChildren';
import type { Bindings } from './bindings';
import { instanceOf } from './functionCalls';
import { importsIn } from './imports';
import { labelList } from './labelList';
import { declaredIndex, type DeclaredIndexes } from './metricOf';
import { membersOfClass, memberOf } from './members';
import { stringConstant } from './stringConstant';
import { Trail } from './trail';

/** What may be the name of a metric or a label, or a part of one. Other text is of no use to other files here. */
const nameLike = /^[a-zA-Z_:][\w:.-]{0,99}$/;

/** Calls that hand on text or items that stand in them. */
const handsOn = /^(?:list|tuple|set|frozenset|sorted|dict|.*\.(?:replace|lower|upper|split|keys|values|copy))$/s;

/** What is longer is data, not labels. In characters. */
const maxLength = 20_000;

/**
 * The metrics, labels and names that other files can import, members of classes and objects included; re-exports too. Looks
 * at the statements of the module alone, since every file of a workspace may be asked.
 */
export function moduleExports(
  bindings: Bindings<CachedNode>,
  indexes: DeclaredIndexes,
): Pick<MetricFacts, 'exports' | 'wildcards'> {
  const exports = new Map<string, ExportedValue>();
  const wildcards: string[] = [];
  for (const statement of statementsOf(bindings.tree.root)) {
    if (statement.type === 'import_from_statement' || statement.type === 'import_statement') {
      for (const { local, module, name } of importsIn(statement)) {
        if (local === '*') {
          wildcards.push(module);
        } else if (name !== undefined || local !== module.split('.', 1)[0]) {
          // `import a.b` is no way to hand something on; `import a.b as c` is.
          exports.set(local, { kind: 'imported', from: { module, name: name ?? '*' } });
        }
      }
    }
    const member = memberOf(statement);
    if (member !== undefined) {
      addValue(exports, member.name.text, member.value, bindings, indexes);
      addObject(exports, member.name.text, member.value, bindings, indexes);
    }
    const definition =
      statement.type === 'decorated_definition' ? statement.childForFieldName('definition') : statement;
    if (definition?.type === 'class_definition') {
      addMembers(exports, definition, bindings, indexes);
    }
  }
  return { exports: [...exports].map(([name, value]) => ({ name, value })), wildcards };
}

/** The statements of a module, those in `if` and `try` included. */
function statementsOf(block: CachedNode): readonly CachedNode[] {
  return namedChildren(block).flatMap((statement) =>
    statement.type === 'if_statement' || statement.type === 'try_statement' || statement.type === 'else_clause'
      ? namedChildren(statement).flatMap((part) =>
          part.type === 'block'
            ? statementsOf(part)
            : part.type === 'else_clause'
              ? statementsOf(part.childForFieldName('body') ?? part)
              : [],
        )
      : [statement],
  );
}

function addMembers(
  exports: Map<string, ExportedValue>,
  definition: CachedNode,
  bindings: Bindings<CachedNode>,
  indexes: DeclaredIndexes,
): void {
  const owner = definition.childForFieldName('name')?.text ?? '';
  for (const { name, value } of membersOfClass(definition)) {
    addValue(exports, `${owner}.${name.text}`, value, bindings, indexes);
  }
}

/** The metrics of an object: `metrics = Metrics()` gives `metrics.requests`, whichever way the class sets it. */
function addObject(
  exports: Map<string, ExportedValue>,
  name: string,
  value: CachedNode,
  bindings: Bindings<CachedNode>,
  indexes: DeclaredIndexes,
): void {
  const owner = indexes.size === 0 ? undefined : instanceOf(value, bindings);
  if (owner === undefined) {
    return;
  }
  for (const [node, index] of indexes) {
    const target = node.parent?.type === 'assignment' ? node.parent.childForFieldName('left') : null;
    const member = target?.childForFieldName('attribute') ?? target;
    if (member && bindings.scopes.classAt(node.startIndex) === owner) {
      exports.set(`${name}.${member.text}`, { kind: 'metric', index });
    }
  }
}

function addValue(
  exports: Map<string, ExportedValue>,
  name: string,
  value: CachedNode,
  bindings: Bindings<CachedNode>,
  indexes: DeclaredIndexes,
): void {
  const isName = value.type === 'identifier' || value.type === 'attribute';
  const exported = isName
    ? sameAs(name, value.text, exports)
    : isData(name, value, exports)
      ? undefined
      : exportedValue(value, bindings, indexes);
  if (exported !== undefined) {
    exports.set(name, exported);
  }
}

/** What a name stands for that was exported before, under the same class or the module: `Alias = REQUESTS`. */
function sameAs(name: string, text: string, exports: ReadonlyMap<string, ExportedValue>): ExportedValue | undefined {
  const owner = name.slice(0, name.lastIndexOf('.') + 1);
  const known = (owner === '' ? undefined : exports.get(owner + text)) ?? exports.get(text);
  const dot = text.indexOf('.');
  const module = known === undefined && dot > 0 ? exports.get(text.slice(0, dot)) : undefined;
  if (module?.kind !== 'imported') {
    return known;
  }
  const names = [...(module.from.name === '*' ? [] : [module.from.name]), text.slice(dot + 1)];
  return { kind: 'imported', from: { module: module.from.module, name: names.join('.') } };
}

const collections: ReadonlySet<string> = new Set(['list', 'tuple', 'set', 'dictionary']);

/** Whether a collection holds what no label is: numbers, calls, rows, names of anything but constants and imports. */
function isData(name: string, value: CachedNode, exports: ReadonlyMap<string, ExportedValue>): boolean {
  const mayBeLabel = (item: CachedNode | null): boolean => {
    switch (item?.type) {
      case 'string':
      case 'concatenated_string':
      case 'list_splat':
      case 'dictionary_splat':
        return true;
      case 'pair':
        return mayBeLabel(item.childForFieldName('key'));
      case 'identifier':
      case 'attribute':
        return (
          /(?:^|\.)_*[A-Z][A-Z\d_]*(?:\.value)?$/.test(item.text) || sameAs(name, item.text, exports) !== undefined
        );
      default:
        return false;
    }
  };
  return collections.has(value.type) && !namedChildren(value).every(mayBeLabel);
}

function exportedValue(
  value: CachedNode,
  bindings: Bindings<CachedNode>,
  indexes: DeclaredIndexes,
): ExportedValue | undefined {
  const isCall = value.type === 'call' && indexes.size === 0;
  const isOther = isCall && !handsOn.test(value.childForFieldName('function')?.text ?? '');
  if (isOther || value.endIndex - value.startIndex > maxLength) {
    return undefined;
  }
  switch (value.type) {
    case 'string':
    case 'concatenated_string':
      return exportedText(value, bindings);
    case 'list':
    case 'tuple':
    case 'set':
    case 'dictionary':
      return exportedLabels(value, bindings);
    case 'binary_operator':
      if (!/^[+|]$/.test(value.childForFieldName('operator')?.text ?? '')) {
        return undefined;
      }
      return exportedText(value, bindings) ?? exportedLabels(value, bindings);
    case 'call':
    case 'conditional_expression':
    case 'boolean_operator': {
      const index = declaredIndex(value, indexes, new Trail(bindings));
      return index === undefined
        ? (exportedText(value, bindings) ?? exportedLabels(value, bindings))
        : { kind: 'metric', index };
    }
    default:
      return undefined;
  }
}

function exportedText(value: CachedNode, bindings: Bindings<CachedNode>): ExportedValue | undefined {
  const text = stringConstant(value, new Trail(bindings))?.value;
  return text !== undefined && nameLike.test(text) ? { kind: 'text', text } : undefined;
}

/** A collection whose items could be labels; what is made of anything else is none. */
function exportedLabels(value: CachedNode, bindings: Bindings<CachedNode>): ExportedValue | undefined {
  const { labels, complete } = labelList(value, new Trail(bindings));
  const areNames = labels.length > 0 && labels.length <= 100 && labels.every(({ name }) => nameLike.test(name));
  return areNames ? { kind: 'labels', labels, complete } : undefined;
}
