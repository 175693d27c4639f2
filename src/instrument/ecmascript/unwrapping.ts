import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import { MovableLines } from '../../syntax/ecmascript/movableLines';
import { occurrencesOf } from '../../syntax/ecmascript/names';
import type { Span } from '../../text/span';
import { unitBetween } from './indentUnit';
import type { Removals } from './removals';
import type { Script } from './script';
import { isTaskOfInner, taskVariable, type TaskForm } from './taskForm';

/** How one task goes away. */
export type Unwrap =
  { readonly kind: 'planned'; apply(removals: Removals): void } | { readonly kind: 'refused'; readonly reason: string };

/** A stretch of generated text; `ownLines` when its lines hold nothing else. */
export interface Piece extends Span {
  readonly ownLines: boolean;
}

export function editedByHand(script: Script, node: Node): string {
  return l10n.t('Line {0} was edited and does more than run a task: take it out by hand.', script.lineNumber(node));
}

export function refused(reason: string): Unwrap {
  return { kind: 'refused', reason };
}

/** Where the body still uses the task that its arrow is given, for a person. */
export function taskUse(script: Script, form: TaskForm, isOurs: (node: Node) => boolean): string | undefined {
  const name = taskVariable(form);
  const callback = form.call.callback ?? form.call.node;
  return (
    name &&
    useIn(script, callback, name.text, (node) => node.id === name.id || isOurs(node) || isTaskOfInner(node, callback))
  );
}

export function useIn(script: Script, node: Node, name: string, isOurs: (node: Node) => boolean): string | undefined {
  const span = { start: node.startIndex, end: node.endIndex };
  const use = occurrencesOf(script.tree, name, span).find((each) => each.kind === 'name' && !isOurs(each.node));
  return use && l10n.t('Line {0} uses {1}: take that out first.', script.lineNumber(use.node), name);
}

/** Takes the pieces at both ends of a block away, and its body back out. */
export function unwrapAround(
  script: Script,
  block: Node,
  open: { readonly start: number; readonly marker: Node },
  close: { readonly start: number; readonly end: number },
  others: readonly Piece[] = [],
): Unwrap {
  const { lines, text } = script;
  const openOwn =
    open.marker.text.startsWith('//') && script.beginsLine(open.start) && script.endsLine(open.marker.endIndex);
  const closeOwn = script.beginsLine(close.start) && script.endsLine(close.end);
  const openLine = lines.lineAt(open.start);
  return {
    kind: 'planned',
    apply: (removals) => {
      const blank = !openOwn && text[open.marker.endIndex] === ' ' ? 1 : 0;
      removals.remove(open.start, open.marker.endIndex + blank, openOwn);
      const before = !closeOwn && text[close.start - 1] === ' ' ? 1 : 0;
      removals.remove(close.start - before, close.end, closeOwn);
      for (const { start, end, ownLines } of others) {
        removals.remove(start, end, ownLines);
      }
      if (!openOwn) {
        return;
      }
      const movable = new MovableLines(text, lines, block);
      const first = lines.lineAt(open.marker.endIndex) + 1;
      const last = lines.lineAt(close.start) - (script.beginsLine(close.start) ? 1 : 0);
      removals.moveOut(first, last, unitBetween(lines, movable, openLine, first, last) ?? '', movable);
    },
  };
}
