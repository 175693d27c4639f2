import * as l10n from '@vscode/l10n';
import type { CommandContext } from '../command';
import { githubAnnotation } from './githubReport';
import { jsonReport } from './jsonReport';
import type { LintRun } from './lintRun';
import type { PlacedFinding } from './placedFinding';
import { sarifReport } from './sarifReport';
import { findingText } from './textReport';

export const reportFormats = ['text', 'json', 'sarif', 'github'] as const;

type ReportFormat = (typeof reportFormats)[number];

/** Where findings go: text and annotations at once, line by line; JSON and SARIF in one piece at the end. */
interface Report {
  finding(found: PlacedFinding): void;
  end(run: LintRun): void;
}

/** @param version of the tool, for SARIF */
export function reportAs(format: ReportFormat, version: string, context: CommandContext): Report {
  const all: PlacedFinding[] = [];
  const line = { text: findingText, github: githubAnnotation, json: undefined, sarif: undefined }[format];
  return {
    finding: (found) => {
      if (line === undefined) {
        all.push(found);
      } else {
        context.print(line(found));
      }
    },
    end: (run) => {
      if (format === 'json') {
        context.print(jsonReport(all, run.files, run.skipped));
      } else if (format === 'sarif') {
        context.print(sarifReport(all, run.skipped, version));
      }
      sayTheRest(run, format, context);
    },
  };
}

function sayTheRest(run: LintRun, format: ReportFormat, context: CommandContext): void {
  for (const { path, reason } of run.skipped) {
    context.say(l10n.t('Skipped {0}: {1}', path, reason));
  }
  for (const { path, reason } of run.configProblems) {
    context.say(`${path}:${reason}`);
  }
  if (format === 'text') {
    context.say(l10n.t('Findings: {0}. Files: {1}.', run.findings, run.files));
  }
}
