import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { ignoredBy } from '../../lint/config/ignoredBy';
import { mergeConfig } from '../../lint/config/mergeConfig';
import type { JsonProblem } from '../../lint/config/positionedJson';
import { parseLintConfig } from '../../lint/config/parseLintConfig';
import type { LintConfig } from '../../lint/lintConfig';
import { configFileName } from './configFileName';
import { LineIndex } from '../../text/lineIndex';
import { reasonOf } from '../../text/reasonOf';
import type { FolderSettings } from './workerMessages';

/** The configuration for a file. `problems` and `warnings` are for a person, each with `line:column` in front, from 1. */
export type ConfigAnswer =
  | {
      readonly kind: 'config';
      readonly config: LintConfig;
      /** Where it stands; undefined when there is no file. */
      readonly path: string | undefined;
      readonly warnings: readonly string[];
    }
  | {
      readonly kind: 'invalid';
      readonly path: string;
      readonly problems: readonly string[];
      /** What counts until it is mended, where the lint is to go on: the file as it was right last, or the settings alone. */
      readonly meanwhile?: LintConfig | undefined;
    };

export interface ProjectConfigsOptions {
  /** What the command line says: it wins over the file. */
  readonly overrides?: LintConfig | undefined;
  /** Whether a file that is not valid keeps what it said before; otherwise nothing counts for the files below it. */
  readonly goesOn?: boolean | undefined;
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
  /** By path: the files as they were right last, without the settings. */
  private readonly lastValid = new Map<string, LintConfig>();
  /** By the patterns, which many folders share. */
  private readonly ignored = new Map<string, (relativePath: string) => boolean>();
  private settings: readonly FolderSettings[] = [];

  constructor(private readonly options: ProjectConfigsOptions = {}) {}

  of(path: string): ConfigAnswer {
    const { configFile } = this.options;
    if (configFile === undefined) {
      return this.ofFolder(dirname(resolve(path)));
    }
    const chosen = resolve(configFile);
    const answer = this.byFolder.get(chosen) ?? this.read(chosen, this.settingsOf(dirname(chosen)));
    this.byFolder.set(chosen, answer);
    return answer;
  }

  /** Whether the configuration names the file among those that are not linted. */
  ignores(path: string): boolean {
    const answer = this.of(path);
    const config = configIn(answer);
    if (config === undefined || (config.ignore ?? []).length === 0) {
      return false;
    }
    const key = JSON.stringify(config.ignore);
    const isIgnored = this.ignored.get(key) ?? ignoredBy(config);
    this.ignored.set(key, isIgnored);
    return isIgnored(relative(dirname(answer.path ?? resolve('.', 'x')), resolve(path)));
  }

  /** What the editor's settings say for its folders: the files win over it, as a team's word does over one person's. */
  setSettings(settings: readonly FolderSettings[]): void {
    this.settings = settings;
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

  /** Forgets what was read: a file has changed. */
  clear(): void {
    this.byFolder.clear();
    this.ignored.clear();
  }

  private ofFolder(folder: string): ConfigAnswer {
    const known = this.byFolder.get(folder);
    if (known !== undefined) {
      return known;
    }
    const path = this.nearest(folder);
    const settings = this.settingsOf(folder);
    const answer: ConfigAnswer =
      path === undefined
        ? { kind: 'config', config: this.complete(settings, {}), path, warnings: [] }
        : this.read(path, settings);
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

  private settingsOf(folder: string): LintConfig {
    const [innermost] = this.settings
      .filter((each) => each.folder === undefined || isIn(folder, resolve(each.folder)))
      .toSorted((a, b) => (b.folder?.length ?? 0) - (a.folder?.length ?? 0));
    return innermost?.config ?? {};
  }

  private complete(settings: LintConfig, file: LintConfig): LintConfig {
    return mergeConfig(mergeConfig(settings, file), this.options.overrides ?? {});
  }

  private read(path: string, settings: LintConfig): ConfigAnswer {
    let text: string;
    try {
      text = this.texts.get(path) ?? readFileSync(path, 'utf8');
    } catch (error) {
      return this.invalid(path, [reasonOf(error)], settings);
    }
    const parsed = parseLintConfig(text);
    const lines = new LineIndex(text);
    const placed = (problem: JsonProblem): string => placedMessage(problem, lines);
    if (parsed.kind === 'invalid') {
      return this.invalid(path, parsed.problems.map(placed), settings);
    }
    this.lastValid.set(path, parsed.config);
    const config = this.complete(settings, parsed.config);
    return { kind: 'config', config, path, warnings: parsed.warnings.map(placed) };
  }

  private invalid(path: string, problems: readonly string[], settings: LintConfig): ConfigAnswer {
    const answer = { kind: 'invalid', path, problems } as const;
    return this.options.goesOn === true
      ? { ...answer, meanwhile: this.complete(settings, this.lastValid.get(path) ?? {}) }
      : answer;
  }
}

/** What counts for the files below; undefined: they are not linted. */
export function configIn(answer: ConfigAnswer): LintConfig | undefined {
  return answer.kind === 'config' ? answer.config : answer.meanwhile;
}

function placedMessage({ message, span }: JsonProblem, lines: LineIndex): string {
  const { line, character } = lines.positionAt(span.start);
  return `${line + 1}:${character + 1}: ${message}`;
}

function isIn(folder: string, outer: string): boolean {
  return folder === outer || folder.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}
