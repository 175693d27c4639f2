import type { InstrumentStyle } from '../../../src/instrument/plan';
import { functionStates } from '../../../src/instrument/python/functionAt';
import { planInstrument } from '../../../src/instrument/python/planInstrument';
import { applyEdits } from '../../../src/text/textEdit';
import { testParsers } from '../../support/parsers';

/** A program with every function instrumented, those inside functions too; a task is called after its function. */
export async function instrumentedProgram(
  source: string,
  style: InstrumentStyle,
  job: string,
): Promise<{ readonly text: string; readonly refused: readonly string[] }> {
  return testParsers().use('python', source, (tree) => {
    const { edits, outcomes } = planInstrument(tree, {
      targets: functionStates(tree).map(({ functionName }) => functionName),
      path: '/jobs/job.py',
      importModule: 'monitoring',
      taskTemplate: '{function}',
      style,
      job,
    });
    const refused = outcomes.filter(({ kind }) => kind === 'refused').map(({ functionName }) => functionName);
    return { text: applyEdits(source, edits), refused };
  });
}
