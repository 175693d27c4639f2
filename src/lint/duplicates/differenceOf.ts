import * as l10n from '@vscode/l10n';
import type { MetricDeclaration } from '../../syntax/metrics/metricDeclaration';
import { exposedType } from '../naming/namedMetrics';

/** In what two declarations of one name are different, the worst first; `here` and `there` say it for a person. */
export interface Difference {
  readonly kind: 'type' | 'labels' | 'help';
  readonly here: string;
  readonly there: string;
}

/** undefined where they are alike as far as is known. */
export function differenceOf(here: MetricDeclaration, there: MetricDeclaration): Difference | undefined {
  const types = [exposedType(here), exposedType(there)] as const;
  if (types[0] !== types[1] && !types.includes('untyped')) {
    return { kind: 'type', here: types[0], there: types[1] };
  }
  // Samples in a text show the labels that they have just then, and those that a server or a push has added.
  if (here.labelsComplete && there.labelsComplete && here.client !== 'text' && there.client !== 'text') {
    const labels = [labelList(here), labelList(there)] as const;
    if (labels[0] !== labels[1]) {
      return { kind: 'labels', here: labels[0] || l10n.t('(none)'), there: labels[1] || l10n.t('(none)') };
    }
  }
  return here.help.kind === 'given' && there.help.kind === 'given' && words(here.help.text) !== words(there.help.text)
    ? { kind: 'help', here: here.help.text, there: there.help.text }
    : undefined;
}

function labelList({ labels }: MetricDeclaration): string {
  return [...new Set(labels.map(({ name }) => name))].toSorted().join(', ');
}

/** What is left of a help text without case, white space and the dot at its end. */
function words(help: string): string {
  return help.trim().replaceAll(/\s+/g, ' ').replace(/\.$/, '').toLowerCase();
}
