import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { isIgnored } from '../../lint/config/isIgnored';
import { mergeConfig } from '../../lint/config/mergeConfig';
import type { JsonProblem } from '../../lint/config/positionedJson';
import { parseLintConfig } from '../../lint/config/parseLintConfig';
import type { LintConfig } from '../../lint/lintConfig';
import { LineIndex } from '../../text/lineIndex';
import { reasonOf } from '../../text/reasonOf';
import type { FolderSettings } from './workerMessages';

export const configFileName = 'taskmonitor.json';

/** The configuration for a file. `problems` and `warnings` are for a person, each with `line:column` in front, from 1. */
export type ConfigAnswer =
  | {
      readonly kind: 'config';
      readonly config: LintConfig;
      /** Where it stands; undefined when there is no file. */
      readonly path: string | undefined;
      readonly warnings: readonly string[];
    }
  | { readonly kind: 'invalid'; readonly path: string; readonly problems: readonly string[] };

export interface ProjectConfigsOptions {
  /** What the command line says: it wins over the file. */
  readonly overrides?: LintConfig | undefined;
  /** A file that holds for all, in place of the nearest one. */
  readonly configFile?: string | undefined;
}

/**
 * The configurations of a workspace: for each file the nearest `taskmonitor.json`, in its folder or above, up to the one
 * that holds `.git`. What was read is kept until `clear`.
 */
export class ProjectConfigs {
  private readonly byFolder = new Map<string, ConfigAnswer>();
  private readonly texts = new Map<string, string>();
  private overrides: readonly FolderSettings[];

  constructor(private readonly options: ProjectConfigsOptions = {}) {
    this.overrides = [{ folder: undefined, config: options.overrides ?? {} }];
  }

  of(path: string): ConfigAnswer {
    const { configFile } = this.options;
    if (configFile === undefined) {
      return this.ofFolder(dirname(resolve(path)));
    }
    const chosen = resolve(configFile);
    const answer = this.byFolder.get(chosen) ?? this.read(chosen, this.overrideOf(dirname(chosen)));
    this.byFolder.set(chosen, answer);
    return answer;
  }

  /** Whether the configuration names the file among those that are not linted. */
  ignores(path: string): boolean {
    const answer = this.of(path);
    if (answer.kind !== 'config' || (answer.config.ignore ?? []).length === 0) {
      return false;
    }
    return isIgnored(answer.config, relative(dirname(answer.path ?? resolve('.', 'x')), resolve(path)));
  }

  /** What the editor's settings say for its folders: it wins over the files. */
  setOverrides(overrides: readonly FolderSettings[]): void {
    this.overrides = overrides;
    this.clear();
  }

  /** The text of a configuration that is open in an editor counts in place of the file's; undefined: the file again. */
  setText(path: string, text: string | undefined): void {
    if (text === undefined) {
      this.texts.delete(resolve(path));
    } else {
      this.texts.set(resolve(path), text);
    }
    this.clear();
  }

  /** What was not understood in the files that were read, and left out. */
  warnings(): readonly { readonly path: string; readonly warnings: readonly string[] }[] {
    const read = new Map([...this.byFolder.values()].map((answer) => [answer.path, answer]));
    return [...read.values()].flatMap((answer) =>
      answer.kind === 'config' && answer.path !== undefined && answer.warnings.length > 0
        ? [{ path: answer.path, warnings: answer.warnings }]
        : [],
    );
  }

  /** Forgets what was read: a file has changed. */
  clear(): void {
    this.byFolder.clear();
  }

  private ofFolder(folder: string): ConfigAnswer {
    const known = this.byFolder.get(folder);
    if (known !== undefined) {
      return known;
    }
    const path = this.nearest(folder);
    const over = this.overrideOf(folder);
    const answer: ConfigAnswer =
      path === undefined ? { kind: 'config', config: over, path, warnings: [] } : this.read(path, over);
    this.byFolder.set(folder, answer);
    return answer;
  }

  private nearest(folder: string): string | undefined {
    for (let current = folder; ; current = dirname(current)) {
      const path = join(current, configFileName);
      if (this.texts.has(path) || existsSync(path)) {
        return path;
      }
      if (dirname(current) === current || existsSync(join(current, '.git'))) {
        return undefined;
      }
    }
  }

  private overrideOf(folder: string): LintConfig {
    const [innermost] = this.overrides
      .filter((each) => each.folder === undefined || isIn(folder, resolve(each.folder)))
      .toSorted((a, b) => (b.folder?.length ?? 0) - (a.folder?.length ?? 0));
    return innermost?.config ?? {};
  }

  private read(path: string, over: LintConfig): ConfigAnswer {
    try {
      return configOf(path, this.texts.get(path) ?? readFileSync(path, 'utf8'), over);
    } catch (error) {
      return { kind: 'invalid', path, problems: [reasonOf(error)] };
    }
  }
}

function configOf(path: string, text: string, over: LintConfig): ConfigAnswer {
  const lines = new LineIndex(text);
  const parsed = parseLintConfig(text);
  const placed = ({ message, span }: JsonProblem): string => {
    const { line, character } = lines.positionAt(span.start);
    return `${line + 1}:${character + 1}: ${message}`;
  };
  return parsed.kind === 'invalid'
    ? { kind: 'invalid', path, problems: parsed.problems.map(placed) }
    : { kind: 'config', config: mergeConfig(parsed.config, over), path, warnings: parsed.warnings.map(placed) };
}

function isIn(folder: string, outer: string): boolean {
  return folder === outer || folder.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}
