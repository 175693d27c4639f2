import type { SyntaxTree } from '../../../syntax/parsers';
import type { Span } from '../../../text/span';
import type { StatementsState, TargetState } from '../../functionState';
import { plainState } from '../functionAt';
import { isWholeFunction } from '../findInstrumented';
import { RecordCounts } from '../recordCount';
import { Script } from '../script';
import { pythonStyles } from '../styles/pythonStyles';
import { recordLines } from '../writtenRecords';
import { mainBlockAround } from './mainBlock';
import { readRun, taskAround } from './readRun';
import { runRefusal } from './runStyles';
import { runAt, runOfBlock, spanOfRun, statementsAround, type StatementRun } from './statementRun';

/** The statements of one block that a selection touches, or the block that runs a script; undefined for none. */
export function statementsAt(tree: SyntaxTree, selection: Span): StatementsState | undefined {
  if (tree.text.slice(selection.start, selection.end).trim() === '') {
    return atCaret(tree, selection.start);
  }
  const script = new Script(tree);
  const run = runAt(script, selection);
  return run && stateOf(script, run);
}

/**
 * What a caret stands in outside of functions' own tasks: a task made of statements, or the block that runs the script. It is
 * asked at every move of the caret: the file is read only where there may be one.
 */
function atCaret(tree: SyntaxTree, offset: number): StatementsState | undefined {
  const around = statementsAround(tree, offset);
  const main = mainBlockAround(around, offset);
  const mayBeTask = around.some(({ type }) => type === 'with_statement' || type === 'try_statement');
  const [innermost] = around;
  if (innermost === undefined || (main === undefined && !mayBeTask)) {
    return undefined;
  }
  const script = new Script(tree);
  const found = mayBeTask ? taskAround(script, innermost) : undefined;
  if (found !== undefined && !isWholeFunction(script, found)) {
    return { span: { start: found.node.startIndex, end: found.node.endIndex }, state: { kind: 'instrumented' } };
  }
  const run = main && runOfBlock(script, main);
  return run && stateOf(script, run);
}

function stateOf(script: Script, run: StatementRun): StatementsState | undefined {
  const state = readState(script, run);
  return state && { span: spanOfRun(script, run), state };
}

function readState(script: Script, run: StatementRun): TargetState | undefined {
  if (script.refusal !== undefined) {
    return { kind: 'refused', reason: script.refusal };
  }
  const reading = readRun(script, run);
  switch (reading.kind) {
    case 'refused':
      return reading;
    case 'instrumented':
      // A function's own task is found with the function.
      return reading.found.every((each) => isWholeFunction(script, each)) ? undefined : { kind: 'instrumented' };
    case 'plain': {
      const { shape } = reading;
      const records = shape.kind === 'block' ? recordLines(script, new RecordCounts(script), run)?.source : undefined;
      return plainState(
        pythonStyles.map(({ style }) => ({ style, refusal: runRefusal(script, run, shape, style) })),
        records,
      );
    }
  }
}
