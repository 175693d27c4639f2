import type { Node } from '@vscode/tree-sitter-wasm';
import type { SyntaxTree } from '../../syntax/parsers';
import { importsOf, type Import } from '../../syntax/python/imports';
import { boundIn, occurrencesOf } from '../../syntax/python/names';
import { isMarked } from './marker';
import { readBindings } from './nameBindings';
import { monitorClass, type ClassImport, type Monitor, type MonitorUse } from '../monitorUse';

/**
 * Finds the imports and monitors of a file. `runtimeModule` is the module that the runtime is imported from; a class of
 * that name from another module may lack `task()`, and counts only where the file itself uses that. Without it any module
 * by one of our names counts.
 */
export function readMonitorUse(tree: SyntaxTree, runtimeModule?: string): MonitorUse {
  const imports = importsOf(tree).filter(({ scope, node }) => scope.id === tree.root.id && isDirect(node, tree.root));
  if (!tree.text.includes(monitorClass)) {
    return { classImports: [], monitors: importedMonitors(tree, imports), clash: undefined };
  }
  const occurrences = occurrencesOf(tree, monitorClass);
  const accepted = imports.filter((each) => {
    const [module, name] = splitPath(each.path);
    return (
      name === monitorClass &&
      (isMarked(tree.text, statementOf(each.node).endIndex) || isRuntime(module) || usesTaskOf(tree, each.local))
    );
  });
  const classImports = accepted.map(({ local, node }): ClassImport => {
    const statement = statementOf(node);
    return { local, statement, marked: isMarked(tree.text, statement.endIndex) };
  });
  const locals = new Set(classImports.map(({ local }) => local));
  const modules = new Set(
    imports.filter(({ path, local }) => local !== '*' && isRuntime(path)).map(({ local }) => local),
  );
  const assigned = topLevelCalls(tree, [...new Set([monitorClass, ...locals])]).flatMap((call) =>
    assignedMonitor(tree, call, locals, modules),
  );
  const monitors = [...assigned, ...importedMonitors(tree, imports)];
  return {
    classImports,
    monitors: monitors.toSorted((a, b) => a.statement.startIndex - b.statement.startIndex),
    clash: clashOf(),
  };

  function isRuntime(module: string): boolean {
    return runtimeModule === undefined
      ? /(?:^|\.)(?:task_)?monitoring(?:_\d+)?$/.test(module)
      : module === runtimeModule;
  }

  function clashOf(): Node | undefined {
    const ours = new Set(accepted.filter(({ local }) => local === monitorClass).map(({ node }) => node.startIndex));
    const fromStar = imports.some(({ local, path }) => local === '*' && isRuntime(path));
    return occurrences.find(({ kind, node }) => {
      if (kind !== 'name' || ours.has(node.startIndex) || importsFromRuntime(node)) {
        return false;
      }
      return boundIn(node) !== undefined || (ours.size === 0 && !fromStar && !isImportedName(node));
    })?.node;
  }

  /** Under `if TYPE_CHECKING` or in a function: the same class. */
  function importsFromRuntime(node: Node): boolean {
    const statement = node.parent?.type === 'dotted_name' ? statementOf(node) : undefined;
    const module = statement?.childForFieldName('module_name');
    return module !== null && module !== undefined && isRuntime(module.text.replace(/\s/g, ''));
  }
}

/** `from x import TaskMonitor as Other` binds another name only. */
function isImportedName(node: Node): boolean {
  return node.parent?.parent?.type === 'aliased_import';
}

function splitPath(path: string): readonly [module: string, name: string] {
  const dot = path.lastIndexOf('.');
  const module = path.slice(0, dot + 1);
  // The dots of a relative import stay: `.TaskMonitor` is imported from `.`.
  return [/^\.*$/.test(module) ? module : path.slice(0, dot), path.slice(dot + 1)];
}

function statementOf(node: Node): Node {
  let statement = node;
  while (statement.parent !== null && !/^(?:module|block)$/.test(statement.parent.type)) {
    statement = statement.parent;
  }
  return statement;
}

function isDirect(node: Node, root: Node): boolean {
  const statement = statementOf(node);
  return statement.parent?.id === root.id && statement.type.startsWith('import');
}

/** Whether a monitor made from the class `local` runs tasks in this file, which only ours can. */
function usesTaskOf(tree: SyntaxTree, local: string): boolean {
  return [...tree.text.matchAll(new RegExp(`^(\\w+)(?:[ \\t]*:[^=\\r\\n]+)?[ \\t]*=[ \\t]*${local}\\(`, 'gmu'))].some(
    ([, name]) => runsTasks(tree.text, name ?? ''),
  );
}

function runsTasks(text: string, name: string): boolean {
  return new RegExp(`(?:\\bwith[ \\t]+|@)${name}\\.task\\([ \\t]*["']`, 'u').test(text);
}

/** The calls `Name(…)` and `module.Name(…)` that are the value of an assignment of the module itself. */
function topLevelCalls(tree: SyntaxTree, names: readonly string[]): readonly Node[] {
  const nodes = names.flatMap((name) => occurrencesOf(tree, name)).map(({ node }) => node);
  return nodes.flatMap((node) => {
    const callee = node.parent?.type === 'attribute' ? node.parent : node;
    const call = callee.parent;
    const assignment = call?.parent;
    const isValue =
      call?.type === 'call' &&
      call.childForFieldName('function')?.id === callee.id &&
      assignment?.type === 'assignment' &&
      assignment.childForFieldName('right')?.id === call.id &&
      assignment.parent?.parent?.id === tree.root.id;
    return isValue ? [call] : [];
  });
}

function assignedMonitor(
  tree: SyntaxTree,
  call: Node,
  locals: ReadonlySet<string>,
  modules: ReadonlySet<string>,
): readonly Monitor[] {
  const callee = call.childForFieldName('function');
  const isOurs =
    callee?.type === 'attribute'
      ? modules.has(callee.childForFieldName('object')?.text ?? '')
      : locals.has(callee?.text ?? '');
  const target = call.parent?.childForFieldName('left');
  const statement = call.parent?.parent;
  if (!isOurs || target?.type !== 'identifier' || statement === null || statement === undefined) {
    return [];
  }
  // Bound again, it may be anything by the time a function runs.
  if (readBindings(tree, target.text).ofModule !== 1) {
    return [];
  }
  const marked = isMarked(tree.text, statement.endIndex);
  return [{ name: target.text, job: jobOf(call), statement, marked, imported: false }];
}

function jobOf(call: Node): string {
  const given = (call.childForFieldName('arguments')?.namedChildren ?? []).filter((each) => each?.type !== 'comment');
  const named = given.find((each) => each?.childForFieldName('name')?.text === 'job_name');
  const first = given[0]?.type === 'keyword_argument' ? undefined : given[0];
  const value = named?.childForFieldName('value') ?? first;
  if (value?.type !== 'string' || value.namedChildCount !== 3 || value.child(1)?.childCount !== 0) {
    return value?.text ?? '';
  }
  return value.child(1)?.text ?? '';
}

/**
 * `from jobs.common import monitor`, known for one of ours only by what the file does with it, and by its name: `task` is
 * a method of other libraries' objects, too.
 */
function importedMonitors(tree: SyntaxTree, imports: readonly Import[]): readonly Monitor[] {
  const named = imports.filter(({ local }) => /^\w*monitor$/i.test(local));
  return named.flatMap(({ local, node }): Monitor[] => {
    const statement = statementOf(node);
    const records = new RegExp(`\\b${local}\\.(?:record_success|record_failure|batch_push)\\(`, 'u');
    const isOne =
      statement.type === 'import_from_statement' &&
      (runsTasks(tree.text, local) || records.test(tree.text)) &&
      readBindings(tree, local).ofModule === 1;
    return isOne ? [{ name: local, job: '', statement, marked: false, imported: true }] : [];
  });
}
