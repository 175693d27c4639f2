import { buffer } from 'node:stream/consumers';
import * as l10n from '@vscode/l10n';
import type { Severity } from '../../lint/finding';
import { lintTree } from '../../lint/lint';
import type { LintConfig } from '../../lint/lintConfig';
import { rules } from '../../lint/rules';
import { languageOfPath } from '../../syntax/language';
import type { LanguageId } from '../../syntax/language';
import { readsMetrics } from '../../syntax/metricFactsOf';
import { Parsers } from '../../syntax/parsers';
import { sourceFiles } from '../../workspace/sourceFiles';
import { decodeSource, readSource } from '../../workspace/sourceText';
import type { NotText, SourceText } from '../../workspace/sourceText';
import { CommandFailure, exitCode, UsageError } from '../command';
import type { Command, CommandContext, ExitCode } from '../command';
import { jsonReport } from './jsonReport';
import { placeFindings } from './placedFinding';
import type { PlacedFinding, Skipped } from './placedFinding';
import { findingText } from './textReport';
import { keyValues } from '../keyValues';
import { useEnglish } from '../language';
import { notTextReason } from '../notTextReason';
import { oneOf, oneOfBuilt, parseOptions } from '../options';
import { reasonOf } from '../../text/reasonOf';

const severities: readonly Severity[] = ['info', 'warning', 'error'];

/** `lint`: labels and metrics that will hurt, in files and folders. */
export const lint: Command = {
  name: 'lint',
  summary: () => l10n.t('Finds labels that blow up the number of series, in source files.'),
  usage: () =>
    [
      'taskmonitor lint [PATH…] [--format text|json] [--rule ID=off|info|warning|error]…',
      '                 [--fail-on info|warning|error]',
      'taskmonitor lint - --stdin-filename NAME',
      '',
      l10n.t(
        'PATH is a file or a folder (default: the current one); .gitignore is honoured. The exit code is 1 when something of the severity of --fail-on (default: warning) or above was found.',
      ),
    ].join('\n'),
  async run(args, context) {
    const { values, positionals } = parseOptions(
      args,
      {
        format: { type: 'string', default: 'text' },
        rule: { type: 'string', multiple: true },
        'fail-on': { type: 'string', default: 'warning' },
        'stdin-filename': { type: 'string' },
      },
      ['config', 'fix'],
    );
    const format = oneOfBuilt('format', values.format, ['text', 'json'], ['sarif', 'github']);
    const failOn = oneOf('fail-on', values['fail-on'], ['info', 'warning', 'error']);
    const config = configFrom(values.rule ?? []);
    if (format === 'json') {
      useEnglish();
    }
    const linter = new Linter(new Parsers((file) => context.readAsset(`grammars/${file}`)), config);
    if (positionals.includes('-')) {
      await lintStdin(linter, positionals, values['stdin-filename'], context);
    } else {
      if (values['stdin-filename'] !== undefined) {
        throw new UsageError(l10n.t('--stdin-filename goes with -, which reads stdin.'));
      }
      await lintPaths(linter, positionals.length === 0 ? ['.'] : positionals, context);
    }
    return report(linter, format, failOn, positionals, context);
  },
};

/** Lints one source after another and keeps what it found. */
class Linter {
  readonly found: PlacedFinding[] = [];
  readonly skipped: Skipped[] = [];
  /** Paths that could not be read or parsed, unlike those that are just not for us. */
  readonly failed = new Set<string>();
  files = 0;

  constructor(
    private readonly parsers: Parsers,
    private readonly config: LintConfig,
  ) {}

  async lint(path: string, source: SourceText | NotText): Promise<void> {
    this.files++;
    const language = lintedLanguage(path);
    if (language === undefined) {
      this.skipped.push({ path, reason: l10n.t('not a language that the lint reads') });
    } else if ('kind' in source) {
      this.fail(path, notTextReason(source));
    } else {
      const { text } = source;
      const findings = await this.parsers.use(language, text, (tree) => lintTree(tree, this.config));
      this.found.push(...placeFindings(path, text, findings));
    }
  }

  fail(path: string, reason: string): void {
    this.skipped.push({ path, reason });
    this.failed.add(path);
  }
}

function lintedLanguage(path: string): LanguageId | undefined {
  const language = languageOfPath(path);
  return language !== undefined && readsMetrics(language) ? language : undefined;
}

async function lintStdin(
  linter: Linter,
  positionals: readonly string[],
  filename: string | undefined,
  context: CommandContext,
): Promise<void> {
  if (positionals.length > 1) {
    throw new UsageError(l10n.t('- reads stdin and stands alone.'));
  }
  if (filename === undefined) {
    throw new UsageError(l10n.t('- needs --stdin-filename NAME, which tells the language.'));
  }
  await linter.lint(filename, decodeSource(await buffer(context.stdin)));
}

async function lintPaths(linter: Linter, paths: readonly string[], context: CommandContext): Promise<void> {
  for await (const entry of sourceFiles(paths, (path) => lintedLanguage(path) !== undefined)) {
    if (context.signal.aborted) {
      throw new CommandFailure(l10n.t('Stopped.'));
    }
    if (entry.kind === 'skipped') {
      linter.fail(slashes(entry.path), entry.reason);
      continue;
    }
    const path = slashes(entry.path);
    try {
      await linter.lint(path, await readSource(entry.path));
    } catch (error) {
      linter.fail(path, reasonOf(error));
    }
  }
}

function report(
  linter: Linter,
  format: 'text' | 'json',
  failOn: Severity,
  named: readonly string[],
  context: CommandContext,
): ExitCode {
  const { found, skipped, files } = linter;
  if (format === 'json') {
    context.print(jsonReport(found, files, skipped));
  } else {
    for (const finding of found) {
      context.print(findingText(finding));
    }
  }
  for (const { path, reason } of skipped) {
    context.say(l10n.t('Skipped {0}: {1}', path, reason));
  }
  if (format === 'text') {
    context.say(l10n.t('Findings: {0}. Files: {1}.', found.length, files));
  }
  // A path that was asked for and could not be read must not pass for clean.
  if (named.some((path) => linter.failed.has(slashes(path)))) {
    return exitCode.failed;
  }
  const floor = severities.indexOf(failOn);
  return found.some(({ finding }) => severities.indexOf(finding.severity) >= floor) ? exitCode.refused : exitCode.done;
}

function configFrom(words: readonly string[]): LintConfig {
  const chosen: Record<string, Severity | 'off'> = {};
  for (const [id, severity] of keyValues(words)) {
    if (!rules.some((rule) => rule.id === id)) {
      throw new UsageError(
        l10n.t('There is no rule {0}. There are: {1}.', id, rules.map((rule) => rule.id).join(', ')),
      );
    }
    chosen[id] = oneOf('rule', severity, ['off', 'info', 'warning', 'error']);
  }
  return { rules: chosen };
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
