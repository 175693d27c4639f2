import type { SourceLines } from './sourceLines';

/** Width of an indentation as CPython measures it: with tabs to the next multiple of 8, and with tabs of 1. */
interface Width {
  readonly columns: number;
  readonly units: number;
}

/**
 * The first line whose indentation CPython refuses, which the grammar takes: an indented line after one without `:`, none
 * after one with it, a dedent to nowhere, tabs and blanks that depend on the size of a tab. Undefined when all is well.
 */
export function indentationProblem(source: SourceLines): number | undefined {
  const stack: Width[] = [{ columns: 0, units: 0 }];
  let opened = false;
  for (let index = 0; index < source.lines.length; index++) {
    if (!source.beginsStatement(index)) {
      continue;
    }
    const width = measure(source.front(index).indent);
    const top = stack.at(-1) ?? width;
    const deeper = width.columns > top.columns;
    if (deeper !== width.units > top.units || deeper !== opened) {
      return index;
    }
    if (deeper) {
      stack.push(width);
    } else {
      while ((stack.at(-1)?.columns ?? 0) > width.columns) {
        stack.pop();
      }
      if (stack.at(-1)?.columns !== width.columns || stack.at(-1)?.units !== width.units) {
        return index;
      }
    }
    opened = opensBlock(source, index);
  }
  return opened ? source.lines.length - 1 : undefined;
}

function opensBlock(source: SourceLines, first: number): boolean {
  const { start, codeEnd } = source.line(source.logicalEnd(first));
  return source.text.slice(start, codeEnd).trimEnd().endsWith(':');
}

function measure(indent: string): Width {
  let columns = 0;
  for (const unit of indent) {
    columns = unit === '\t' ? columns + 8 - (columns % 8) : columns + 1;
  }
  return { columns, units: indent.length };
}
