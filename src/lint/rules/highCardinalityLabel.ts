import * as l10n from '@vscode/l10n';
import type { Growth } from '../labelNames/growthVocabulary';
import { unboundedName } from '../labelNames/unboundedName';
import { docsUrlOf, type Rule } from '../rule';

const id = 'high-cardinality-label';

/** A metric's label whose name alone says that its values have no bound. Documented in `docs/rules/high-cardinality-label.md`. */
export const highCardinalityLabel: Rule = {
  id,
  severity: 'warning',
  summary: () => l10n.t('A label whose values grow without end: users, requests, times, addresses, free text.'),
  docsUrl: docsUrlOf(id),
  *check({ facts: { declarations } }) {
    // A list that several metrics share is one place to change, so it is reported once.
    const reported = new Set<number>();
    for (const { name, labels } of declarations) {
      for (const label of labels) {
        const growth = reported.has(label.span.start) ? undefined : unboundedName(label.name);
        if (growth !== undefined) {
          reported.add(label.span.start);
          yield {
            message: messages[growth](label.name),
            span: label.span,
            ...(name === undefined ? {} : { metric: name }),
            label: label.name,
          };
        }
      }
    }
  },
};

const messages: Readonly<Record<Growth, (label: string) => string>> = {
  person: (label) =>
    l10n.t(
      "Label '{0}' grows with every user or customer: each value is a new time series that Prometheus keeps. Put it in the log, or use a bounded label such as plan or region.",
      label,
    ),
  request: (label) =>
    l10n.t(
      "Label '{0}' grows with every request or session: each value is a new time series that Prometheus keeps. Put it in the log or the trace, or use a bounded label such as operation or status.",
      label,
    ),
  record: (label) =>
    l10n.t(
      "Label '{0}' grows with every record: each value is a new time series that Prometheus keeps. Put it in the log, or use a bounded label such as type, stage or status.",
      label,
    ),
  run: (label) =>
    l10n.t(
      "Label '{0}' is a new one with every run or process: each value is a new time series that Prometheus keeps. Put it in the log, or use a label that stays the same from run to run, such as the task's name.",
      label,
    ),
  unique: (label) =>
    l10n.t(
      "Label '{0}' holds unique identifiers: each value is a new time series that Prometheus keeps. Put it in the log, or use a bounded label such as type or region.",
      label,
    ),
  time: (label) =>
    l10n.t(
      "Label '{0}' changes with the clock: each value is a new time series that Prometheus keeps. Make the time the value of a gauge whose name ends in _timestamp_seconds.",
      label,
    ),
  address: (label) =>
    l10n.t(
      "Label '{0}' grows with every address that connects: each value is a new time series that Prometheus keeps. Put it in the log, or use a bounded label such as network or region.",
      label,
    ),
  secret: (label) =>
    l10n.t(
      "Label '{0}' grows with every key, and everyone who can read the metrics sees it: each value is a new time series that Prometheus keeps. Use a bounded label such as plan or kind of client.",
      label,
    ),
  text: (label) =>
    l10n.t(
      "Label '{0}' holds free text: each value is a new time series that Prometheus keeps. Put it in the log, or use a bounded label such as error type or route template.",
      label,
    ),
};
