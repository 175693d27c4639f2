import type { Node } from '@vscode/tree-sitter-wasm';
import { moduleImports, stringValue, type ModuleImport } from '../../syntax/ecmascript/moduleImports';
import { bindsName, occurrencesOf } from '../../syntax/ecmascript/names';
import type { SyntaxTree } from '../../syntax/parsers';
import { markerEndAfter } from './marker';
import { monitorClass, type ClassImport, type Monitor, type MonitorUse } from '../monitorUse';

/** Whether a specifier names a runtime module of ours, by its name alone. */
export function namesRuntime(module: string): boolean {
  return /(?:^|\/)(?:monitoring|taskMonitoring\d*)(?:\.[cm]?[jt]s)?$/.test(module);
}

/**
 * Finds the imports and monitors of a file. `runtimeModule` is the specifier that the runtime is imported by; a class of
 * that name from another module may lack `task()`, and counts only where the file itself uses that.
 */
export function readMonitorUse(tree: SyntaxTree, runtimeModule?: string): MonitorUse {
  const mentionsClass = tree.text.includes(monitorClass);
  if (!mentionsClass && !/\b\w*monitor\b/i.test(tree.text)) {
    return { classImports: [], monitors: [], clash: undefined };
  }
  const imports = moduleImports(tree).filter(({ typeOnly }) => !typeOnly);
  const imported = importedMonitors(tree, imports);
  if (!mentionsClass) {
    return { classImports: [], monitors: imported, clash: undefined };
  }
  const isRuntime = (module: string): boolean =>
    module === runtimeModule || (runtimeModule === undefined && namesRuntime(module));
  const accepted = imports.filter(
    ({ imported: name, module, statement, local }) =>
      name === monitorClass && (isMarked(tree, statement) || isRuntime(module) || usesTaskOf(tree, local)),
  );
  const classImports = accepted.map(({ local, statement }): ClassImport => ({
    local,
    statement,
    marked: isMarked(tree, statement),
  }));
  const locals = new Set(accepted.map(({ local }) => local));
  const modules = new Set(
    imports.filter((each) => each.imported === '*' && isRuntime(each.module)).map(({ local }) => local),
  );
  const names = [...new Set([monitorClass, ...locals])];
  const made = names.flatMap((name) =>
    occurrencesOfClass(tree, name).flatMap((node) => madeMonitor(tree, node, locals, modules)),
  );
  return {
    classImports,
    monitors: [...made, ...imported].toSorted((a, b) => a.statement.startIndex - b.statement.startIndex),
    clash: clashOf(tree, accepted),
  };
}

/** Where the class stands as a name or as the property of a module: `new TaskMonitor(`, `new monitoring.TaskMonitor(`. */
function occurrencesOfClass(tree: SyntaxTree, name: string): readonly Node[] {
  const found: Node[] = [];
  for (let at = tree.text.indexOf(name); at >= 0; at = tree.text.indexOf(name, at + name.length)) {
    const node = tree.root.descendantForIndex(at, at + name.length);
    if (node?.text === name) {
      found.push(node);
    }
  }
  return found;
}

function clashOf(tree: SyntaxTree, accepted: readonly ModuleImport[]): Node | undefined {
  const ours = accepted.filter(({ local }) => local === monitorClass);
  const isOurs = (node: Node): boolean =>
    accepted.some(({ statement }) => statement.startIndex <= node.startIndex && node.endIndex <= statement.endIndex);
  return occurrencesOf(tree, monitorClass).find(
    ({ kind, node }) => kind === 'name' && !isOurs(node) && (ours.length === 0 || bindsName(node)) && !isAliased(node),
  )?.node;
}

/** `import { TaskMonitor as Other }` binds another name only. */
function isAliased(node: Node): boolean {
  return node.parent?.type === 'import_specifier' && !bindsName(node);
}

function isMarked(tree: SyntaxTree, statement: Node): boolean {
  return markerEndAfter(tree.text, statement.endIndex) !== undefined;
}

/** Whether a monitor made from the class `local` runs tasks in this file, which only ours can. */
function usesTaskOf(tree: SyntaxTree, local: string): boolean {
  const made = new RegExp(
    `([\\w$]+)(?:[ \\t]*:[^=\\r\\n]+)?[ \\t]*=[ \\t]*new[ \\t]+${local.replaceAll('$', '\\$')}\\(`,
    'gu',
  );
  return [...tree.text.matchAll(made)].some(([, name]) => runsTasks(tree.text, name ?? ''));
}

function runsTasks(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}\\.task\\(\\s*["'\`]`, 'u').test(text);
}

function madeMonitor(
  tree: SyntaxTree,
  node: Node,
  locals: ReadonlySet<string>,
  modules: ReadonlySet<string>,
): readonly Monitor[] {
  const callee = node.parent?.type === 'member_expression' ? node.parent : node;
  const isOurs =
    callee.id === node.id ? locals.has(node.text) : modules.has(callee.childForFieldName('object')?.text ?? '');
  const creation = callee.parent;
  const declarator = creation?.parent;
  const declaration = declarator?.parent;
  if (!isOurs || creation?.type !== 'new_expression' || declarator?.type !== 'variable_declarator' || !declaration) {
    return [];
  }
  const name = declarator.childForFieldName('name');
  const statement = declaration.parent?.type === 'export_statement' ? declaration.parent : declaration;
  if (statement.parent?.id !== tree.root.id || name?.type !== 'identifier') {
    return [];
  }
  // Assigned again, it may be anything by the time a function runs.
  if (declaration.child(0)?.type !== 'const' && isAssignedAgain(tree, name)) {
    return [];
  }
  return [{ name: name.text, job: jobOf(creation), statement, marked: isMarked(tree, statement), imported: false }];
}

function isAssignedAgain(tree: SyntaxTree, name: Node): boolean {
  return occurrencesOf(tree, name.text).some(
    ({ kind, node }) =>
      kind === 'name' &&
      node.id !== name.id &&
      (bindsName(node) || node.parent?.childForFieldName('left')?.id === node.id),
  );
}

function jobOf(creation: Node): string {
  const first = creation.childForFieldName('arguments')?.namedChildren.find((each) => each?.type !== 'comment') ?? null;
  return stringValue(first) ?? first?.text ?? '';
}

/**
 * `import { monitor } from './common.js'`, known for one of ours only by what the file does with it, and by its name:
 * `task` is a method of other libraries' objects, too.
 */
function importedMonitors(tree: SyntaxTree, imports: readonly ModuleImport[]): readonly Monitor[] {
  return imports.flatMap(({ local, imported, module, statement }): Monitor[] => {
    const isOne =
      /^\w*monitor$/i.test(local) && imported !== '*' && /^\.{1,2}\//.test(module) && usesAsMonitor(tree.text, local);
    return isOne ? [{ name: local, job: '', statement, marked: false, imported: true }] : [];
  });
}

function usesAsMonitor(text: string, local: string): boolean {
  return (
    runsTasks(text, local) ||
    new RegExp(`(?<![\\w$.])${local}\\.(?:recordSuccess|recordFailure|batchPush)\\(`, 'u').test(text)
  );
}
