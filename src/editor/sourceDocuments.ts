import type { DocumentSelector } from 'vscode';

/** By VS Code's ids; each is one that `languageOfEditor` knows and the manifest activates for. */
const languageIds = [
  'python',
  'javascript',
  'javascriptreact',
  'typescript',
  'typescriptreact',
  'shellscript',
] as const;

/** What is read: files and unsaved documents, not the old sides of diffs, outputs or notebook cells. */
const schemes = ['file', 'untitled', 'vscode-vfs'] as const;

export const sourceDocuments: DocumentSelector = languageIds.flatMap((language) =>
  schemes.map((scheme) => ({ language, scheme })),
);
