import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { rules } from '../../../src/lint/rules';
import { lintedLanguageOfEditor, lintedLanguageOfPath } from '../../../src/syntax/lintedLanguage';
import { repoPath } from './repoPath';

interface LintManifest {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly propertyNames?: { readonly enum: readonly string[] } }>>;
    }[];
    readonly jsonValidation: readonly { readonly fileMatch: string; readonly url: string }[];
    readonly languages: readonly {
      readonly id: string;
      readonly extensions: readonly string[];
      readonly configuration: string;
    }[];
  };
}

const { activationEvents, contributes }: LintManifest = JSON.parse(readFileSync(repoPath('package.json'), 'utf8'));

describe('the lint in the manifest', () => {
  it('completes the ids of all rules in taskMonitor.lint.rules', () => {
    const settings = Object.assign({}, ...contributes.configuration.map(({ properties }) => properties));
    assert.deepEqual(
      settings['taskMonitor.lint.rules'].propertyNames.enum.toSorted(),
      rules.map(({ id }) => id).toSorted(),
    );
  });

  it('gives taskmonitor.json its schema, which the package holds', () => {
    const packaged = readFileSync(repoPath('.vscodeignore'), 'utf8');
    for (const { fileMatch, url } of contributes.jsonValidation) {
      assert.equal(fileMatch, 'taskmonitor.json');
      assert.ok(existsSync(repoPath(url)), url);
      assert.match(packaged, /^!schemas\/\*\.json$/m);
    }
  });

  it('names exposition text by a language that the lint reads', () => {
    for (const { id, extensions, configuration } of contributes.languages) {
      assert.ok(existsSync(repoPath(configuration)), configuration);
      for (const extension of extensions) {
        assert.equal(lintedLanguageOfPath(`a${extension}`), lintedLanguageOfEditor(id, 'untitled'));
      }
    }
  });

  it('begins with a file of each language that the lint reads', () => {
    const languages = activationEvents.flatMap((event) => /^onLanguage:(.*)/.exec(event)?.[1] ?? []);
    assert.deepEqual(
      languages.filter((id) => lintedLanguageOfEditor(id, 'untitled') === undefined),
      [],
    );
    for (const id of ['python', 'javascript', 'typescript', 'shellscript', 'go', 'java', 'yaml']) {
      assert.ok(languages.includes(id), id);
    }
  });
});
