import * as l10n from '@vscode/l10n';
import { abbreviatedUnit, spelledUnit, type NamedUnit } from '../naming/metricUnits';
import { namedMetrics } from '../naming/namedMetrics';
import { renameFix } from '../naming/renameFix';
import { docsUrlOf, type Rule } from '../rule';

const id = 'metric-unit';

/** A unit in a metric's name that is not a base unit, or is abbreviated. Documented in `docs/rules/metric-unit.md`. */
export const metricUnit: Rule = {
  id,
  severity: 'warning',
  summary: () => l10n.t('A unit that is not a base unit, or is abbreviated: milliseconds, ms, kb.'),
  docsUrl: docsUrlOf(id),
  *check(context) {
    for (const metric of namedMetrics(context)) {
      const unit = wrongUnit(metric.name);
      if (unit !== undefined) {
        yield {
          message: messageOf(metric.name, unit),
          span: metric.span,
          metric: metric.name,
          fixes: renameFix(
            context,
            metric,
            withBase,
            (exposed) => wrongUnit(exposed) === undefined,
            (exposed) => l10n.t("Rename to '{0}' (change the values to the base unit as well)", exposed),
          ),
        };
      }
    }
  },
};

function messageOf(name: string, { word, base, isAbbreviated }: NamedUnit): string {
  if (base === undefined) {
    return l10n.t("'{0}' abbreviates its unit ({1}): write out a base unit, such as seconds or meters.", name, word);
  }
  return isAbbreviated
    ? l10n.t(
        "'{0}' abbreviates its unit ({1}): give the value in {2}, and write that out in the name.",
        name,
        word,
        base,
      )
    : l10n.t(
        "'{0}' is in {1}: Prometheus counts in base units, so that metrics can be compared. Give the value in {2} and say so in the name.",
        name,
        word,
        base,
      );
}

function wrongUnit(name: string): NamedUnit | undefined {
  const spelled = spelledUnit(name);
  return spelled !== undefined && spelled.word !== spelled.base ? spelled : abbreviatedUnit(name);
}

/** All units of the name as base units. */
function withBase(written: string): string | undefined {
  let name = written;
  // A name has few units; each turn takes one away.
  for (let unit = unitIn(name); unit !== undefined; unit = unitIn(name)) {
    if (unit.base === undefined) {
      return undefined;
    }
    name = name.slice(0, unit.start) + unit.base + name.slice(unit.start + unit.word.length);
  }
  return name === written ? undefined : name;
}

/** A name as written may begin with its unit, where a namespace comes in front. */
function unitIn(name: string): NamedUnit | undefined {
  const unit = wrongUnit(`_${name}`);
  return unit && { ...unit, start: unit.start - 1 };
}
