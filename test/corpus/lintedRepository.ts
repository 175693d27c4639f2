import { relative } from 'node:path';
import type { Finding } from '../../src/lint/finding';
import type { MetricDeclaration } from '../../src/syntax/metrics/metricDeclaration';
import { LineIndex } from '../../src/text/lineIndex';
import { FileReader } from '../../src/workspace/lint/fileReader';
import { ProjectConfigs } from '../../src/workspace/lint/projectConfigs';
import { WorkspaceLinter } from '../../src/workspace/lint/workspaceLinter';
import type { Parsers } from '../../src/syntax/parsers';

/** A file of a repository, read with what its other files say, and linted. */
export interface LintedFile {
  /** From the repository's folder, with slashes. */
  readonly path: string;
  readonly declarations: readonly MetricDeclaration[];
  readonly findings: readonly Finding[];
  /** The line of an offset, from 1. */
  readonly lineAt: (offset: number) => number;
  readonly text: string;
}

/** Lints a whole repository as the command line does, and keeps what was read of each file with metrics or findings. */
export async function lintedRepository(folder: string, parsers: Parsers): Promise<ReadonlyMap<string, LintedFile>> {
  const linter = new WorkspaceLinter(new FileReader(parsers), new ProjectConfigs());
  const linted = new Map<string, LintedFile>();
  for (const { path, outcome } of await linter.scan([folder])) {
    const result = outcome === 'read' ? await linter.lint(path) : undefined;
    const declarations = linter.index.link(path)?.metrics.declarations ?? [];
    if (result?.kind === 'linted' && (declarations.length > 0 || result.findings.length > 0)) {
      const { text } = result.source;
      const lines = new LineIndex(text);
      const name = relative(folder, path).replaceAll('\\', '/');
      const lineAt = (offset: number): number => lines.positionAt(offset).line + 1;
      linted.set(name, { path: name, declarations, findings: result.findings, lineAt, text });
    }
  }
  return linted;
}
