import type { Node } from '@vscode/tree-sitter-wasm';
import type { Push } from '../metrics/push';
import { namedChildren } from '../namedChildren';
import type { NestedNode } from '../nestedNodes';
import type { ShellSource } from './shellSource';
import { endsOnErrors, trapsOf } from './traps';

type Place = Pick<Push, 'inLoop' | 'inHandler' | 'guarded' | 'inFunction'>;

/** Where a command of a script stands: in which function, in a loop, in what runs when the script ends or fails. */
export function pushPlace(command: Node, source: ShellSource): Place {
  const around = [...source.around(command.startIndex)];
  const owner = around.find(({ type }) => type === 'function_definition')?.node;
  const inFunction = owner?.childForFieldName('name')?.text;
  const inHandler = inFunction === undefined ? undefined : handlerOf(inFunction, source);
  const inner =
    owner === undefined
      ? around
      : around.slice(
          0,
          around.findIndex(({ node }) => node.id === owner.id),
        );
  const isLookedAt = inner.some((each) => looksAt(each, command));
  return {
    inLoop: inner.some(({ type, node }) => /^(?:for|c_style_for|while)_statement$/.test(type) && !isRetry(node)),
    inHandler,
    guarded: isLookedAt || !takesOver(command, inHandler === undefined ? undefined : owner, source),
    inFunction,
  };
}

/**
 * Whether the status of a push that fails takes the place of the script's. Without `set -e` it does not, except by `exit $?`
 * in a handler. With it a command that fails ends the handler, too, before it can exit with a status that it has kept.
 */
function takesOver(command: Node, handler: Node | undefined, source: ShellSource): boolean {
  const before = handler === undefined ? '' : source.text.slice(handler.startIndex, command.startIndex).slice(-4_000);
  const behind = handler === undefined ? '' : source.text.slice(command.endIndex, handler.endIndex).slice(0, 4_000);
  return (!/\bset\s+\+e\b/.test(before) && endsOnErrors(source)) || /^[\s;]*exit\s+"?\$\?/.test(behind);
}

/** `curl … || true`, `if curl …`, `! curl …`. */
function looksAt({ type, node }: NestedNode, command: Node): boolean {
  switch (type) {
    case 'list': {
      const [left] = namedChildren(node);
      const isLeft = left !== undefined && left.startIndex <= command.startIndex && command.endIndex <= left.endIndex;
      return isLeft && node.children.some((child) => child?.type === '||' || child?.type === '&&');
    }
    case 'if_statement':
    case 'while_statement': {
      const condition = node.childForFieldName('condition');
      return condition !== null && condition.startIndex <= command.startIndex && command.endIndex <= condition.endIndex;
    }
    case 'negated_command':
      return true;
    case 'command_substitution':
      return !isAssigned(node);
    default:
      return false;
  }
}

/** The status of `x=$(false)` is that of the command in it; of `local x=$(false)` and `echo $(false)` it is not. */
function isAssigned(substitution: Node): boolean {
  const parent = substitution.parent?.type === 'string' ? substitution.parent.parent : substitution.parent;
  return parent?.type === 'variable_assignment' && parent.parent?.type !== 'declaration_command';
}

/** What `trap handler EXIT` makes of a function. */
function handlerOf(name: string, source: ShellSource): Place['inHandler'] {
  for (const { action, inHandler } of trapsOf(source)) {
    if (inHandler !== undefined && action.text.split(/[\s"';&|(){}]+/).includes(name)) {
      return inHandler;
    }
  }
  return undefined;
}

/** `for attempt in 1 2 3` that stops at the first success. */
function isRetry(loop: Node): boolean {
  const body = loop.childForFieldName('body')?.text ?? '';
  const head = loop.text.slice(0, Math.max(0, loop.text.length - body.length));
  const isCounted =
    /\bin\s+(?:\d+\s*)+(?:;|\n|$)|\{1\.\.\d{1,2}\}|\bseq\s+(?:1\s+)?\d{1,2}\b|(?:<=?|-l[te])\s*"?(?:\d{1,2}\b|\$?\{?\w*(?:retr|attempt|tries))|(?:retr|attempt|tries)/i.test(
      head,
    );
  return (isCounted && /\b(?:break|return|exit)\b/.test(body)) || /^\s*until\b/.test(loop.text);
}
