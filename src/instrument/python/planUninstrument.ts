import * as l10n from '@vscode/l10n';
import type { SyntaxTree } from '../../syntax/parsers';
import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../text/span';
import { listFunctions, onCode } from '../../syntax/python/functions';
import { enclosingScope } from '../../syntax/python/names';
import type { Targets, UninstrumentOutcome, UninstrumentPlan, UninstrumentRequest } from '../plan';
import { dropUnusedChunk } from './dropChunk';
import { findInstrumented, type Found } from './findInstrumented';
import { OutdentEdits } from './indentEdits';
import { Script } from './script';
import { selectByName, targetNames } from '../selectByName';
import { readRun, taskAround } from './statements/readRun';
import { runAt } from './statements/statementRun';

/**
 * Plans to take out what `planInstrument` put in, and only that: with the last task the monitor and its import go, too.
 * Without edits by the user in between the text is what it was, byte by byte.
 */
export function planUninstrument(tree: SyntaxTree, { targets }: UninstrumentRequest): UninstrumentPlan {
  const script = new Script(tree);
  if (script.refusal !== undefined && script.hasMarkers) {
    const { refusal: reason } = script;
    const names = targetNames(targets);
    return { edits: [], outcomes: names.map((functionName) => ({ kind: 'refused', functionName, reason })) };
  }
  const edits = new OutdentEdits(script.source);
  const gone: Span[] = [];
  const outcomes = outcomesOf(script, targets, edits, gone);
  if (gone.length > 0 || targets === 'all') {
    dropUnusedChunk(script, gone, edits);
  }
  return { edits: edits.toEdits(), outcomes };
}

function outcomesOf(
  script: Script,
  targets: Targets | 'all',
  edits: OutdentEdits,
  gone: Span[],
): readonly UninstrumentOutcome[] {
  const takeOut = (functionName: string, scope: Node, found: readonly Found[]): UninstrumentOutcome =>
    uninstrument(script, functionName, scope, found, edits, gone);
  if (targets !== 'all' && 'statements' in targets) {
    const found = tasksIn(script, targets.statements);
    const reason = l10n.t('There is no task in these statements.');
    return found.length === 0
      ? [{ kind: 'refused', functionName: '', reason }]
      : found.map((each) => takeOut('', enclosingScope(each.node), [each]));
  }
  const all = listFunctions(script.tree);
  if (targets === 'all') {
    const { root } = script.tree;
    return [
      ...findInstrumented(script, root).map((each) => takeOut('', root, [each])),
      ...all
        .map(({ key, node }) => takeOut(key, node, findInstrumented(script, node)))
        .filter(({ kind }) => kind !== 'unchanged'),
    ];
  }
  const { functions, unknown } = selectByName(all, targets);
  const reason = l10n.t('There is no function of that name in the file.');
  return [
    ...functions.map(({ key, node }) => takeOut(key, node, findInstrumented(script, node))),
    ...unknown.map((functionName) => ({ kind: 'refused', functionName, reason }) as const),
  ];
}

/** The tasks among the statements that a span touches, or the one around them. */
function tasksIn(script: Script, span: Span): readonly Found[] {
  const run = runAt(script, span);
  const reading = run && readRun(script, run);
  if (reading?.kind === 'instrumented') {
    return reading.found;
  }
  const node = script.tree.root.descendantForIndex(onCode(script.text, span.start));
  const around = node === null ? undefined : taskAround(script, node);
  return around === undefined ? [] : [around];
}

function uninstrument(
  script: Script,
  functionName: string,
  scope: Node,
  found: readonly Found[],
  edits: OutdentEdits,
  gone: Span[],
): UninstrumentOutcome {
  const removals = found.map(({ style, node }) => style.planRemoval(script, node, scope));
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
