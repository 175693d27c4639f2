import * as l10n from '@vscode/l10n';
import type { SyntaxTree } from '../../syntax/parsers';
import type { TextEdit } from '../../text/textEdit';
import type { UninstrumentOutcome, UninstrumentPlan, UninstrumentRequest } from '../plan';
import { selectByName, targetNames } from '../selectByName';
import { BashScript } from './bashScript';
import { dropChunkEdits } from './dropChunk';
import type { TaskFunction, Wrapper } from './taskFunctions';
import { holdsWord } from './wrap';

/**
 * Plans to take out what `planInstrument` put in, and only that: with the last task the lines that load the runtime go, too.
 * Without edits by the user in between the text is what it was, byte by byte.
 */
export function planUninstrument(tree: SyntaxTree, { targets }: UninstrumentRequest): UninstrumentPlan {
  const script = new BashScript(tree);
  const { refusal: reason } = script;
  if (reason !== undefined && /#[ \t]*taskmonitor[ \t]*$/m.test(script.text)) {
    const outcomes = targetNames(targets).map((functionName) => ({ kind: 'refused', functionName, reason }) as const);
    return { edits: [], outcomes };
  }
  const { functions, unknown } =
    targets === 'all'
      ? { functions: script.functions, unknown: [] }
      : selectByName(script.functions, targetNames(targets));
  const removed: Wrapper[] = [];
  const edits: TextEdit[] = [];
  const outcomes = functions.flatMap((target): UninstrumentOutcome[] => {
    const outcome = uninstrument(script, target);
    if (outcome.kind === 'removed' && target.wrapper !== undefined) {
      removed.push(target.wrapper);
      edits.push(...unwrapEdits(script, target, target.wrapper));
    }
    return targets === 'all' && outcome.kind === 'unchanged' ? [] : [outcome];
  });
  if (removed.length > 0 || targets === 'all') {
    edits.push(...dropChunkEdits(script, removed));
  }
  const unknownReason = l10n.t('There is no function of that name in the file.');
  return {
    edits,
    outcomes: [
      ...outcomes,
      ...unknown.map((functionName) => ({ kind: 'refused', functionName, reason: unknownReason }) as const),
    ],
  };
}

function uninstrument(script: BashScript, target: TaskFunction): UninstrumentOutcome {
  const { key: functionName, wrapper, definition } = target;
  if (wrapper === undefined) {
    return isEditedWrapper(script, target)
      ? { kind: 'refused', functionName, reason: editedReason(script, target) }
      : { kind: 'unchanged', functionName };
  }
  const { text } = script;
  const rest = [
    text.slice(0, wrapper.definition.start),
    text.slice(wrapper.span.end, definition.nameSpan.start),
    text.slice(definition.nameSpan.end),
  ];
  const use = rest.find((part) => holdsWord(part, wrapper.runs));
  if (use !== undefined) {
    const line = script.lineNumber(text.indexOf(use) + use.indexOf(wrapper.runs));
    const reason = l10n.t('Line {0} uses {1}: take that out first.', line, wrapper.runs);
    return { kind: 'refused', functionName, reason };
  }
  return { kind: 'removed', functionName };
}

/** A wrapper that carries our marker, but not what `instrument` wrote, or not above the function that it runs. */
function isEditedWrapper({ text }: BashScript, { definition }: TaskFunction): boolean {
  const source = text.slice(definition.body.start, definition.end);
  const behind = /^[^\r\n]*/.exec(text.slice(definition.end))?.[0] ?? '';
  return /\btask_monitor_task\b/.test(source) && /#[ \t]*taskmonitor[ \t]*$/.test(behind);
}

function editedReason(script: BashScript, { definition }: TaskFunction): string {
  const line = script.lineNumber(definition.start);
  return l10n.t('Line {0} was edited and does more than run a task: take it out by hand.', line);
}

function unwrapEdits({ text }: BashScript, { definition }: TaskFunction, wrapper: Wrapper): readonly TextEdit[] {
  const { start, nameSpan } = definition;
  const { name } = wrapper.definition;
  const { span } = wrapper;
  if (span.end === start) {
    return [{ start: span.start, end: nameSpan.end, newText: text.slice(start, nameSpan.start) + name }];
  }
  return [
    { ...span, newText: '' },
    { ...nameSpan, newText: name },
  ];
}
