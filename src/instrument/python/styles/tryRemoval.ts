import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import { headerColon } from '../../../syntax/python/functions';
import type { Script } from '../script';
import type { Removal } from './pythonStyle';
import { recordNotes } from './recordNotes';
import { takeOut, useOf } from './takeOut';
import { tryLines, type TryForm, type TryNames } from './tryLines';

/** Plans to take a `try` of ours away. Its lines must be as they were written, however they are laid out. */
export function planTryRemoval(script: Script, node: Node, scope: Node): Removal {
  const line = script.lineNumber(node);
  const lines = readLines(script, node);
  if (lines === undefined) {
    const reason = l10n.t('Lines around the try on line {0} were edited: take it out by hand.', line);
    return { kind: 'refused', reason };
  }
  const { names, opening, closing, colon } = lines;
  for (const variable of [names.started, names.errorCode, ...(names.records === undefined ? [] : [names.records])]) {
    const use = useOf(script, variable, scope);
    if (use !== undefined) {
      const reason = l10n.t('Line {0} uses {1}: take that out first.', script.lineNumber(use), variable);
      return { kind: 'refused', reason };
    }
  }
  const notes = names.records === undefined ? [] : recordNotes(script, node, scope, names.records);
  const apply = takeOut(script, { node, colon, firstLine: opening.first });
  if (apply === undefined || notes === undefined) {
    const reason = l10n.t('What line {0} holds cannot be moved out with certainty: take it out by hand.', line);
    return { kind: 'refused', reason };
  }
  const { source } = script;
  return {
    kind: 'planned',
    gone: [opening, closing].map(({ first, last }) => ({
      start: source.line(first).start,
      end: source.line(last).codeEnd,
    })),
    apply: (edits) => {
      apply(edits);
      edits.dropLines(closing.first, closing.last);
      for (const note of notes) {
        edits.dropLines(note, note);
      }
    },
  };
}

interface Lines {
  readonly first: number;
  readonly last: number;
}

interface TryStatement {
  readonly names: TryNames;
  readonly opening: Lines;
  readonly closing: Lines;
  readonly colon: Node;
}

/** Reads our lines around the body of a `try`; undefined when they are not, or not all, as they were written. */
function readLines(script: Script, node: Node): TryStatement | undefined {
  const colon = headerColon(node);
  const clause = node.namedChildren.find((child) => child?.type.endsWith('_clause') === true);
  const tryLine = script.lineOf(node);
  if (colon === undefined || clause === null || clause === undefined || !script.beginsLine(node)) {
    return undefined;
  }
  const closing = { first: script.lineOf(clause), last: script.lastCodeLine(node) };
  const below = tokens(script, closing);
  const names = namesIn(below);
  if (names === undefined) {
    return undefined;
  }
  const forms: readonly TryForm[] = [{ canBeAbandoned: false }, { canBeAbandoned: true }];
  const written = forms
    .map((form) => tryLines(names, form))
    .find((form) => below === tokensOf(form.closing.map(({ code }) => code).join('\n')));
  if (written === undefined) {
    return undefined;
  }
  const opening = { first: lineAbove(script, node, written.opening.length - 1), last: tryLine };
  const above = tokens(script, { first: opening.first, last: tryLine - 1 });
  const isWhole =
    above === tokensOf(written.opening.slice(0, -1).join('\n')) &&
    isMarked(script, opening) &&
    isMarked(script, closing);
  return isWhole ? { names, opening, closing, colon } : undefined;
}

/** The line where the statement begins that stands `count` statements above `node`. */
function lineAbove(script: Script, node: Node, count: number): number {
  let first = node;
  for (let left = count; left > 0;) {
    const previous = first.previousNamedSibling;
    if (previous === null) {
      break;
    }
    first = previous;
    left -= first.type === 'comment' ? 0 : 1;
  }
  return script.lineOf(first);
}

function namesIn(below: string): TryNames | undefined {
  const failed = /^except SystemExit as (\S+) : (\S+) = /u.exec(below);
  const succeeded =
    / : if \S+ is None : (\S+) \. record_success (".*?"|'.*?') , (\S+) \. monotonic - (\S+) (?:, (\S+) )?(?:else|elif) /u.exec(
      below,
    );
  const [, error, errorCode] = failed ?? [];
  const [, monitor, task, time, started, records] = succeeded ?? [];
  return error === undefined || errorCode === undefined || monitor === undefined || task === undefined
    ? undefined
    : { monitor, task, time: time ?? '', started: started ?? '', errorCode, error, records };
}

/** Whether every line of code is one of ours, and no comment of somebody else's stands between them. */
function isMarked(script: Script, { first, last }: Lines): boolean {
  for (let line = first; line <= last; line++) {
    if (script.source.front(line).content !== 'blank' && !script.isMarkedLine(line)) {
      return false;
    }
  }
  return true;
}

function tokens(script: Script, { first, last }: Lines): string {
  const codes: string[] = [];
  for (let line = first; line <= last; line++) {
    const { start, codeEnd } = script.source.line(line);
    codes.push(script.text.slice(start, codeEnd));
  }
  return tokensOf(codes.join('\n'));
}

/** The tokens of our own lines, with a blank between them. What a formatter may change is left out: quotes, parentheses. */
function tokensOf(code: string): string {
  const found = code.match(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[\w\u0080-\uffff]+|[^\s\w]/gu) ?? [];
  return found
    .filter((token, index) => !/^[()]$/.test(token) && !(token === ',' && found[index + 1] === ')'))
    .map((token) => token.replace(/^'([^'"\\]*)'$/, '"$1"'))
    .join(' ');
}
