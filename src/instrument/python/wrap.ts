import type { TextEdit } from '../../text/textEdit';
import type { PythonFunction } from '../../syntax/python/functions';
import type { FunctionShape } from './functionShape';
import type { IndentEdits } from './indentEdits';
import { trailingMarker } from './marker';
import type { Script } from './script';

/** A function whose body goes under `header`, a `with` up to its colon. */
export interface Wrap {
  readonly target: PythonFunction;
  readonly shape: Extract<FunctionShape, { kind: 'block' | 'oneLine' }>;
  readonly header: string;
}

/** The edits that write the headers; what moves in because of them goes to `indents`. */
export function wrapEdits(script: Script, wraps: readonly Wrap[], indents: IndentEdits): readonly TextEdit[] {
  for (const { shape } of wraps) {
    if (shape.kind === 'block') {
      indents.moveIn(shape.block, shape.unit);
    }
  }
  return wraps.flatMap((wrap) => headerEdits(script, wrap, indents));
}

function headerEdits(script: Script, { target, shape, header }: Wrap, indents: IndentEdits): readonly TextEdit[] {
  const { source } = script;
  const defLine = script.lineOf(target.node);
  // What moves the `def` line, the functions around it, moves the new line below it, too.
  const outer = indents.addedTo(defLine);
  if (shape.kind === 'block') {
    const { first, indent } = shape.block;
    const { start } = source.line(first);
    const line = `${outer}${indent}${header}${trailingMarker}${source.terminator(first - 1)}`;
    return [{ start, end: start, newText: line }];
  }
  const { colonEnd, lastLine, unit } = shape;
  const { end } = source.line(lastLine);
  const newLine = `${source.terminator(defLine)}${outer}${source.front(defLine).indent}${unit}${header}`;
  return [
    { start: colonEnd, end: colonEnd, newText: newLine },
    { start: end, end, newText: trailingMarker },
  ];
}
