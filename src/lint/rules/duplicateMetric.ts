import * as l10n from '@vscode/l10n';
import type { MetricDeclaration } from '../../syntax/metrics/metricDeclaration';
import type { Found, RelatedPlace } from '../finding';
import { differenceOf } from '../duplicates/differenceOf';
import { meetAtLoad } from '../duplicates/meetAtLoad';
import { isExample } from '../duplicates/isExample';
import { exposedName } from '../exposedName';
import { docsUrlOf, type Rule, type RuleContext } from '../rule';

const id = 'duplicate-metric';

/** A finding lists no more places than a reader looks at. */
const maxRelated = 5;

/** One name for two metrics. Documented in `docs/rules/duplicate-metric.md`. */
export const duplicateMetric: Rule = {
  id,
  severity: 'error',
  summary: () => l10n.t('A metric that is declared twice in one registry, or otherwise elsewhere in the workspace.'),
  docsUrl: docsUrlOf(id),
  *check(context) {
    const earlier = new Map<string, MetricDeclaration[]>();
    for (const declaration of context.facts.declarations) {
      const name = exposedName(declaration);
      if (name !== undefined) {
        const before = earlier.get(name) ?? [];
        const found = inFile(name, declaration, before, context) ?? inWorkspace(name, declaration, before, context);
        if (found !== undefined) {
          yield found;
        }
        earlier.set(name, [...before, declaration]);
      }
    }
  },
};

function inFile(
  name: string,
  declaration: MetricDeclaration,
  before: readonly MetricDeclaration[],
  { language, text }: RuleContext,
): Found | undefined {
  const first = before.find((each) => meetAtLoad(language, text, each, declaration));
  return (
    first && {
      severity: 'error',
      message:
        declaration.client === 'text'
          ? l10n.t("'{0}' has two TYPE lines: Prometheus and the Pushgateway refuse the whole text.", name)
          : l10n.t(
              "'{0}' is already declared in this registry: this declaration raises an error. Declare it once and share it.",
              name,
            ),
      span: spanOf(declaration),
      metric: name,
      related: [{ message: l10n.t('The first declaration'), span: spanOf(first) }],
    }
  );
}

/** Where another file declares the name as something else. The first one of a file speaks for all of them. */
function inWorkspace(
  name: string,
  declaration: MetricDeclaration,
  before: readonly MetricDeclaration[],
  { workspace }: RuleContext,
): Found | undefined {
  if (workspace === undefined || before.length > 0) {
    return undefined;
  }
  const others = workspace.declarationsOf(name).flatMap(({ path, value }) => {
    const difference = isExample(path) ? undefined : differenceOf(declaration, value);
    return difference === undefined ? [] : [{ path, value, difference }];
  });
  const worst = others.find(({ difference }) => difference.kind !== 'help') ?? others[0];
  if (worst === undefined) {
    return undefined;
  }
  const alike = others.filter(({ difference }) => difference.kind === worst.difference.kind);
  return {
    severity: worst.difference.kind === 'help' ? 'info' : 'warning',
    message: messages[worst.difference.kind](name, worst.path, worst.difference.here, worst.difference.there),
    span: spanOf(declaration),
    metric: name,
    related: alike.slice(0, maxRelated).map(({ path, value, difference }): RelatedPlace => ({
      message: l10n.t('Declared here as: {0}', difference.there),
      span: spanOf(value),
      path,
    })),
  };
}

const messages = {
  type: (name: string, path: string, here: string, there: string): string =>
    l10n.t(
      "'{0}' is a {2} here and a {3} in {1}: a Pushgateway refuses one of them, and queries for one are wrong for the other. Give one of them another name.",
      name,
      path,
      here,
      there,
    ),
  labels: (name: string, path: string, here: string, there: string): string =>
    l10n.t(
      "'{0}' has the labels {2} here and {3} in {1}: a query that sums or joins them is wrong for one of the two. Use the same labels, or another name.",
      name,
      path,
      here,
      there,
    ),
  help: (name: string, path: string): string =>
    l10n.t("'{0}' has another help text in {1}: who reads one is misled about the other.", name, path),
};

function spanOf({ nameTextSpan, nameSpan, span }: MetricDeclaration): MetricDeclaration['span'] {
  return nameTextSpan ?? nameSpan ?? span;
}
