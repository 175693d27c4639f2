import * as l10n from '@vscode/l10n';
import type { MetricDeclaration } from '../../syntax/metrics/metricDeclaration';
import type { Span } from '../../text/span';
import type { Found, RelatedPlace } from '../finding';
import { differenceOf } from '../duplicates/differenceOf';
import { loadedMetrics } from '../duplicates/loadedMetrics';
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
    if (context.language === 'exposition') {
      yield* repeatedTypes(context.text);
    }
    const loaded = loadedMetrics(context);
    const seen = new Set<string>();
    for (const declaration of context.facts.declarations) {
      const name = exposedName(declaration);
      if (name !== undefined) {
        const first = loaded.firstOf(name, declaration);
        const found = first === undefined ? undefined : declaredTwice(name, declaration, first);
        // The first declaration of a file speaks for all of one name.
        const elsewhere = seen.has(name) ? undefined : declaredOtherwise(name, declaration, context);
        yield* [found ?? elsewhere].filter((each) => each !== undefined);
        seen.add(name);
      }
    }
  },
};

function declaredTwice(name: string, declaration: MetricDeclaration, first: MetricDeclaration): Found {
  return {
    severity: 'error',
    message: l10n.t(
      "'{0}' is already declared in this registry: this declaration raises an error. Declare it once and share it.",
      name,
    ),
    span: spanOf(declaration),
    metric: name,
    related: [{ message: l10n.t('The first declaration'), span: spanOf(first) }],
  };
}

/** Exposition text has one TYPE line for a family: https://prometheus.io/docs/instrumenting/exposition_formats/ */
function* repeatedTypes(text: string): Iterable<Found> {
  const seen = new Map<string, Span>();
  for (const { 0: line, 1: name = '', index } of text.matchAll(/^[ \t]*#[ \t]+TYPE[ \t]+([^\s"]+)/gm)) {
    const span = { start: index + line.length - name.length, end: index + line.length };
    const first = seen.get(name);
    if (first === undefined) {
      seen.set(name, span);
    } else {
      yield {
        severity: 'error',
        message: l10n.t("'{0}' has a second TYPE line: Prometheus and the Pushgateway refuse the whole text.", name),
        span,
        metric: name,
        related: [{ message: l10n.t('The first declaration'), span: first }],
      };
    }
  }
}

/** Where another file declares the name as something else. */
function declaredOtherwise(
  name: string,
  declaration: MetricDeclaration,
  { workspace }: RuleContext,
): Found | undefined {
  if (workspace === undefined) {
    return undefined;
  }
  const { path: own = '' } = workspace;
  const others = workspace.declarationsOf(name).flatMap(({ path, value }) => {
    const difference = isExample(path, own) || isExample(own, path) ? undefined : differenceOf(declaration, value);
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

function spanOf({ nameTextSpan, nameSpan, span }: MetricDeclaration): Span {
  return nameTextSpan ?? nameSpan ?? span;
}
