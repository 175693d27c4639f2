import * as l10n from '@vscode/l10n';
import type { Severity } from '../finding';
import { namedMetrics, type ExposedType } from '../naming/namedMetrics';
import { renameFix } from '../naming/renameFix';
import { docsUrlOf, type Rule } from '../rule';

const id = 'missing-unit';

/** A time or a size whose name does not say its unit. Documented in `docs/rules/missing-unit.md`. */
export const missingUnit: Rule = {
  id,
  severity: 'warning',
  summary: () => l10n.t('A time or a size whose name does not say its unit.'),
  docsUrl: docsUrlOf(id),
  *check(context) {
    for (const metric of namedMetrics(context)) {
      const measure = unitlessMeasure(metric.name, metric.type);
      if (measure !== undefined) {
        const { unit, severity } = measure;
        yield {
          severity,
          message:
            unit === 'timestamp_seconds'
              ? l10n.t(
                  "'{0}' does not say its unit: a point in time is best given in seconds since 1970, with a name that ends in _timestamp_seconds.",
                  metric.name,
                )
              : l10n.t(
                  "'{0}' does not say its unit: who reads it must guess. Give it in {1}, with a name that ends in _{1}.",
                  metric.name,
                  unit,
                ),
          span: metric.span,
          metric: metric.name,
          fixes: renameFix(
            context,
            metric,
            (written) => withUnit(written, metric.type),
            (exposed) => unitlessMeasure(exposed, metric.type) === undefined,
            (exposed) => l10n.t("Rename to '{0}' (the values must be in that unit)", exposed),
          ),
        };
      }
    }
  },
};

interface Measure {
  readonly unit: 'seconds' | 'bytes' | 'timestamp_seconds';
  readonly severity: Severity;
  /** Where the word of the measure ends in the name: the unit goes there. */
  readonly end: number;
}

/** Behind the word of the measure: what is made of it, and what other rules see to. */
const trailing =
  /(?:_(?:total|avg|average|mean|max|min|last|current|p\d+|metric|metrics|gauge|counter|histogram|summary))+$/i;

/** Words in any place that say in what is counted, beyond the units of promlint. */
const stated =
  /(?:^|_)(?:(?:[a-z]*(?:second|byte|gram|meter)|minute|hour|day|week|month|year|sec|min|millisec|microsec|nanosec|bit|octet)s?|milli|millis|micros|nanos|[mun]secs?|[mun]?s|[kmgtp]?i?b|ticks|cycles|slots|epochs|blocks|steps|frames|rounds|ratio|fraction|percent|percentage|timestamp|unixtime|datetime|unix|iso)(?=_|$)/i;

const duration = /(?:^|_)(?:(?:duration|latency|elapsed|delay|uptime|downtime)|[a-z0-9]+_time)$/i;

/** When something was or will be, not for how long. */
const moment =
  /(?:^|_)(?:last|latest|first|next|previous)_(?:[a-z0-9_]+_)?time$|(?:^|_)(?:start|end|finish|begin|stop|boot|creation|birth|modification|update|change|expiry|expiration|deploy|completion|started|ended|finished|created|completed|updated|changed|modified|deployed|scheduled|submitted|published|expired|synced|stopped|begun|seen)_time$/i;

/** A clock, or what may be either. */
const unclear = /(?:^|_)(?:current|server|system|epoch|local|wall|utc|unix|event|access|genesis|real|run)_time$/i;

const age = /(?:^|_)(?!by_)[a-z0-9]+_age$/i;
const size =
  /(?:^|_)(?:request|response|message|payload|body|file|packet|upload|download|heap|memory|disk|attachment|archive|backup|dump|database|db|table|wal|image|artifact|content|document)_size$/i;

/** What a name measures without saying in what; undefined where it says it, or where it cannot be told. */
function unitlessMeasure(name: string, type: ExposedType): Measure | undefined {
  const core = name.replace(trailing, '');
  const end = core.length;
  // A counter may well count things of some latency or age.
  if (type === 'untyped' || type === 'counter' || stated.test(core)) {
    return undefined;
  }
  if (moment.test(core)) {
    // Nobody takes a histogram of points in time: there it is the time until then.
    return { unit: type === 'gauge' ? 'timestamp_seconds' : 'seconds', severity: 'info', end };
  }
  if (duration.test(core) && !unclear.test(core)) {
    return { unit: 'seconds', severity: 'warning', end };
  }
  if (age.test(core)) {
    return { unit: 'seconds', severity: 'info', end };
  }
  return size.test(core) ? { unit: 'bytes', severity: 'info', end } : undefined;
}

/** The name with its unit behind the word of the measure: `response_time_avg` → `response_time_seconds_avg`. */
function withUnit(written: string, type: ExposedType): string | undefined {
  const measure = unitlessMeasure(written, type);
  if (measure === undefined) {
    return undefined;
  }
  const { unit, end } = measure;
  const core = written.slice(0, end);
  return `${unit === 'timestamp_seconds' ? core.replace(/_time$/i, '') : core}_${unit}${written.slice(end)}`;
}
