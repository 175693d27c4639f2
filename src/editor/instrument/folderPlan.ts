import * as vscode from 'vscode';
import type { Instrumenter } from '../../instrument/instrumenter';
import { instrumenterOf } from '../../instrument/instrumenters';
import type { FunctionOutcome, UninstrumentOutcome } from '../../instrument/plan';
import { readRuntimeHeader } from '../../instrument/runtimeHeader';
import type { RuntimeModule } from '../../instrument/runtimeModule';
import type { SyntaxTree } from '../../syntax/parsers';
import { reasonOf } from '../../text/reasonOf';
import type { TextEdit } from '../../text/textEdit';
import { PlannedFiles } from '../../workspace/plannedFiles';
import type { FolderScript } from './folderScripts';
import { folderScripts } from './folderScripts';
import { sorted, styleFor } from './instrumentation';
import type { InstrumentationParts, Refusal } from './instrumentation';

/** A script of the folder as it is to be. */
export interface PlannedScript {
  readonly uri: vscode.Uri;
  readonly before: string;
  readonly edits: readonly TextEdit[];
  /** Names of the functions that change. */
  readonly changed: readonly string[];
}

export interface FolderPlan {
  readonly scripts: readonly PlannedScript[];
  /** Modules to create. */
  readonly modules: readonly { readonly runtime: RuntimeModule; readonly text: string }[];
  /** The modules that the scripts import from then on, by path, each with the first script that does. */
  readonly imported: ReadonlyMap<string, { readonly script: vscode.Uri; readonly runtime: RuntimeModule }>;
  readonly refused: readonly (Refusal & { readonly uri: vscode.Uri })[];
  /** What was passed over. */
  readonly skipped: readonly { readonly uri: vscode.Uri; readonly reason: string }[];
}

export type FolderAction = 'instrument' | 'remove';

/** Plans for all scripts below a folder; writes nothing. @throws CancellationError */
export async function planFolder(
  folder: vscode.Uri,
  action: FolderAction,
  parts: InstrumentationParts,
  { signal, say }: { readonly signal: AbortSignal; readonly say: (message: string) => void },
): Promise<FolderPlan> {
  const planner = new FolderPlanner(action, parts);
  let count = 0;
  for await (const script of folderScripts(folder)) {
    if (signal.aborted) throw new vscode.CancellationError();
    if (script.kind === 'skipped') planner.skipped.push(script);
    else await planner.consider(script);
    count += 1;
    if (count % 20 === 0) say(vscode.l10n.t('{0} files', count));
  }
  return planner;
}

class FolderPlanner implements FolderPlan {
  readonly scripts: PlannedScript[] = [];
  readonly modules: { runtime: RuntimeModule; text: string }[] = [];
  readonly imported = new Map<string, { script: vscode.Uri; runtime: RuntimeModule }>();
  readonly refused: (Refusal & { uri: vscode.Uri })[] = [];
  readonly skipped: { uri: vscode.Uri; reason: string }[] = [];
  /** A module that one script creates is there for the next. */
  private readonly files = new PlannedFiles();

  constructor(
    private readonly action: FolderAction,
    private readonly parts: InstrumentationParts,
  ) {}

  async consider({ uri, text, language }: Extract<FolderScript, { kind: 'script' }>): Promise<void> {
    const instrumenter = instrumenterOf(language);
    if (instrumenter === undefined || readRuntimeHeader(text) !== undefined) return;
    try {
      const plan = await this.parts.sources.use(language, text, (tree) => this.plan(uri, tree, instrumenter));
      const { changed, refused } = sorted(plan.outcomes, this.action === 'instrument' ? 'instrumented' : 'removed');
      this.refused.push(...refused.map((refusal) => ({ ...refusal, uri })));
      if (plan.edits.length > 0) this.scripts.push({ uri, before: text, edits: plan.edits, changed });
    } catch (error) {
      this.skipped.push({ uri, reason: reasonOf(error) });
    }
  }

  private async plan(
    uri: vscode.Uri,
    tree: SyntaxTree,
    instrumenter: Instrumenter,
  ): Promise<{ edits: readonly TextEdit[]; outcomes: readonly (FunctionOutcome | UninstrumentOutcome)[] }> {
    if (this.action === 'remove') return instrumenter.planUninstrument(tree, { targets: 'all' });
    const { fsPath: path } = uri;
    const runtime = await instrumenter.runtimeOf(tree, path)(this.files);
    const { style, taskName: taskTemplate } = this.parts.settings.instrumentOf(uri);
    const { importModule } = runtime;
    const plan = instrumenter.planInstrument(tree, {
      targets: 'all',
      path,
      importModule,
      style: styleFor(style, instrumenter),
      taskTemplate,
    });
    if (plan.edits.length === 0 || !plan.importsRuntime) return plan;
    if (!this.imported.has(runtime.path)) this.imported.set(runtime.path, { script: uri, runtime });
    if (!runtime.exists) {
      const text = await this.parts.assets.runtime(runtime.asset);
      this.files.plan(runtime.path, text);
      this.modules.push({ runtime, text });
    }
    return plan;
  }
}
