import * as l10n from '@vscode/l10n';
import type { SyntaxTree } from '../../syntax/parsers';
import type { Span } from '../../text/span';
import { listFunctions, type PythonFunction } from '../../syntax/python/functions';
import type { UninstrumentOutcome, UninstrumentPlan, UninstrumentRequest } from '../plan';
import { dropUnusedChunk } from './dropChunk';
import { findInstrumented } from './findInstrumented';
import { OutdentEdits } from './indentEdits';
import { Script } from './script';
import { namesOf, selectFunctions } from './selectFunctions';

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
  const gone: Span[] = [];
  const outcomes = functions.flatMap((target): UninstrumentOutcome[] => {
    const outcome = uninstrument(script, target, edits, gone);
    return targets === 'all' && outcome.kind === 'unchanged' ? [] : [outcome];
  });
  if (gone.length > 0 || targets === 'all') {
    dropUnusedChunk(script, gone, edits);
  }
  const reason = l10n.t('There is no function of that name in the file.');
  return {
    edits: edits.toEdits(),
    outcomes: [...outcomes, ...unknown.map((functionName) => ({ kind: 'refused', functionName, reason }) as const)],
  };
}

function uninstrument(script: Script, target: PythonFunction, edits: OutdentEdits, gone: Span[]): UninstrumentOutcome {
  const functionName = target.key;
  const removals = findInstrumented(script, target.node).map(({ style, node }) =>
    style.planRemoval(script, node, target.node),
  );
  const refused = removals.find((removal) => removal.kind === 'refused');
  if (refused !== undefined) {
    return { kind: 'refused', functionName, reason: refused.reason };
  }
  for (const removal of removals) {
    if (removal.kind === 'planned') {
      removal.apply(edits);
      gone.push(...removal.gone);
    }
  }
  return { kind: removals.length > 0 ? 'removed' : 'unchanged', functionName };
}
