import { isDocstring } from '../../syntax/python/docstring';
import { bodyStatements, type PythonFunction } from '../../syntax/python/functions';
import type { Body } from './body';
import type { BodyShape } from './functionShape';
import type { RecordCounts } from './recordCount';
import type { Script } from './script';
import type { PythonStyle, Records } from './styles/pythonStyle';
import type { RecordNote } from './styles/wrapping';

/** How the number of records of one body is written. */
export interface WrittenRecords {
  /** The number: `len(rows)`. */
  readonly source: string;
  readonly records: Records;
  readonly notes: readonly RecordNote[];
}

/** The body of a function without its docstring. */
export function bodyOf({ node }: PythonFunction): Body {
  const statements = bodyStatements(node);
  return { statements: isDocstring(statements[0]) ? statements.slice(1) : statements, scope: node };
}

/** How a style writes the number of records of a function; undefined when there is none that it can write. */
export function recordsOf(
  script: Script,
  counts: RecordCounts,
  target: PythonFunction,
  shape: BodyShape,
  style: PythonStyle,
): WrittenRecords | undefined {
  const body = bodyOf(target);
  if (!style.countsResult) {
    return shape.kind === 'block' ? recordLines(script, counts, body) : undefined;
  }
  const records = counts.ofResult(body);
  return records && { source: counts.of(body)?.source ?? records, records, notes: [] };
}

/** The lines that note the number of records of statements on lines of their own. */
export function recordLines(script: Script, counts: RecordCounts, body: Body): WrittenRecords | undefined {
  const count = counts.of(body);
  return (
    count && {
      source: count.source,
      records: 'lines',
      notes: count.lines.map(({ source, before }) => ({
        above: before === undefined ? undefined : script.lineOf(before),
        source,
      })),
    }
  );
}
