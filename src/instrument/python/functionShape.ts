import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import { isDocstring } from '../../syntax/python/docstring';
import { bodyStatements, headerColon, type PythonFunction } from '../../syntax/python/functions';
import { indentedBlock } from '../../syntax/python/indentedBlock';
import type { Script } from './script';
import type { Place } from './styles/wrapping';

/** How a function's body can be put into a block of its own. */
export type FunctionShape =
  Exclude<Place, { kind: 'above' }> | { readonly kind: 'stub' } | { readonly kind: 'refused'; readonly reason: string };

/** Of a function with a body that runs. */
export type BodyShape = Exclude<FunctionShape, { kind: 'stub' }>;

export function functionShape(script: Script, { node }: PythonFunction): FunctionShape {
  const statements = bodyStatements(node);
  const docstring = isDocstring(statements[0]) ? statements[0] : undefined;
  const rest = docstring === undefined ? statements : statements.slice(1);
  const [first] = rest;
  if (first === undefined || rest.every(isEllipsis)) {
    return { kind: 'stub' };
  }
  const colon = headerColon(node);
  if (colon === undefined || !script.beginsLine(node)) {
    return unsure();
  }
  if (!script.beginsLine(statements[0] ?? first)) {
    return docstring === undefined ? oneLineShape(script, node, first, colon) : sharedDocstring();
  }
  return script.beginsLine(first) ? blockShape(script, node, rest, docstring, colon) : sharedDocstring();
}

function isEllipsis(statement: Node): boolean {
  return statement.type === 'expression_statement' && statement.text === '...';
}

function sharedDocstring(): FunctionShape {
  return {
    kind: 'refused',
    reason: l10n.t('A statement shares its line with the docstring: put it on a line of its own first.'),
  };
}

function unsure(): Extract<FunctionShape, { kind: 'refused' }> {
  return {
    kind: 'refused',
    reason: l10n.t('The function is laid out in a way that cannot be indented with certainty.'),
  };
}

/** The body stands on the line of the header: of a function, or of an `if`. */
export function oneLineShape(script: Script, node: Node, first: Node, colon: Node): BodyShape {
  const { source } = script;
  const headerLine = script.lineOf(node);
  const { indent } = source.front(headerLine);
  const lastLine = source.logicalEnd(script.lineOf(colon));
  if (!/^(?: *|\t*)$/.test(indent) || source.lineAt(first.startIndex) > lastLine) {
    return unsure();
  }
  const unit = unitBeside(indent, source.indentUnit());
  return { kind: 'oneLine', headerLine, colonEnd: colon.endIndex, lastLine, unit };
}

/** An indentation unit that goes with `indent`: tabs and blanks do not mix. */
export function unitBeside(indent: string, usual: string): string {
  if (/^(?: +|\t+)$/.test(usual) && (indent === '' || indent[0] === usual[0])) {
    return usual;
  }
  return indent.startsWith('\t') ? '\t' : '    ';
}

function blockShape(
  script: Script,
  node: Node,
  statements: readonly Node[],
  docstring: Node | undefined,
  colon: Node,
): FunctionShape {
  const { source } = script;
  const firstStatement = script.lineOf(statements[0] ?? node);
  const block = indentedBlock(source, firstBodyLine(script, firstStatement, docstring, colon), firstStatement);
  const outer = source.front(script.lineOf(node)).indent;
  // The parser's opinion on where the body ends, and that of the lines.
  const agreed = block !== undefined && block.lastCode === script.lastCodeLine(statements.at(-1) ?? node);
  if (!agreed || !block.indent.startsWith(outer)) {
    return unsure();
  }
  return { kind: 'block', block, unit: block.indent.slice(outer.length) };
}

/** The line that goes first below the `with`: a comment or the first statement, behind header, docstring and empty lines. */
function firstBodyLine(script: Script, firstStatement: number, docstring: Node | undefined, colon: Node): number {
  const { source } = script;
  let line = source.logicalEnd(script.lineOf(docstring ?? colon)) + 1;
  if (docstring === undefined && isTypeComment(script, line)) {
    line++;
  }
  while (line < firstStatement && source.front(line).content === 'blank') {
    line++;
  }
  return line;
}

/** `# type: (int) -> str` counts only on the line below the header (PEP 484). */
function isTypeComment(script: Script, line: number): boolean {
  const { start, end } = script.source.line(line);
  return /^\s*#\s*type:\s*\(/.test(script.text.slice(start, end));
}
