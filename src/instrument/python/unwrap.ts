import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import { bodyStatements, headerColon } from '../../syntax/python/functions';
import { indentedBlock } from '../../syntax/python/indentedBlock';
import { boundIn, enclosingScope, occurrencesOf } from '../../syntax/python/names';
import type { OutdentEdits } from './indentEdits';
import { trailingMarker } from './marker';
import type { Script } from './script';
import { readTaskBlock, type TaskBlock } from './taskBlock';

/** How one marked `with` goes away. */
export type Unwrap =
  | { readonly kind: 'planned'; readonly block: TaskBlock; apply(edits: OutdentEdits): void }
  | { readonly kind: 'refused'; readonly reason: string };

/** Plans to take `statement`, a marked `with` in the body of `owner`, away and its body back out. */
export function planUnwrap(script: Script, statement: Node, owner: Node): Unwrap {
  const block = readTaskBlock(statement);
  const line = script.lineNumber(statement);
  if (block === undefined || !script.beginsLine(statement)) {
    return refused(l10n.t('Line {0} was edited and does more than run a task: take it out by hand.', line));
  }
  const use = usesOfTask(script, block, owner);
  if (use !== undefined) {
    const where = script.lineNumber(use);
    return refused(l10n.t('Line {0} uses {1}: take that out first.', where, block.taskVariable ?? ''));
  }
  const apply =
    script.isMarkedLine(script.lineOf(block.colon)) && isOnOwnLine(script, block)
      ? unwrapBlock(script, block)
      : unwrapLine(script, block, owner);
  return apply === undefined
    ? refused(l10n.t('What line {0} holds cannot be moved out with certainty: take it out by hand.', line))
    : { kind: 'planned', block, apply };
}

function refused(reason: string): Unwrap {
  return { kind: 'refused', reason };
}

/** Where the function still uses the task beyond the `with` itself; without that line it would be an unknown name. */
function usesOfTask(script: Script, { node, taskVariable }: TaskBlock, owner: Node): Node | undefined {
  if (taskVariable === undefined) {
    return undefined;
  }
  const inOwner = occurrencesOf(script.tree, taskVariable, { start: owner.startIndex, end: owner.endIndex });
  const names = inOwner.filter(({ kind }) => kind === 'name').map((each) => each.node);
  // Functions inside may have a variable of that name for themselves: as a rule the task of their own.
  const binding = new Set(names.map((each) => boundIn(each)?.id));
  return names.find((each) => {
    const header =
      each.parent?.type === 'as_pattern_target' && each.parent.parent?.parent?.parent?.parent?.id === node.id;
    for (
      let scope = enclosingScope(each);
      scope.id !== owner.id && scope.parent !== null;
      scope = enclosingScope(scope)
    ) {
      if (scope.type !== 'class_definition' && binding.has(scope.id)) {
        return false;
      }
    }
    return !header;
  });
}

function isOnOwnLine(script: Script, { colon }: TaskBlock): boolean {
  const { codeEnd } = script.source.line(script.lineOf(colon));
  return script.text.slice(colon.endIndex, codeEnd).trim() === '';
}

function unwrapBlock(script: Script, { node, colon }: TaskBlock): ((edits: OutdentEdits) => void) | undefined {
  const { source } = script;
  const [first] = bodyStatements(node);
  const headerEnd = script.lineOf(colon);
  const block = first && indentedBlock(source, headerEnd + 1, script.lineOf(first));
  const outer = source.front(script.lineOf(node)).indent;
  if (block === undefined || !block.indent.startsWith(outer)) {
    return undefined;
  }
  return (edits) => {
    edits.dropLines(script.lineOf(node), headerEnd);
    edits.moveOut(block, block.indent.slice(outer.length));
  };
}

/** The body stands on the line of the `with`, as `instrument` writes it for `def f(): return 1`. */
function unwrapLine(script: Script, { node, colon }: TaskBlock, owner: Node): (edits: OutdentEdits) => void {
  const { source, text } = script;
  const defColon = headerColon(owner);
  const between = defColon === undefined ? '#' : text.slice(defColon.endIndex, node.startIndex);
  const line = script.lineOf(node);
  const { codeEnd, end } = source.line(source.logicalEnd(line));
  const comment = text.slice(codeEnd, end).replace(/#[ \t]*taskmonitor[ \t]*$/, '');
  const code = text.slice(0, codeEnd);
  // What stood before the marker, its two blanks taken away.
  const kept = comment === '' ? code.length - blanksBefore(code) : codeEnd + comment.length - blanksBefore(comment);
  return (edits) => {
    if (/^[ \t]*\r?\n[ \t]*$/.test(between) && defColon !== undefined) {
      edits.add({ start: defColon.endIndex, end: colon.endIndex, newText: '' }, line);
    } else {
      const space = /^[ \t]*/.exec(text.slice(colon.endIndex))?.[0].length ?? 0;
      edits.add({ start: node.startIndex, end: colon.endIndex + space, newText: '' });
    }
    edits.add({ start: kept, end, newText: '' });
  };
}

function blanksBefore(text: string): number {
  const width = trailingMarker.search(/\S/);
  return Math.min(width, text.length - text.trimEnd().length);
}
