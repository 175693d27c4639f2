import { buffer } from 'node:stream/consumers';
import * as l10n from '@vscode/l10n';
import { version } from '../../../package.json';
import type { LintConfig } from '../../lint/lintConfig';
import { Parsers } from '../../syntax/parsers';
import { ProjectConfigs } from '../../workspace/lint/projectConfigs';
import { lintText } from '../../workspace/lint/lintWorkspace';
import { decodeSource } from '../../workspace/sourceText';
import { UsageError } from '../command';
import type { CommandContext, ExitCode } from '../command';
import { keyValues } from '../keyValues';
import { useEnglish } from '../language';
import { oneOf, parseOptions } from '../options';
import { ruleNamed } from './ruleNamed';
import { fixFiles } from './fixFiles';
import { lintFiles, LintRun } from './lintRun';
import { reportAs, reportFormats } from './report';

/** One call of `lint`. It stands apart from its command so that other commands do not load the readers and the rules. */
export async function runLint(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, {
    format: { type: 'string', default: 'text' },
    config: { type: 'string' },
    rule: { type: 'string', multiple: true },
    'fail-on': { type: 'string', default: 'warning' },
    'stdin-filename': { type: 'string' },
    fix: { type: 'boolean', default: false },
  });
  const format = oneOf('format', values.format, reportFormats);
  const failOn = oneOf('fail-on', values['fail-on'], ['info', 'warning', 'error']);
  const configs = new ProjectConfigs({
    overrides: overridesFrom(values.rule ?? []),
    ...(values.config === undefined ? {} : { configFile: values.config }),
  });
  if (format === 'json' || format === 'sarif') {
    useEnglish();
  }
  const options = {
    parsers: new Parsers((file) => context.readAsset(`grammars/${file}`)),
    configs,
    signal: context.signal,
  };
  const paths = positionals.length === 0 ? ['.'] : positionals;
  const report = reportAs(format, version, context);
  const run = new LintRun(paths, report);
  if (positionals.includes('-')) {
    const path = stdinPath(positionals, values['stdin-filename'], values.fix);
    run.take(await lintText(path, decodeSource(await buffer(context.stdin)), options));
  } else {
    if (values['stdin-filename'] !== undefined) {
      throw new UsageError(l10n.t('--stdin-filename goes with -, which reads stdin.'));
    }
    if (values.fix) {
      await fixAndSay(paths, options, context);
    }
    await lintFiles(run, paths, options);
  }
  report.end(run);
  return run.exitCode(failOn);
}

async function fixAndSay(
  paths: readonly string[],
  options: Parameters<typeof fixFiles>[1],
  context: CommandContext,
): Promise<void> {
  const { applied, files, failed } = await fixFiles(paths, options);
  for (const { path, reason } of failed) {
    context.say(l10n.t('{0} could not be written: {1}', path, reason));
  }
  context.say(l10n.t('Fixes: {0}, in files: {1}.', applied, files));
}

function stdinPath(positionals: readonly string[], filename: string | undefined, isFix: boolean): string {
  if (positionals.length > 1) {
    throw new UsageError(l10n.t('- reads stdin and stands alone.'));
  }
  if (isFix) {
    throw new UsageError(l10n.t('--fix writes files; - reads stdin.'));
  }
  if (filename === undefined) {
    throw new UsageError(l10n.t('- needs --stdin-filename NAME, which tells the language.'));
  }
  return filename;
}

function overridesFrom(words: readonly string[]): LintConfig {
  const chosen = [...keyValues(words)].map(
    ([id, severity]) => [ruleNamed(id).id, oneOf('rule', severity, ['off', 'info', 'warning', 'error'])] as const,
  );
  return { rules: Object.fromEntries(chosen) };
}
