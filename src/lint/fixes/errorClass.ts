import * as l10n from '@vscode/l10n';
import type { Fix } from '../finding';
import type { LabelUse } from '../labelValues/labelUses';
import type { LabelValue } from '../../syntax/metrics/labelValue';

/**
 * Puts the class of a caught error where its text is given to a label. undefined where one of the uses is of another file
 * or the language has no short expression for the class.
 */
export function errorClass(uses: readonly Pick<LabelUse, 'given' | 'path'>[]): Fix | undefined {
  const edits = uses.map(({ given, path }) => {
    const newText = path === undefined ? classExpression(given.value) : undefined;
    return newText === undefined
      ? undefined
      : { start: given.span.start, end: given.span.end, newText: `${given.lead ?? ''}${newText}` };
  });
  const [first] = edits;
  if (first === undefined || !edits.every((edit) => edit !== undefined)) {
    return undefined;
  }
  const expression = uses[0] === undefined ? undefined : classExpression(uses[0].given.value);
  return { title: l10n.t('Use the class of the error: {0}', expression ?? first.newText), edits, safe: true };
}

/** Only of what is caught around the use itself: behind a variable the error may be out of reach. */
function classExpression(value: LabelValue): string | undefined {
  switch (value.kind) {
    case 'caught':
      return value.part === 'class' ? undefined : value.className;
    case 'joined':
      return value.parts.map(classExpression).find((expression) => expression !== undefined);
    case 'call':
      return [...(value.receiver === undefined ? [] : [value.receiver]), ...value.arguments]
        .map(classExpression)
        .find((expression) => expression !== undefined);
    default:
      return undefined;
  }
}
