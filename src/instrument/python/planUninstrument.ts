import * as l10n from '@vscode/l10n';
import type { SyntaxTree } from '../../syntax/parsers';
import { listFunctions, type PythonFunction } from '../../syntax/python/functions';
import type { UninstrumentOutcome, UninstrumentPlan, UninstrumentRequest } from '../plan';
import { dropUnusedChunk } from './dropChunk';
import { OutdentEdits } from './indentEdits';
import { Script } from './script';
import { namesOf, selectFunctions } from './selectFunctions';
import { markedBlocks, type TaskBlock } from './taskBlock';
import { planUnwrap } from './unwrap';

/**
 * Plans to take out what `planInstrument` put in, and only that: with the last task the monitor and its import go, too.
 * Without edits by the user in between the text is what it was, byte by byte.
 */
export function planUninstrument(tree: SyntaxTree, { targets }: UninstrumentRequest): UninstrumentPlan {
  const script = new Script(tree);
  if (script.refusal !== undefined && script.hasMarkers) {
    const { refusal: reason } = script;
    const names = namesOf(targets);
    return { edits: [], outcomes: names.map((functionName) => ({ kind: 'refused', functionName, reason })) };
  }
  const all = listFunctions(tree);
  const { functions, unknown } =
    targets === 'all' ? { functions: all, unknown: [] } : selectFunctions(all, namesOf(targets));
  const edits = new OutdentEdits(script.source);
  const removed: TaskBlock[] = [];
  const outcomes = functions.flatMap((target): UninstrumentOutcome[] => {
    const outcome = uninstrument(script, target, edits, removed);
    return targets === 'all' && outcome.kind === 'unchanged' ? [] : [outcome];
  });
  if (removed.length > 0 || targets === 'all') {
    dropUnusedChunk(script, removed, edits);
  }
  const reason = l10n.t('There is no function of that name in the file.');
  return {
    edits: edits.toEdits(),
    outcomes: [...outcomes, ...unknown.map((functionName) => ({ kind: 'refused', functionName, reason }) as const)],
  };
}

function uninstrument(
  script: Script,
  target: PythonFunction,
  edits: OutdentEdits,
  removed: TaskBlock[],
): UninstrumentOutcome {
  const functionName = target.key;
  const unwraps = markedBlocks(script, target).map((statement) => planUnwrap(script, statement, target.node));
  const blocks: TaskBlock[] = [];
  for (const unwrap of unwraps) {
    if (unwrap.kind === 'refused') {
      return { kind: 'refused', functionName, reason: unwrap.reason };
    }
    blocks.push(unwrap.block);
  }
  for (const unwrap of unwraps) {
    if (unwrap.kind === 'planned') {
      unwrap.apply(edits);
    }
  }
  removed.push(...blocks);
  return { kind: blocks.length > 0 ? 'removed' : 'unchanged', functionName };
}
