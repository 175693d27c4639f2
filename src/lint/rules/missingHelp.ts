import * as l10n from '@vscode/l10n';
import type { MetricDeclaration } from '../../syntax/metrics/metricDeclaration';
import type { TextEdit } from '../../text/textEdit';
import { namedMetrics } from '../naming/namedMetrics';
import { docsUrlOf, type Rule } from '../rule';

const id = 'missing-help';

/** A metric without a text that says what it is. Documented in `docs/rules/missing-help.md`. */
export const missingHelp: Rule = {
  id,
  severity: 'info',
  summary: () => l10n.t('A metric without a help text.'),
  docsUrl: docsUrlOf(id),
  *check(context) {
    for (const { declaration, name, span } of namedMetrics(context)) {
      const { help } = declaration;
      if (help.kind === 'absent' || (help.kind === 'given' && help.text.trim() === '')) {
        const edit = helpEdit(declaration, name, context.text);
        yield {
          message: l10n.t("'{0}' has no help text: say in a sentence what it measures, and in which unit.", name),
          span,
          metric: name,
          fixes:
            edit === undefined
              ? []
              : [{ title: l10n.t('Add a help text made of the name'), edits: [edit], safe: false }],
        };
      }
    }
  },
};

/** The words of the name as a text: a start to be edited. Letters and spaces alone, so no language has to quote them. */
function helpEdit({ help, helpInsertion }: MetricDeclaration, name: string, text: string): TextEdit | undefined {
  const words = name.replaceAll(/[^a-zA-Z0-9]+/g, ' ').trim();
  const sentence = `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
  if (words === '') {
    return undefined;
  }
  if (help.kind === 'given') {
    const { start, end } = help.span;
    const inside = start + 1;
    return /^(?:""|'')$/.test(text.slice(start, end)) ? { start: inside, end: inside, newText: sentence } : undefined;
  }
  return (
    helpInsertion && {
      start: helpInsertion.at,
      end: helpInsertion.at,
      newText: helpInsertion.before + sentence + helpInsertion.after,
    }
  );
}
