import * as l10n from '@vscode/l10n';
import type { TextEdit } from '../../text/textEdit';
import type { Fix } from '../finding';
import type { RuleContext } from '../rule';
import { knownName, type NamedMetric } from './namedMetrics';

/**
 * The fix that gives a metric another name where it is declared, if that name stands there as one literal: `change` gets the
 * name as written, and gives undefined where it has none to offer. `isRight` judges the name that is exposed then. Never
 * safe: dashboards and alerts know the old name.
 */
export function renameFix(
  context: RuleContext,
  { declaration }: NamedMetric,
  change: (written: string) => string | undefined,
  isRight: (exposed: string) => boolean,
  title = (exposed: string): string => l10n.t("Rename to '{0}'", exposed),
): readonly Fix[] {
  const { name, nameTextSpan, client } = declaration;
  const written = name === undefined ? undefined : change(name);
  if (name === undefined || written === undefined || nameTextSpan === undefined || !isMetricName(written)) {
    return [];
  }
  const exposed = knownName({ ...declaration, name: written });
  if (exposed === undefined || !isRight(exposed)) {
    return [];
  }
  const edits = client === 'text' ? editsOfText(context, name, written) : [{ ...nameTextSpan, newText: written }];
  return edits === undefined ? [] : [{ title: title(exposed), edits, safe: false }];
}

/** A name that every Prometheus takes; newer ones take any UTF-8, behind quotes. */
export function isMetricName(name: string): boolean {
  return /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name);
}

/**
 * Exposition text names a metric in its HELP and TYPE lines and in each sample. Where a script makes the text, the samples
 * may be anywhere, so nothing is offered.
 */
function editsOfText({ language, text }: RuleContext, name: string, written: string): readonly TextEdit[] | undefined {
  if (language !== 'exposition') {
    return undefined;
  }
  const quoted = name.replaceAll(/[^\w]/g, String.raw`\$&`);
  const places = new RegExp(
    String.raw`^([ \t]*(?:#[ \t]+(?:HELP|TYPE)[ \t]+)?)${quoted}(?=(?:_bucket|_sum|_count)?[ \t{\r\n]|$)`,
    'gm',
  );
  return [...text.matchAll(places)].map(({ 0: match, 1: lead = '', index }) => ({
    start: index + lead.length,
    end: index + match.length,
    newText: written,
  }));
}
