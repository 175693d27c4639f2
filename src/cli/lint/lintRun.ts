import * as l10n from '@vscode/l10n';
import type { Severity } from '../../lint/finding';
import { lintWorkspace } from '../../workspace/lint/lintWorkspace';
import type { LintedFile, LintWorkspaceOptions } from '../../workspace/lint/lintWorkspace';
import { slashes } from '../../workspace/lint/slashes';
import { CommandFailure, exitCode } from '../command';
import type { ExitCode } from '../command';
import { placeFindings } from './placedFinding';
import type { PlacedFinding, Skipped } from './placedFinding';

const severities: readonly Severity[] = ['info', 'warning', 'error'];

/** What one call of the lint saw, file by file. Findings are handed on as they come: a folder may have any number. */
export class LintRun {
  readonly skipped: Skipped[] = [];
  /** What cannot be understood in a configuration; `line:column: ` begins the reason. */
  readonly configProblems: Skipped[] = [];
  files = 0;
  findings = 0;
  private worst = -1;
  private failed = false;

  /** @param named the paths of the call: one that cannot be read must not pass for clean */
  constructor(
    private readonly named: readonly string[],
    private readonly onFinding: { finding(found: PlacedFinding): void },
  ) {}

  take(file: LintedFile): void {
    switch (file.kind) {
      case 'linted':
        this.files++;
        for (const found of placeFindings(file.path, file.source.text, file.findings)) {
          this.findings++;
          this.worst = Math.max(this.worst, severities.indexOf(found.finding.severity));
          this.onFinding.finding(found);
        }
        break;
      case 'passed':
        this.files++;
        break;
      case 'skipped':
        this.files++;
        this.skipped.push({ path: file.path, reason: file.reason });
        this.failed ||= file.failed && this.named.some((path) => slashes(path) === file.path);
        break;
      case 'invalidConfig':
        this.configProblems.push(...file.problems.map((reason) => ({ path: file.path, reason })));
        this.failed = true;
        break;
      case 'configWarnings':
        this.configProblems.push(...file.warnings.map((reason) => ({ path: file.path, reason })));
        break;
    }
  }

  exitCode(failOn: Severity): ExitCode {
    if (this.failed) {
      return exitCode.failed;
    }
    return this.worst >= severities.indexOf(failOn) ? exitCode.refused : exitCode.done;
  }
}

/** Lints files and folders into `run`. @throws CommandFailure when the call is stopped */
export async function lintFiles(run: LintRun, paths: readonly string[], options: LintWorkspaceOptions): Promise<void> {
  for await (const file of lintedFiles(paths, options)) {
    run.take(file);
  }
}

/** The files of a call. @throws CommandFailure when the call is stopped */
export async function* lintedFiles(
  paths: readonly string[],
  options: LintWorkspaceOptions,
): AsyncGenerator<LintedFile> {
  try {
    yield* lintWorkspace(paths, options);
  } catch (error) {
    throw options.signal?.aborted ? new CommandFailure(l10n.t('Stopped.')) : error;
  }
}
