import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { Parser } from '@vscode/tree-sitter-wasm';
import { l10nCalls, typeScriptParser } from './l10nCalls';
import { manifestKeys } from './manifest';
import { repoPath } from './repoPath';

type Bundle = Readonly<Record<string, string>>;

function readBundle(path: string): Bundle {
  const bundle: Bundle = JSON.parse(readFileSync(repoPath(path), 'utf8'));
  return bundle;
}

const sourceFiles = readdirSync(repoPath('src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => `src/${file.replaceAll('\\', '/')}`)
  .toSorted();

const chinese = readBundle('l10n/bundle.l10n.zh-cn.json');

function placeholders(text: string): string[] {
  return [...new Set(text.match(/\{\d+\}/g))].toSorted();
}

function linkTargets(text: string): readonly string[] {
  return text.match(/\]\([^)]*\)/g) ?? [];
}

/** The entries whose translation does not use the placeholders of the English text. */
function withOtherPlaceholders(entries: readonly (readonly [english: string, translated: string])[]): string[] {
  return entries
    .filter(([english, translated]) => placeholders(english).join() !== placeholders(translated).join())
    .map(([english]) => english);
}

/** The keys of texts that say a sentence twice. */
function withRepetition(bundle: Bundle): readonly string[] {
  return Object.entries(bundle).flatMap(([key, text]) => {
    const sentences = text.match(/[^。]+。/g) ?? [];
    return new Set(sentences).size < sentences.length ? [key] : [];
  });
}

describe('strings of the sources', () => {
  let parser: Parser;
  before(async () => {
    parser = await typeScriptParser();
  });
  after(() => parser.delete());

  it('are read from every form of call', () => {
    const { keys, unreadable } = l10nCalls(
      parser,
      [
        "l10n.t('plain');",
        'vscode.l10n.t("don\\u0027t \\"quote\\"", 1);',
        "l10n.t(['first', 'second'].join('\\n'));",
        "l10n.t('one, ' + 'two {0}', x);",
        'l10n.t(`lines\n\\`here\\``);',
        "l10n.t(/* for people */ 'after a comment');",
        "l10n.t({ message: 'Open', args: [], comment: ['verb', ', not adjective'] });",
        "l10n.t({ message: 'Close', comment: 'verb' });",
        'l10n.t(`a ${b}`);',
        'l10n.t(name);',
        'l10n.config({ contents: {} }); other.t("no");',
      ].join('\n'),
    );
    assert.deepEqual(keys, [
      'plain',
      'don\'t "quote"',
      'first\nsecond',
      'one, two {0}',
      'lines\n`here`',
      'after a comment',
      'Open/verb, not adjective',
      'Close/verb',
    ]);
    assert.deepEqual(unreadable, ['10: l10n.t(`a ${b}`)', '11: l10n.t(name)']);
  });

  it('can be known from the source, and are asked for as l10n.t or vscode.l10n.t', () => {
    const faults = sourceFiles.flatMap((file) => {
      const source = readFileSync(repoPath(file), 'utf8');
      const otherImports = source
        .split('\n')
        .filter((line) => line.includes("from '@vscode/l10n'") && line !== "import * as l10n from '@vscode/l10n';");
      return [...l10nCalls(parser, source).unreadable, ...otherImports].map((fault) => `${file}:${fault}`);
    });
    assert.deepEqual(faults, []);
  });

  it('all have a Chinese translation, and no translation is left over', () => {
    const keys = new Set(
      sourceFiles.flatMap((file) => [...l10nCalls(parser, readFileSync(repoPath(file), 'utf8')).keys]),
    );
    assert.ok(keys.size > 0, 'no string found: the reader of the sources is blind');
    const missing = [...keys].filter((key) => !chinese[key]?.trim()).toSorted();
    const stale = Object.keys(chinese).filter((key) => !keys.has(key));
    assert.deepEqual({ missing, stale }, { missing: [], stale: [] }, 'l10n/bundle.l10n.zh-cn.json');
  });

  it('keep their placeholders in Chinese', () => {
    assert.deepEqual(withOtherPlaceholders(Object.entries(chinese)), []);
    assert.deepEqual(withOtherPlaceholders([['{0} of {1}', '{1} 中的']]), ['{0} of {1}']);
  });
});

describe('strings of the manifest', () => {
  const english = readBundle('package.nls.json');
  const translated = readBundle('package.nls.zh-cn.json');

  it('stand in package.nls.json, which has no others', () => {
    assert.deepEqual(Object.keys(english).toSorted(), manifestKeys());
  });

  it('stand in the same order in package.nls.zh-cn.json', () => {
    assert.deepEqual(Object.keys(translated), Object.keys(english));
    assert.deepEqual(
      Object.keys(translated).filter((key) => !translated[key]?.trim()),
      [],
    );
  });

  it('say nothing twice in Chinese', () => {
    assert.deepEqual(withRepetition(translated), []);
    assert.deepEqual(withRepetition(chinese), []);
    assert.deepEqual(withRepetition({ twice: '好。好。' }), ['twice']);
  });

  it('link to the same commands in both languages', () => {
    for (const [key, text] of Object.entries(english)) {
      assert.deepEqual(linkTargets(translated[key] ?? ''), linkTargets(text), key);
    }
  });
});
