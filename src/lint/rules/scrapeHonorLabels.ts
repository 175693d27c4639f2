import * as l10n from '@vscode/l10n';
import type { ScrapeJob } from '../../syntax/yaml/scrapeJob';
import type { Fix, Found } from '../finding';
import { pushgatewayJob } from '../pushgatewayJob';
import { docsUrlOf, type Rule } from '../rule';

const id = 'scrape-honor-labels';

/** A Pushgateway that is scraped without `honor_labels: true` at its job. Documented in `docs/rules/scrape-honor-labels.md`. */
export const scrapeHonorLabels: Rule = {
  id,
  severity: 'warning',
  summary: () => l10n.t('A scrape job of a Pushgateway without `honor_labels: true`, or with it in the wrong place.'),
  docsUrl: docsUrlOf(id),
  *check({ prometheus }) {
    for (const job of prometheus?.scrapeJobs ?? []) {
      yield* job.misplacedHonorLabels.length > 0 ? misplaced(job) : missing(job);
    }
  },
};

function* misplaced(job: ScrapeJob): Generator<Found> {
  const isMeant = job.misplacedHonorLabels.every(({ value }) => value);
  for (const { span } of job.misplacedHonorLabels) {
    yield {
      message: l10n.t(
        'honor_labels belongs to the job, beside job_name: here it does nothing but add a label of that name to the targets, or stops Prometheus from loading the file.',
      ),
      span,
      fixes: isMeant ? fixes(job, l10n.t('Move honor_labels to the job'), true) : [],
    };
  }
}

function* missing(job: ScrapeJob): Generator<Found> {
  const gateways = pushgatewayJob(job);
  if (gateways === undefined || job.honorLabels.value || job.restoresExported) {
    return;
  }
  const { span } = job.honorLabels;
  yield {
    message: l10n.t(
      "Job '{0}' scrapes a Pushgateway without honor_labels: true: the job and instance that were pushed become exported_job and exported_instance, and every pushed metric gets the labels of the gateway.",
      job.name,
    ),
    span: span ?? job.nameSpan,
    // Said otherwise on purpose, or for targets that are no gateways: for a person to decide.
    fixes: fixes(job, l10n.t('Add honor_labels: true'), gateways === 'only' && span === undefined),
  };
}

function fixes({ honorLabelsEdits }: ScrapeJob, title: string, safe: boolean): Fix[] {
  return honorLabelsEdits === undefined ? [] : [{ title, edits: honorLabelsEdits, safe }];
}
