import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import { namedChildren } from '../../../syntax/namedChildren';
import { headerColon } from '../../../syntax/python/functions';
import { indentedBlock, startsWithContinuation, type IndentedBlock } from '../../../syntax/python/indentedBlock';
import { aboveComments } from '../chunk';
import { oneLineShape, unitBeside, type BodyShape } from '../functionShape';
import type { Script } from '../script';
import type { StatementRun } from './statementRun';

/** How statements can be put into a block of their own. */
export function runShape(script: Script, run: StatementRun): BodyShape {
  const [first] = run.statements;
  const owner = ownerOf(run.block);
  if (!script.beginsLine(first)) {
    return owner === undefined ? unsure() : oneLine(script, owner, first);
  }
  const isWhole = run.block.parent !== null && namedChildren(run.block).length === run.statements.length;
  const block = isWhole && owner !== undefined ? wholeBlock(script, run, owner) : partOfBlock(script, run);
  if (block === undefined || block.lastCode !== script.lastCodeLine(run.statements.at(-1) ?? first)) {
    return unsure();
  }
  const unit = owner === undefined ? unitOfModule(script, block) : unitIn(script, block, owner);
  return unit === undefined ? unsure() : { kind: 'block', block: withComments(script, run, block, unit), unit };
}

function unsure(): BodyShape {
  return {
    kind: 'refused',
    reason: l10n.t('The statements are laid out in a way that cannot be indented with certainty.'),
  };
}

/** The compound statement, or the clause of one, in whose block the statements stand; undefined at module level. */
function ownerOf(block: Node): Node | undefined {
  return block.parent ?? undefined;
}

function oneLine(script: Script, owner: Node, first: Node): BodyShape {
  const colon = headerColon(owner);
  const shape = colon === undefined || !script.beginsLine(owner) ? unsure() : oneLineShape(script, owner, first, colon);
  return shape.kind === 'refused' ? unsure() : shape;
}

/** All of a block, with the comments at its beginning, as in a function. */
function wholeBlock(script: Script, { statements: [first] }: StatementRun, owner: Node): IndentedBlock | undefined {
  const { source } = script;
  const colon = headerColon(owner);
  const firstCode = script.lineOf(first);
  let line = colon === undefined ? firstCode : source.logicalEnd(script.lineOf(colon)) + 1;
  while (line < firstCode && source.front(line).content === 'blank') {
    line++;
  }
  return indentedBlock(source, line, firstCode);
}

/** The lines of the statements alone; undefined when it is not certain that moving them in keeps their meaning. */
function partOfBlock(script: Script, { statements }: StatementRun): IndentedBlock | undefined {
  const { source } = script;
  const firstCode = script.lineOf(statements[0]);
  const lastCode = script.lastCodeLine(statements.at(-1) ?? statements[0]);
  const { indent } = source.front(firstCode);
  let kind = indent[0];
  for (let line = firstCode; line <= lastCode; line++) {
    if (!source.beginsStatement(line)) {
      continue;
    }
    const { indent: own } = source.front(line);
    kind ??= own[0];
    if (
      !own.startsWith(indent) ||
      (own !== kind?.repeat(own.length) && own !== '') ||
      startsWithContinuation(source, line)
    ) {
      return undefined;
    }
  }
  return { first: firstCode, last: lastCode, firstCode, lastCode, indent };
}

/** The unit of the statements' own indented lines, or that of the file. */
function unitOfModule(script: Script, { firstCode, lastCode }: IndentedBlock): string {
  const { source } = script;
  const usual = source.indentUnit();
  for (let line = firstCode; line <= lastCode; line++) {
    const { indent } = source.front(line);
    if (source.beginsStatement(line) && indent !== '') {
      return unitBeside(indent, usual);
    }
  }
  return unitBeside('', usual);
}

function unitIn(script: Script, { indent }: IndentedBlock, owner: Node): string | undefined {
  const outer = script.source.front(script.lineOf(owner)).indent;
  return indent.startsWith(outer) && indent !== outer ? indent.slice(outer.length) : undefined;
}

/**
 * The block with the comments that go with it: those selected above it and below it, and those below it that would look
 * like its own once it has moved in, and would be taken out with it.
 */
function withComments(script: Script, run: StatementRun, block: IndentedBlock, unit: string): IndentedBlock {
  const { source } = script;
  const { indent, lastCode } = block;
  let { first, last } = block;
  const earliest = first === block.firstCode ? aboveComments(script, first) : first;
  const isOurs = (line: number): boolean =>
    source.front(line).content === 'comment' && source.front(line).indent.startsWith(indent);
  while (
    first > earliest &&
    isOurs(first - 1) &&
    source.front(first - 1).indent === indent &&
    source.line(first - 1).end > run.selection.start
  ) {
    first--;
  }
  const isBlockEnd = indent !== '' && isLast(run);
  for (let line = lastCode + 1; line < source.lines.length; line++) {
    const front = source.front(line);
    if (front.content === 'blank') {
      continue;
    }
    const isTaken = isBlockEnd || source.line(line).start < run.selection.end || front.indent.startsWith(indent + unit);
    if (!isOurs(line) || !isTaken) {
      break;
    }
    last = line;
  }
  return { ...block, first, last };
}

function isLast({ block, statements }: StatementRun): boolean {
  return namedChildren(block).at(-1)?.id === statements.at(-1)?.id;
}
