import * as vscode from 'vscode';
import { DisposableStore } from '../disposableStore';
import type { DocumentSources } from '../documentSources';
import type { GatewayStore } from '../gateways/gatewayStore';
import type { SettingsSource } from '../settings';
import { ConfigProblems } from './configProblems';
import { DocumentLinter } from './documentLinter';
import { LintActions } from './lintActions';
import { LintDiagnostics } from './lintDiagnostics';
import { lintedDocuments } from './lintedDocuments';
import { LiveEvidence } from './liveEvidence';
import { WorkspaceLint } from './workspaceLint';
import { WorkspaceScan } from './workspaceScan';

export interface LintParts {
  readonly extensionUri: vscode.Uri;
  readonly sources: DocumentSources;
  readonly settings: SettingsSource;
  readonly store: GatewayStore;
  readonly log: vscode.LogOutputChannel;
}

/** The lint in the editor: diagnostics, quick fixes, the workspace's files, the project's configuration. */
export class Lint implements vscode.Disposable {
  private readonly owner = new DisposableStore();
  private readonly scan: WorkspaceScan;

  constructor({ extensionUri, sources, settings, store, log }: LintParts) {
    const { owner } = this;
    const evidence = owner.add(new LiveEvidence(store, settings, log));
    const workspace = owner.add(new WorkspaceLint({ extensionUri, settings, evidence, log }));
    const linter = new DocumentLinter({ sources, settings, evidence, workspace });
    const diagnostics = owner.add(new LintDiagnostics({ linter, workspace, evidence, settings, log }));
    owner.add(new ConfigProblems({ workspace, settings, log }));
    this.scan = owner.add(new WorkspaceScan({ workspace, diagnostics, settings, log }));
    owner.add(
      vscode.languages.registerCodeActionsProvider(
        lintedDocuments,
        new LintActions({ linter, sources, settings, log }),
        {
          providedCodeActionKinds: LintActions.kinds,
        },
      ),
    );
  }

  /** The command. */
  lintWorkspace(): Promise<void> {
    return this.scan.lintWorkspace();
  }

  dispose(): void {
    this.owner.dispose();
  }
}
