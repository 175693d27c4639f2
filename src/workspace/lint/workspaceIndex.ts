import { exposedName } from '../../lint/exposedName';
import type { Placed, WorkspaceView } from '../../lint/workspaceView';
import type { LabelCall } from '../../syntax/metrics/labelCall';
import type { MetricDeclaration } from '../../syntax/metrics/metricDeclaration';
import type { Push } from '../../syntax/metrics/push';
import type { SourceFacts } from '../../syntax/sourceFacts';
import type { IndexedFile } from './indexedFile';
import { FactLinker } from './factLinker';
import type { LinkedFile } from './factLinker';
import { ModuleFiles } from './modules/moduleFiles';

/** What all files together say; made anew, on demand, when one of them changed. */
interface Together {
  readonly linker: FactLinker;
  readonly declarations: ReadonlyMap<string, readonly Placed<MetricDeclaration>[]>;
  readonly names: ReadonlySet<string>;
  readonly pushes: readonly Placed<Push>[];
  /** The calls in other files than the declaration's. */
  readonly uses: ReadonlyMap<MetricDeclaration, readonly Placed<LabelCall>[]>;
}

/**
 * What the files of a workspace say about metrics, and what they say to each other. Paths are absolute, with slashes; where a
 * path leaves the index (`Placed`, `elsewhere`) it is the file's name. Texts and trees are not kept.
 */
export class WorkspaceIndex {
  readonly modules = new ModuleFiles();
  private readonly files = new Map<string, IndexedFile>();
  private made: Together | undefined;

  /** A file is there; what it says may matter to those that import it. */
  addPath(path: string): void {
    if (!this.modules.has(path)) {
      this.modules.add(path);
      this.made = undefined;
    }
  }

  put(path: string, file: IndexedFile): void {
    this.addPath(path);
    this.files.set(path, file);
    this.made = undefined;
  }

  /** The file is there, but what it says is not known any longer. */
  forget(path: string): void {
    if (this.files.delete(path)) {
      this.made = undefined;
    }
  }

  /** The file is gone. */
  delete(path: string): void {
    this.forget(path);
    this.modules.delete(path);
    this.made = undefined;
  }

  get(path: string): IndexedFile | undefined {
    return this.files.get(path);
  }

  paths(): Iterable<string> {
    return this.files.keys();
  }

  /** What a file says with what it imports filled in; undefined for one that was not read. */
  link(path: string): SourceFacts | undefined {
    const file = this.files.get(path);
    return file && { ...file.facts, metrics: this.linked(path, file).metrics };
  }

  /** Files that are there and were never read, although a file that was read imports metrics or labels from them. */
  unread(): ReadonlySet<string> {
    const { linker } = this.together();
    for (const [path, file] of this.files) {
      linker.link(path, file);
    }
    return linker.unread;
  }

  /** The names by which other files can use what this one declares. */
  namesOf(path: string): ReadonlySet<string> {
    return this.together().linker.namesOf(path);
  }

  view(path: string): WorkspaceView {
    const { declarations, names, pushes, uses } = this.together();
    const file = this.files.get(path);
    const own = file?.name;
    const declared = file === undefined ? [] : this.linked(path, file).metrics.declarations;
    const others = <T>(all: readonly Placed<T>[]): readonly Placed<T>[] => all.filter((each) => each.path !== own);
    return {
      path: own,
      declarationsOf: (name) => others(declarations.get(name) ?? []),
      metricNames: () => names,
      pushes: () => others(pushes),
      usesOf: (index) => {
        const declaration = declared[index];
        return (declaration === undefined ? undefined : uses.get(declaration)) ?? [];
      },
    };
  }

  /** The files whose findings can depend on what this one says now: those that take something from it, or share a name or a key. */
  dependents(path: string): ReadonlySet<string> {
    const found = new Set<string>();
    const own = this.files.get(path);
    const names = new Set(own?.facts.metrics.declarations.map(exposedName));
    const hasPushes = (own?.facts.metrics.pushes.length ?? 0) > 0;
    for (const [other, file] of this.files) {
      const { metrics, prometheus } = file.facts;
      if (
        other !== path &&
        (this.linked(other, file).from.has(path) ||
          // What it gives the labels of another file's metrics is told there.
          (own !== undefined && this.linked(path, own).from.has(other)) ||
          // Which of its names they mean, or nearly mean, is for the rules to say.
          (prometheus !== undefined && names.size > 0) ||
          (hasPushes && metrics.pushes.length > 0) ||
          metrics.declarations.some((each) => names.has(exposedName(each))))
      ) {
        found.add(other);
      }
    }
    return found;
  }

  private linked(path: string, file: IndexedFile): LinkedFile {
    return this.together().linker.link(path, file);
  }

  private together(): Together {
    this.made ??= this.make();
    return this.made;
  }

  private make(): Together {
    const linker = new FactLinker(this.files, this.modules);
    const declarations = new Map<string, Placed<MetricDeclaration>[]>();
    const pushes: Placed<Push>[] = [];
    const uses = new Map<MetricDeclaration, Placed<LabelCall>[]>();
    for (const [path, file] of this.files) {
      const { metrics } = linker.link(path, file);
      for (const value of metrics.declarations) {
        const name = exposedName(value);
        if (name !== undefined) {
          const placed = declarations.get(name);
          if (placed === undefined) {
            declarations.set(name, [{ path: file.name, value }]);
          } else {
            placed.push({ path: file.name, value });
          }
        }
      }
      pushes.push(...metrics.pushes.map((value) => ({ path: file.name, value })));
      for (const value of metrics.calls) {
        if (value.metric.kind === 'elsewhere') {
          const { declaration } = value.metric;
          const known = uses.get(declaration) ?? [];
          known.push({ path: file.name, value });
          uses.set(declaration, known);
        }
      }
    }
    return { linker, declarations, names: new Set(declarations.keys()), pushes, uses };
  }
}
