import type { Node } from '@vscode/tree-sitter-wasm';
import { namedChildren } from '../../syntax/namedChildren';
import { isGenerator, simpleStatements, type Body } from './body';
import { bodyExits, type BodyExit } from './bodyExits';
import { CountSources, type CountSource } from './countSources';
import { namesCount, namesRecords } from './countWords';
import type { Script } from './script';
import { SizedValues } from './sizedValues';

/** A line that says how many records there were. */
export interface RecordLine {
  /** A Python expression that cannot fail there: `len(rows)`, `processed`, `0`. */
  readonly source: string;
  /** The `return`, `break` or `continue` that it stands before; undefined for the end of the statements. */
  readonly before: Node | undefined;
}

/** How many records a body processes, as far as it shows that beyond doubt. Valid as long as its tree. */
export interface RecordCount {
  /** The number of records: `len(rows)`, `processed`. */
  readonly source: string;
  /** At least one; each exit of the body at which the number is known. */
  readonly lines: readonly RecordLine[];
}

/** Finds numbers of records in the bodies of one file. Valid as long as its tree. */
export class RecordCounts {
  private readonly sized: SizedValues;

  constructor(private readonly script: Script) {
    this.sized = new SizedValues(script.tree);
  }

  /**
   * The one number of records of a body: what it returns (`return len(rows)`, a counter, a collection that it built), or
   * its only counter, or the only collection of records that it fills and does not return.
   */
  of(body: Body): RecordCount | undefined {
    if (body.scope.parent === null && /\b(?:exec|eval|globals|vars|locals)\s*\(/.test(this.script.text)) {
      // Variables of a module may change by other ways than its own statements.
      return undefined;
    }
    const sources = new CountSources(this.script, body, this.sized);
    const returns = simpleStatements(body, 'return_statement');
    return returnedCount(this.script, body, sources, returns) ?? onlyCount(this.script, body, sources, returns);
  }

  /**
   * What `records=` of a decorator is, where the result of a function is the number of records or holds them. Undefined
   * where some call may have another result, of which that could not be asked.
   */
  ofResult(body: Body): 'int' | 'len' | undefined {
    const returns = simpleStatements(body, 'return_statement');
    if (returns.length === 0 || isGenerator(body)) {
      return undefined;
    }
    const sources = new CountSources(this.script, body, this.sized);
    const results = returns.map((statement) => sources.ofResult(namedChildren(statement)[0]));
    const [kind, ...kinds] = new Set(results.map((result) => result?.kind));
    const isKnown = results.some((result) => result?.isLiteral === false);
    if (kind === undefined || kinds.length > 0 || !isKnown) {
      return undefined;
    }
    const exits = bodyExits(body.statements, []);
    const returnsAlways = exits?.every(({ statement }) => statement !== undefined) === true;
    return returnsAlways ? (kind === 'count' ? 'int' : 'len') : undefined;
  }
}

function returnedCount(
  script: Script,
  body: Body,
  sources: CountSources,
  returns: readonly Node[],
): RecordCount | undefined {
  if (isGenerator(body)) {
    return undefined;
  }
  const lines: (RecordLine & { readonly result: CountSource })[] = [];
  for (const statement of returns) {
    const [value] = namedChildren(statement);
    if (value === undefined || value.type === 'none') {
      continue;
    }
    const result = sources.ofResult(value);
    if (result?.source === undefined || !script.beginsLine(statement)) {
      return undefined;
    }
    lines.push({ source: result.source, before: statement, result });
  }
  const known = lines.filter(({ result }) => !result.isLiteral);
  const [first] = known;
  const isOneKind = lines.every(({ result }) => result.kind === first?.result.kind);
  return first === undefined || !isOneKind
    ? undefined
    : { source: first.source, lines: lines.map(({ source, before }) => ({ source, before })) };
}

function onlyCount(
  script: Script,
  body: Body,
  sources: CountSources,
  returns: readonly Node[],
): RecordCount | undefined {
  const counters = sources.counters(namesCount);
  const returnsNothing = returns.every((statement) => {
    const [value] = namedChildren(statement);
    return value === undefined || value.type === 'none';
  });
  const candidates =
    counters.length > 0
      ? counters.map(({ name, statements }) => ({ source: name, statements }))
      : returnsNothing && !isGenerator(body) && !isTest(body)
        ? sources.collections(namesRecords).map(({ name, statements }) => ({ source: `len(${name})`, statements }))
        : [];
  const [only, ...more] = candidates;
  if (only === undefined || more.length > 0) {
    return undefined;
  }
  const exits = bodyExits(body.statements, only.statements)?.filter(({ bound }) => bound) ?? [];
  return exits.length === 0 || !exits.every((exit) => hasOwnLine(script, exit))
    ? undefined
    : { source: only.source, lines: exits.map(({ statement }) => ({ source: only.source, before: statement })) };
}

/** What a test collects is there to be compared. */
function isTest({ scope }: Body): boolean {
  return /^(?:test|setUp|tearDown)/.test(scope.childForFieldName('name')?.text ?? '');
}

function hasOwnLine(script: Script, { statement }: BodyExit): boolean {
  return statement === undefined || script.beginsLine(statement);
}
