import type { GivenValue, LabelCall } from '../../syntax/metrics/labelCall';
import type { ImportedName } from '../../syntax/metrics/importedName';
import type { DeclaredLabel, MetricDeclaration } from '../../syntax/metrics/metricDeclaration';
import type { ExportedValue, MetricFacts } from '../../syntax/metrics/metricFacts';
import type { IndexedFile } from './indexedFile';
import type { ModuleFiles } from './modules/moduleFiles';
import { namesInModule } from './namesInModule';

/** A file's facts with what it imports filled in. */
export interface LinkedFile {
  readonly metrics: MetricFacts;
  /** The files that it asked, whether or not they knew. */
  readonly from: ReadonlySet<string>;
}

/** What a name of another file is. */
type Found =
  | { readonly kind: 'metric'; readonly path: string; readonly index: number }
  | { readonly kind: 'labels'; readonly labels: readonly DeclaredLabel[]; readonly complete: boolean }
  | { readonly kind: 'text'; readonly text: string };

/** Follows imports between the files of one state of the workspace. */
export class FactLinker {
  /** Files that were asked and have not been read. */
  readonly unread = new Set<string>();
  private readonly linked = new Map<string, LinkedFile>();
  private readonly declarations = new Map<MetricDeclaration, MetricDeclaration>();
  /** Linked declarations whose labels come from several places: which are first is not known. */
  private readonly unordered = new Set<MetricDeclaration>();

  constructor(
    private readonly files: ReadonlyMap<string, IndexedFile>,
    private readonly modules: ModuleFiles,
  ) {}

  link(path: string, file: IndexedFile): LinkedFile {
    const known = this.linked.get(path);
    if (known !== undefined) {
      return known;
    }
    const from = new Set<string>();
    const { metrics } = file.facts;
    const linked: LinkedFile = {
      from,
      metrics: {
        ...metrics,
        declarations: metrics.declarations.map((each) => this.declaration(path, each, from)),
        calls: metrics.calls.map((call) => this.call(path, file, call, from)),
      },
    };
    this.linked.set(path, linked);
    return linked;
  }

  /** The last names by which other files can come to what a file declares. */
  namesOf(path: string): ReadonlySet<string> {
    const { declarations = [], exports = [] } = this.files.get(path)?.facts.metrics ?? {};
    const names = new Set<string>();
    for (const { holder } of declarations) {
      if (holder !== undefined) names.add(holder);
    }
    for (const { name, value } of exports) {
      // What was not read yet is not asked for it: a module hands on the names of half a library.
      if (this.value(path, value, '', new Search(new Set(), true))?.kind === 'metric') {
        names.add(name.slice(name.lastIndexOf('.') + 1));
      }
    }
    return names;
  }

  private declaration(path: string, declaration: MetricDeclaration, from: Set<string>): MetricDeclaration {
    const { nameFrom, labelsFrom = [] } = declaration;
    if (nameFrom === undefined && labelsFrom.length === 0) {
      return declaration;
    }
    const known = this.declarations.get(declaration);
    if (known !== undefined) {
      return known;
    }
    const named = nameFrom && this.resolve(path, nameFrom, new Search(from));
    const parts = labelsFrom.map((each) => this.resolve(path, each, new Search(from)));
    // Their own spans are of another file; here they stand where the argument stands.
    const span = declaration.labelsSpan ?? declaration.span;
    const labels = [...declaration.labels];
    for (const name of parts.flatMap(labelNames)) {
      if (!labels.some((each) => each.name === name)) {
        labels.push({ name, span });
      }
    }
    const complete =
      labelsFrom.length === 0
        ? declaration.labelsComplete
        : parts.every((part) => part?.kind === 'text' || (part?.kind === 'labels' && part.complete));
    const name = named?.kind === 'text' ? named.text : declaration.name;
    const linked = { ...declaration, name, labels, labelsComplete: complete };
    this.declarations.set(declaration, linked);
    if (parts.length > 1 || (parts.length > 0 && declaration.labels.length > 0)) {
      this.unordered.add(linked);
    }
    return linked;
  }

  private call(path: string, file: IndexedFile, call: LabelCall, from: Set<string>): LabelCall {
    const { metric } = call;
    if (metric.kind === 'declared') {
      const declaration = file.facts.metrics.declarations[metric.index];
      return declaration?.labelsFrom === undefined
        ? call
        : { ...call, values: this.named(call.values, this.declaration(path, declaration, from)) };
    }
    const found =
      metric.kind === 'imported'
        ? this.resolve(path, metric.from, new Search(from))
        : metric.kind === 'unknown' && metric.holder !== undefined
          ? this.besides(path, file, metric.holder, from)
          : undefined;
    if (found?.kind !== 'metric') {
      return call;
    }
    const declaring = this.files.get(found.path);
    const declared = declaring?.facts.metrics.declarations[found.index];
    if (declaring === undefined || declared === undefined) {
      return call;
    }
    const declaration = this.declaration(found.path, declared, from);
    return {
      ...call,
      metric: { kind: 'elsewhere', path: declaring.name, declaration },
      values: this.named(call.values, declaration),
    };
  }

  /** Values by place get the names of the declaration's labels, where all are known in their order. */
  private named(values: readonly GivenValue[], declaration: MetricDeclaration): readonly GivenValue[] {
    return declaration.labelsComplete && !this.unordered.has(declaration)
      ? values.map((value) =>
          value.label === undefined && value.position !== undefined
            ? { ...value, label: declaration.labels[value.position]?.name }
            : value,
        )
      : values;
  }

  /** A name that needs no import: of another file of the same package. */
  private besides(path: string, file: IndexedFile, name: string, from: Set<string>): Found | undefined {
    for (const other of this.modules.besides(path, file.language)) {
      const found = this.inFile(other, name, new Search(from));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private resolve(path: string, { module, name }: ImportedName, search: Search): Found | undefined {
    const language = this.files.get(path)?.language;
    if (language === undefined || !search.enter(path, module, name)) {
      return undefined;
    }
    for (const target of this.modules.resolve(path, language, module)) {
      for (const each of namesInModule(language, module, name)) {
        const found = this.inFile(target, each, search);
        if (found !== undefined) return found;
      }
    }
    // `metrics.REQUESTS` of package `app` may be REQUESTS of its module `app.metrics`.
    const dot = name.indexOf('.');
    if (language !== 'python' || dot < 0) {
      return undefined;
    }
    const submodule = `${module}${module.endsWith('.') ? '' : '.'}${name.slice(0, dot)}`;
    return this.resolve(path, { module: submodule, name: name.slice(dot + 1) }, search);
  }

  private inFile(path: string, name: string, search: Search): Found | undefined {
    search.from.add(path);
    const file = this.files.get(path);
    if (file === undefined) {
      if (!search.amongRead) this.unread.add(path);
      return undefined;
    }
    const { exports, wildcards } = file.facts.metrics;
    for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
      const value = exports.find((each) => each.name === name.slice(0, end))?.value;
      if (value !== undefined) {
        return this.value(path, value, name.slice(end + 1), search, true);
      }
    }
    for (const module of wildcards) {
      const found = this.resolve(path, { module, name }, search);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** @param rest what is taken from the value: a member of an imported module */
  private value(path: string, value: ExportedValue, rest: string, search: Search, isMember = false): Found | undefined {
    switch (value.kind) {
      case 'metric':
        return { kind: 'metric', path, index: value.index };
      case 'labels':
        return value;
      case 'text':
        return value;
      case 'imported': {
        const { module, name } = value.from;
        const member = isMember && rest !== '' ? (name === '*' || name === '' ? rest : `${name}.${rest}`) : name;
        return this.resolve(path, { module, name: member }, search);
      }
    }
  }
}

/** A list of labels, or a constant that a list of labels names: `[USER, "region"]`. */
function labelNames(part: Found | undefined): readonly string[] {
  return part?.kind === 'labels' ? part.labels.map(({ name }) => name) : part?.kind === 'text' ? [part.text] : [];
}

/** One question and what was asked for it so far: files that import from each other would ask for ever. */
class Search {
  private readonly asked = new Set<string>();

  constructor(
    readonly from: Set<string> = new Set(),
    readonly amongRead = false,
  ) {}

  enter(path: string, module: string, name: string): boolean {
    const question = `${path}\n${module}\n${name}`;
    if (this.asked.has(question) || this.asked.size >= 100) {
      return false;
    }
    this.asked.add(question);
    return true;
  }
}
