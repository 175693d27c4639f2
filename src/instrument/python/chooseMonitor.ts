import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import { chunkPlace, lastLineOf, lineOfPlace, placeAbove, type ChunkPlace } from './chunk';
import { freeModuleName, isShadowed } from './freeName';
import { monitorClass, type ClassImport, type Monitor } from '../monitorUse';
import type { Script } from './script';

/** The monitor that a function's task belongs to. */
export type MonitorChoice =
  | { readonly kind: 'existing'; readonly name: string; readonly job: string; readonly imported: boolean }
  | {
      readonly kind: 'new';
      readonly name: string;
      /** The import of the class that the file has already. */
      readonly classImport: ClassImport | undefined;
      /** The name of the class in this file. */
      readonly className: string;
      readonly place: ChunkPlace;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Chooses for functions of one file, one after the other: the user's monitor before one that we wrote before a new one. A
 * function is never given a monitor that stands below it, since it may run before that line does.
 */
export class MonitorChooser {
  private created: MonitorChoice | undefined;

  constructor(private readonly script: Script) {}

  /**
   * @param scope where the monitor's name is looked up: a function, a class or the module
   * @param offset where the function, with its decorators, or the statements begin
   * @param line the line at module level that a new monitor has to stand above: statements run where they stand
   */
  choose(scope: Node, offset: number, line?: number): MonitorChoice {
    const above = this.script.use.monitors.filter(({ statement }) => statement.endIndex <= offset);
    const monitor = above.find(({ marked }) => !marked) ?? above[0];
    if (monitor !== undefined) {
      return this.existing(scope, monitor);
    }
    this.created ??= this.create(line);
    if (this.created.kind === 'new' && this.placeEnd(this.created.place) > offset) {
      return refused(
        line === undefined
          ? l10n.t('{0} is imported only below this function: move the import up first.', monitorClass)
          : l10n.t('{0} is imported only below these statements: move the import up first.', monitorClass),
      );
    }
    return this.created;
  }

  private existing(scope: Node, monitor: Monitor): MonitorChoice {
    if (isShadowed(this.script, scope, monitor.name)) {
      return refused(l10n.t('{0} is another variable in this function: rename it first.', monitor.name));
    }
    if (/^__.*(?<!__)$/.test(monitor.name) && isInClass(scope)) {
      return refused(l10n.t('{0} means another name inside a class: rename it first.', monitor.name));
    }
    return { kind: 'existing', ...monitor };
  }

  private create(line: number | undefined): MonitorChoice {
    const { classImports, clash } = this.script.use;
    if (clash !== undefined) {
      const where = this.script.lineNumber(clash);
      return refused(l10n.t('The name {0} means something else here (line {1}).', monitorClass, where));
    }
    const [classImport] = classImports;
    const usual = chunkPlace(this.script, () => false);
    const place = placeAbove(this.script, usual, line);
    const name = freeModuleName(this.script, 'monitor', 'task_monitor');
    if (classImport === undefined) {
      const className = this.script.listsPublicNames
        ? freeModuleName(this.script, monitorClass, 'Monitor')
        : monitorClass;
      return { kind: 'new', name, classImport, className, place };
    }
    // The monitor cannot stand above the class, wherever that is imported.
    const imported = lastLineOf(this.script, classImport.statement);
    const after = place.kind === 'belowImports' ? Math.max(place.after, imported) : imported;
    return { kind: 'new', name, classImport, className: classImport.local, place: { kind: 'belowImports', after } };
  }

  private placeEnd(place: ChunkPlace): number {
    return this.script.source.line(lineOfPlace(place)).start;
  }
}

function isInClass(scope: Node): boolean {
  for (let each: Node | null = scope; each !== null; each = each.parent) {
    if (each.type === 'class_definition') {
      return true;
    }
  }
  return false;
}

function refused(reason: string): MonitorChoice {
  return { kind: 'refused', reason };
}
