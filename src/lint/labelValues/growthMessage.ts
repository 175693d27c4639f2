import * as l10n from '@vscode/l10n';
import type { ValueGrowth } from './valueJudgement';

/** Why a label has no end and what to do instead, for a person. */
export function growthMessage(growth: ValueGrowth, label: string): string {
  return messages[growth](label);
}

const messages: Readonly<Record<ValueGrowth, (label: string) => string>> = {
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
  error: (label) =>
    l10n.t(
      "Label '{0}' gets the text of an error: each new text is a new time series that Prometheus keeps. Use the error's class or code, and put the text in the log.",
      label,
    ),
  path: (label) =>
    l10n.t(
      "Label '{0}' gets the path, URL or query that a client asks for: each one is a new time series that Prometheus keeps. Use the route's template or the handler's name.",
      label,
    ),
  file: (label) =>
    l10n.t(
      "Label '{0}' grows with every file: each name is a new time series that Prometheus keeps. Put it in the log, or use a bounded label such as the kind of file or its folder.",
      label,
    ),
  process: (label) =>
    l10n.t(
      "Label '{0}' is a new one with every process: each value is a new time series that Prometheus keeps. Put it in the log, or use a label that stays the same from run to run.",
      label,
    ),
  random: (label) =>
    l10n.t(
      "Label '{0}' gets random values: each one is a new time series that Prometheus keeps. Put it in the log, or use a label with few values.",
      label,
    ),
  host: (label) =>
    l10n.t(
      "Label '{0}' is the name of a host or pod: each new one is a new time series that Prometheus keeps. Leave it out, or use a bounded label such as cluster or region.",
      label,
    ),
};
