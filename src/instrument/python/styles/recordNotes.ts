import type { Node } from '@vscode/tree-sitter-wasm';
import { enclosingScope } from '../../../syntax/python/names';
import type { Script } from '../script';

/**
 * The lines of `scope` itself inside `opener` where `instrument` notes the number of records, by assigning to `target`. Undefined when one
 * cannot be dropped, since it is all that a block holds or shares its line.
 */
export function recordNotes(script: Script, opener: Node, scope: Node, target: string): readonly number[] | undefined {
  const notes = opener.descendantsOfType('assignment').flatMap((assignment) => {
    const statement = assignment?.parent;
    const isOne =
      statement?.type === 'expression_statement' &&
      assignment?.childForFieldName('left')?.text === target &&
      script.isMarkedLine(script.lineOf(statement)) &&
      isInside(statement, opener) &&
      enclosingScope(statement).id === scope.id;
    return isOne ? [statement] : [];
  });
  return notes.every((note) => canGo(script, note)) ? notes.map((note) => script.lineOf(note)) : undefined;
}

/** In its body, not in its own lines. */
function isInside(statement: Node, opener: Node): boolean {
  const body = opener.childForFieldName('body');
  return body !== null && body.startIndex <= statement.startIndex && statement.endIndex <= body.endIndex;
}

function canGo(script: Script, note: Node): boolean {
  const line = script.lineOf(note);
  const others = note.parent?.namedChildren.filter((each) => each?.type !== 'comment' && each?.id !== note.id) ?? [];
  return others.length > 0 && isAsWritten(note) && script.beginsLine(note) && script.source.logicalEnd(line) === line;
}

/** A number that somebody has put there since is theirs. */
function isAsWritten(note: Node): boolean {
  return /^(?:len\([\w\u0080-\uffff]+\)|[\w\u0080-\uffff]+)$/.test(
    note.firstNamedChild?.childForFieldName('right')?.text ?? '',
  );
}
