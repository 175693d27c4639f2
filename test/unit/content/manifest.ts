import { readFileSync } from 'node:fs';
import { repoPath } from './repoPath';

export interface SettingSchema {
  readonly default: unknown;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly configuration: readonly { readonly properties: Readonly<Record<string, SettingSchema>> }[];
  };
}

const manifestText = readFileSync(repoPath('package.json'), 'utf8');
const manifest: Manifest = JSON.parse(manifestText);

/** The file that `npm run package` writes. */
export function vsixName(): string {
  return `${manifest.name}-${manifest.version}.vsix`;
}

/** The keys of package.nls.json that the manifest names as `%key%`, sorted. */
export function manifestKeys(): string[] {
  const keys = manifestText.matchAll(/"%([^%"]+)%"/g);
  return [...new Set([...keys].map(([, key]) => key ?? ''))].toSorted();
}

/** The titles of the commands as the palette shows them, with the titles of an nls file of package.json. */
export function commandTitles(nlsFile: string): string[] {
  const nls: Readonly<Record<string, string>> = JSON.parse(readFileSync(repoPath(nlsFile), 'utf8'));
  return manifest.contributes.commands.map(
    ({ title, category }) => `${category}: ${nls[title.replaceAll('%', '')] ?? title}`,
  );
}

/** The settings by name. */
export function settings(): ReadonlyMap<string, SettingSchema> {
  return new Map(manifest.contributes.configuration.flatMap(({ properties }) => Object.entries(properties)));
}
