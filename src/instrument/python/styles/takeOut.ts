import type { Node } from '@vscode/tree-sitter-wasm';
import { bodyStatements, headerColon } from '../../../syntax/python/functions';
import { indentedBlock } from '../../../syntax/python/indentedBlock';
import { boundIn, occurrencesOf } from '../../../syntax/python/names';
import { isOfInnerFunction } from '../freeName';
import type { OutdentEdits } from '../indentEdits';
import { trailingMarker } from '../marker';
import type { Script } from '../script';

/** A statement that `instrument` put around a body. */
export interface Opener {
  readonly node: Node;
  /** Behind which the body stands. */
  readonly colon: Node;
  /** The first of our lines above the body. */
  readonly firstLine: number;
}

/**
 * Where `scope` itself, or a function in it, still uses a variable of ours beyond our own lines; without those it would be
 * unknown.
 *
 * @param isOfOther whether a name stands for the variable of another task
 */
export function useOf(
  script: Script,
  variable: string,
  scope: Node,
  isOfOther: (name: Node) => boolean = () => false,
): Node | undefined {
  const inScope = occurrencesOf(script.tree, variable, { start: scope.startIndex, end: scope.endIndex });
  const names = inScope.filter(({ kind }) => kind === 'name').map((each) => each.node);
  // Functions inside may have a variable of that name for themselves: as a rule the task of their own.
  const binding = new Set(names.map((each) => boundIn(each)?.id));
  return names.find(
    (each) => !isOfInnerFunction(each, scope, binding) && !script.isGenerated(each) && !isOfOther(each),
  );
}

/**
 * Plans to drop our lines above the body and to move the body back out. Undefined when that is not certain to keep its
 * meaning. Lines below the body are left to the caller.
 */
export function takeOut(script: Script, opener: Opener): ((edits: OutdentEdits) => void) | undefined {
  return script.isMarkedLine(script.lineOf(opener.colon)) && isOnOwnLine(script, opener)
    ? takeOutBlock(script, opener)
    : takeOutLine(script, opener);
}

function isOnOwnLine(script: Script, { colon }: Opener): boolean {
  const { codeEnd } = script.source.line(script.lineOf(colon));
  return script.text.slice(colon.endIndex, codeEnd).trim() === '';
}

function takeOutBlock(script: Script, { node, colon, firstLine }: Opener): ((edits: OutdentEdits) => void) | undefined {
  const { source } = script;
  const [first] = bodyStatements(node);
  const headerEnd = script.lineOf(colon);
  const block = first && indentedBlock(source, headerEnd + 1, script.lineOf(first));
  const outer = source.front(script.lineOf(node)).indent;
  if (block === undefined || !block.indent.startsWith(outer)) {
    return undefined;
  }
  return (edits) => {
    edits.dropLines(firstLine, lastBlankBelow(script, headerEnd));
    edits.moveOut(block, block.indent.slice(outer.length));
  };
}

/** The last of the empty lines below `line`, which formatters add above a function: `instrument` writes none there. */
function lastBlankBelow({ source }: Script, line: number): number {
  let last = line;
  while (source.line(last + 1).kind === 'statement' && source.front(last + 1).content === 'blank') {
    last++;
  }
  return last;
}

/** The body stands on the line of the opener, as `instrument` writes it for `def f(): return 1`. */
function takeOutLine(script: Script, { node, colon, firstLine }: Opener): ((edits: OutdentEdits) => void) | undefined {
  const { source, text } = script;
  const owner = node.parent?.parent;
  const ownerColon = owner ? headerColon(owner) : undefined;
  const begin = source.line(firstLine).start;
  const between = ownerColon === undefined ? '#' : text.slice(ownerColon.endIndex, begin);
  const line = script.lineOf(node);
  const { codeEnd, end } = source.line(source.logicalEnd(line));
  const comment = text.slice(codeEnd, end).replace(/#[ \t]*taskmonitor[ \t]*$/, '');
  const code = text.slice(0, codeEnd);
  // What stood before the marker, its two blanks taken away.
  const kept = comment === '' ? code.length - blanksBefore(code) : codeEnd + comment.length - blanksBefore(comment);
  return (edits) => {
    if (/^[ \t]*\r?\n$/.test(between) && ownerColon !== undefined) {
      for (let each = firstLine; each <= line; each++) {
        edits.claimFront(each);
      }
      edits.add({ start: ownerColon.endIndex, end: colon.endIndex, newText: '' });
    } else {
      const space = /^[ \t]*/.exec(text.slice(colon.endIndex))?.[0].length ?? 0;
      edits.dropLines(firstLine, line - 1);
      edits.add({ start: node.startIndex, end: colon.endIndex + space, newText: '' });
    }
    edits.add({ start: kept, end, newText: '' });
  };
}

function blanksBefore(text: string): number {
  const width = trailingMarker.search(/\S/);
  return Math.min(width, text.length - text.trimEnd().length);
}
