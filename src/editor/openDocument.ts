import * as vscode from 'vscode';

/** The document that VS Code holds of a file, shown or not; undefined when it holds none. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const wanted = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === wanted);
}
