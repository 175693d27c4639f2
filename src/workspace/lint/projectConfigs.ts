import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { isIgnored } from '../../lint/config/isIgnored';
import { mergeConfig } from '../../lint/config/mergeConfig';
import { parseLintConfig } from '../../lint/config/parseLintConfig';
import type { LintConfig } from '../../lint/lintConfig';
import { LineIndex } from '../../text/lineIndex';
import { reasonOf } from '../../text/reasonOf';

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
  /** What the command line or the editor's settings say: it wins over the file. */
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

  constructor(private readonly options: ProjectConfigsOptions = {}) {}

  of(path: string): ConfigAnswer {
    const { configFile } = this.options;
    return configFile === undefined ? this.ofFolder(dirname(resolve(path))) : this.read(resolve(configFile));
  }

  /** Whether the configuration names the file among those that are not linted. */
  ignores(path: string): boolean {
    const answer = this.of(path);
    if (answer.kind !== 'config' || (answer.config.ignore ?? []).length === 0) {
      return false;
    }
    return isIgnored(answer.config, relative(dirname(answer.path ?? resolve('.', 'x')), resolve(path)));
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
    const path = join(folder, configFileName);
    const parent = dirname(folder);
    const answer = existsSync(path)
      ? this.read(path)
      : parent === folder || existsSync(join(folder, '.git'))
        ? this.none()
        : this.ofFolder(parent);
    this.byFolder.set(folder, answer);
    return answer;
  }

  private none(): ConfigAnswer {
    return { kind: 'config', config: this.options.overrides ?? {}, path: undefined, warnings: [] };
  }

  private read(path: string): ConfigAnswer {
    const known = this.byFolder.get(path);
    if (known !== undefined) {
      return known;
    }
    const answer = readConfig(path, this.options.overrides);
    this.byFolder.set(path, answer);
    return answer;
  }
}

function readConfig(path: string, overrides: LintConfig | undefined): ConfigAnswer {
  let text;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return { kind: 'invalid', path, problems: [reasonOf(error)] };
  }
  const lines = new LineIndex(text);
  const parsed = parseLintConfig(text);
  const placed = ({
    message,
    span,
  }: {
    readonly message: string;
    readonly span: { readonly start: number };
  }): string => {
    const { line, character } = lines.positionAt(span.start);
    return `${line + 1}:${character + 1}: ${message}`;
  };
  return parsed.kind === 'invalid'
    ? { kind: 'invalid', path, problems: parsed.problems.map(placed) }
    : {
        kind: 'config',
        config: overrides === undefined ? parsed.config : mergeConfig(parsed.config, overrides),
        path,
        warnings: parsed.warnings.map(placed),
      };
}
