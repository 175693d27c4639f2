import * as l10n from '@vscode/l10n';
import type { Command } from '../command';

/** `lint`: labels, names, pushes and rules that will hurt, in files and folders. */
export const lint: Command = {
  name: 'lint',
  summary: () => l10n.t('Finds labels that blow up the number of series, and more, in source files and rule files.'),
  usage: () =>
    [
      'taskmonitor lint [PATH…] [--format text|json|sarif|github] [--config FILE]',
      '                 [--rule ID=off|info|warning|error]… [--fail-on info|warning|error] [--fix]',
      'taskmonitor lint - --stdin-filename NAME',
      '',
      l10n.t(
        'PATH is a file or a folder (default: the current one); .gitignore is honoured. The exit code is 1 when something of the severity of --fail-on (default: warning) or above was found.',
      ),
      l10n.t(
        'The configuration is the nearest taskmonitor.json, from the file’s folder upwards, or --config FILE; --rule wins over it. taskmonitor rules lists the rules.',
      ),
      l10n.t('--fix writes the fixes that change nothing but the metric, and reports what is left.'),
    ].join('\n'),
  async run(args, context) {
    const { runLint } = await import('./runLint');
    return runLint(args, context);
  },
};
