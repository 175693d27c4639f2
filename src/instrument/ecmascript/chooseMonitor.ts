import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import type { EcmascriptFunction } from '../../syntax/ecmascript/functions';
import { topLevelStatements } from '../../syntax/ecmascript/moduleImports';
import { runsNothing } from '../../syntax/ecmascript/moduleLayout';
import { chunkPlace, type ChunkPlace } from './chunk';
import { freeMonitorName, isShadowed } from './freeName';
import { monitorClass, type ClassImport } from '../monitorUse';
import type { Script } from './script';

/** The monitor that a function's task belongs to. */
export type MonitorChoice =
  | { readonly kind: 'existing'; readonly name: string; readonly job: string; readonly imported: boolean }
  | {
      readonly kind: 'new';
      readonly name: string;
      /** The import of the class that the file has already. */
      readonly classImport: ClassImport | undefined;
      readonly place: ChunkPlace;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Chooses for functions of one file, one after the other: the user's monitor before one that we wrote before a new one. A
 * function is never given a monitor that it may run before: declared functions can be called from above.
 */
export class MonitorChooser {
  private created: MonitorChoice | undefined;
  private firstToRun: number | undefined;

  constructor(private readonly script: Script) {}

  choose(target: EcmascriptFunction): MonitorChoice {
    const usable = this.script.use.monitors.filter(
      (monitor) => monitor.imported || this.precedes(monitor.statement, target),
    );
    const monitor = usable.find(({ marked }) => !marked) ?? usable[0];
    if (monitor !== undefined) {
      return isShadowed(this.script, target, monitor.name)
        ? refused(l10n.t('{0} is another variable in this function: rename it first.', monitor.name))
        : { kind: 'existing', ...monitor };
    }
    this.created ??= this.create();
    return this.created;
  }

  /** Whether a monitor is there whenever the function can run. */
  private precedes(statement: Node, { node }: EcmascriptFunction): boolean {
    this.firstToRun ??= this.findFirstToRun();
    if (statement.startIndex <= this.firstToRun) {
      return true;
    }
    const around = outermost(this.script, node);
    const isHoisted =
      around.type.endsWith('function_declaration') ||
      around.childForFieldName('declaration')?.type.endsWith('function_declaration') === true;
    return !isHoisted && statement.endIndex <= around.startIndex;
  }

  /** Where the first statement begins that may call a function of the module; a monitor itself calls none. */
  private findFirstToRun(): number {
    const monitors = new Set(this.script.use.monitors.map(({ statement }) => statement.id));
    for (const statement of topLevelStatements(this.script.tree)) {
      if (!monitors.has(statement.id) && !runsNothing(statement)) {
        return statement.startIndex;
      }
    }
    return this.script.text.length;
  }

  private create(): MonitorChoice {
    const { classImports, clash } = this.script.use;
    if (clash !== undefined) {
      return refused(
        l10n.t('The name {0} means something else here (line {1}).', monitorClass, this.script.lineNumber(clash)),
      );
    }
    const [classImport] = classImports;
    const place = chunkPlace(this.script, () => false);
    if (
      classImport !== undefined &&
      classImport.statement.startIndex >= place.at &&
      classImport.statement.type !== 'import_statement'
    ) {
      return refused(l10n.t('{0} is imported only below this function: move the import up first.', monitorClass));
    }
    return { kind: 'new', name: freeMonitorName(this.script.tree), classImport, place };
  }
}

/** The statement of the module that holds a node. */
function outermost(script: Script, node: Node): Node {
  let child = node;
  for (let parent = node.parent; parent !== null && parent.id !== script.tree.root.id; parent = parent.parent) {
    child = parent;
  }
  return child;
}

function refused(reason: string): MonitorChoice {
  return { kind: 'refused', reason };
}
