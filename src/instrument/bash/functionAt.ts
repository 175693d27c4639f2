import type { SyntaxTree } from '../../syntax/parsers';
import type { Span } from '../../text/span';
import type { FunctionState, TargetState } from '../functionState';
import { BashScript } from './bashScript';
import { readFunction } from './functionReading';
import { MeaningGuards } from './meaningGuards';
import type { TaskFunction } from './taskFunctions';
import { stateOfReading } from '../functionReading';

/** The innermost function whose lines hold `offset`, the wrapper among them. */
export function functionAt(tree: SyntaxTree, offset: number): FunctionState | undefined {
  const script = new BashScript(tree);
  const around = script.functions.filter((each) => {
    const { start, end } = linesOf(script, each);
    return start <= offset && offset <= end;
  });
  const innermost = around.toSorted((a, b) => sizeOf(a) - sizeOf(b))[0];
  return innermost && stateOf(script, new MeaningGuards(script), innermost);
}

/** All functions of the file, in the order of the text. */
export function functionStates(tree: SyntaxTree): readonly FunctionState[] {
  const script = new BashScript(tree);
  const guards = new MeaningGuards(script);
  return script.functions.map((each) => stateOf(script, guards, each));
}

function sizeOf({ definition }: TaskFunction): number {
  return definition.end - definition.start;
}

function linesOf({ lines }: BashScript, { definition, wrapper }: TaskFunction): Span {
  const start = lines.lineStart(lines.lineAt((wrapper?.definition ?? definition).start));
  return { start, end: lines.lineEnd(lines.lineAt(definition.end - 1)) };
}

function stateOf(script: BashScript, guards: MeaningGuards, target: TaskFunction): FunctionState {
  return {
    functionName: target.key,
    nameSpan: target.definition.nameSpan,
    span: linesOf(script, target),
    nested: target.nested,
    state: readState(script, guards, target),
  };
}

function readState(script: BashScript, guards: MeaningGuards, target: TaskFunction): TargetState {
  if (script.refusal !== undefined) {
    return { kind: 'refused', reason: script.refusal };
  }
  const reading = readFunction(script, guards, target);
  return stateOfReading(reading, () => ({
    kind: 'plain',
    styles: [{ style: 'with', refusal: undefined }],
    records: undefined,
  }));
}
