import * as l10n from '@vscode/l10n';
import { listFunctions, type EcmascriptFunction } from '../../syntax/ecmascript/functions';
import type { SyntaxTree } from '../../syntax/parsers';
import type { UninstrumentOutcome, UninstrumentPlan, UninstrumentRequest } from '../plan';
import { selectByName, targetNames } from '../selectByName';
import { dropUnusedChunk } from './dropChunk';
import { ownMarkers } from './ownMarkers';
import { Removals } from './removals';
import { Script } from './script';
import { readTaskForm, type TaskCall } from './taskForm';
import { planUnwrap } from './unwrap';
import { editedByHand } from './unwrapping';

/**
 * Plans to take out what `planInstrument` put in, and only that: with the last task the monitor and its import go, too.
 * Without edits by the user in between the text is what it was, byte by byte.
 */
export function planUninstrument(tree: SyntaxTree, { targets }: UninstrumentRequest): UninstrumentPlan {
  const script = new Script(tree);
  if (targets === 'all' && !script.hasMarkers) {
    return { edits: [], outcomes: [] };
  }
  const { refusal } = script;
  if (refusal !== undefined && script.hasMarkers) {
    const names = targetNames(targets);
    return { edits: [], outcomes: names.map((functionName) => ({ kind: 'refused', functionName, reason: refusal })) };
  }
  const all = listFunctions(tree);
  const { functions, unknown } =
    targets === 'all' ? { functions: all, unknown: [] } : selectByName(all, targetNames(targets));
  const removals = new Removals(script);
  const removed: TaskCall[] = [];
  const outcomes = functions.flatMap((target): UninstrumentOutcome[] => {
    const outcome = uninstrument(script, target, removals, removed);
    return targets === 'all' && outcome.kind === 'unchanged' ? [] : [outcome];
  });
  if (removed.length > 0 || targets === 'all') {
    dropUnusedChunk(script, removed, removals);
  }
  const reason = l10n.t('There is no function of that name in the file.');
  return {
    edits: removals.toEdits(),
    outcomes: [...outcomes, ...unknown.map((functionName) => ({ kind: 'refused', functionName, reason }) as const)],
  };
}

function uninstrument(
  script: Script,
  target: EcmascriptFunction,
  removals: Removals,
  removed: TaskCall[],
): UninstrumentOutcome {
  const functionName = target.key;
  const form = readTaskForm(target);
  if (form?.marker === undefined) {
    const marker = script.hasMarkers ? ownMarkers(script, target.node)[0] : undefined;
    return marker === undefined
      ? { kind: 'unchanged', functionName }
      : { kind: 'refused', functionName, reason: editedByHand(script, marker) };
  }
  const unwrap = planUnwrap(script, target, form);
  if (unwrap.kind === 'refused') {
    return { kind: 'refused', functionName, reason: unwrap.reason };
  }
  unwrap.apply(removals);
  removed.push(form.call);
  return { kind: 'removed', functionName };
}
