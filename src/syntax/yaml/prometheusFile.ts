import { isCollection, isMap, isPair, isSeq } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import type { WorkBudget } from '../workBudget';
import type { PrometheusRule } from './prometheusRule';
import { readRule } from './prometheusRules';
import type { ScrapeJob } from './scrapeJob';
import { readScrapeJob } from './scrapeJobs';
import { yamlDocuments } from './yamlDocuments';
import type { YamlDocument } from './yamlDocuments';
import { YamlReader } from './yamlReader';

/** What the YAML of Prometheus says: a configuration, rules, or a file of the operator or a chart that holds some. Plain data. */
export interface PrometheusFile {
  readonly scrapeJobs: readonly ScrapeJob[];
  readonly rules: readonly PrometheusRule[];
}

/** A key that jobs and rules cannot do without. Cheaper than a parse: most YAML has nothing to do with Prometheus. */
export const prometheusKeys = /\bjob_name\b|\bexpr["']?\s*:/;

/** Longer files are data. */
const maxLength = 1_000_000;

/**
 * Reads scrape configurations and rule groups wherever a file has them: at its top, in a `PrometheusRule`, in the values of
 * a chart. undefined for other YAML; documents that are not well-formed are left out. @throws ReadTimeout
 */
export function readPrometheusFile(text: string, budget: WorkBudget): PrometheusFile | undefined {
  if (text.length > maxLength || !prometheusKeys.test(text)) {
    return undefined;
  }
  const scrapeJobs: ScrapeJob[] = [];
  const rules: PrometheusRule[] = [];
  for (const document of yamlDocuments(text, budget)) {
    const yaml = new YamlReader(text, document, budget);
    const { jobs, groups } = partsOf(yaml, document, budget);
    for (const job of jobs) {
      scrapeJobs.push(...definedOnly(readScrapeJob(yaml, job)));
    }
    for (const rule of new Set([...groups].flatMap((group) => [...yaml.mapsIn(yaml.entry(group, 'rules')?.value)]))) {
      rules.push(...definedOnly(readRule(yaml, rule, budget)));
    }
  }
  return scrapeJobs.length === 0 && rules.length === 0 ? undefined : { scrapeJobs, rules };
}

interface Parts {
  /** Each once, however many aliases it has. */
  readonly jobs: ReadonlySet<YAMLMap>;
  readonly groups: ReadonlySet<YAMLMap>;
}

const listsOfJobs = new Set(['scrape_configs', 'additionalScrapeConfigs']);

function partsOf(yaml: YamlReader, { contents }: YamlDocument, budget: WorkBudget): Parts {
  const jobs = new Set<YAMLMap>();
  const groups = new Set<YAMLMap>();
  // A secret of the operator (`additionalScrapeConfigs`) is a list of jobs.
  if (isSeq(contents)) {
    addAll(jobs, yaml.mapsIn(contents));
  }
  const ahead: unknown[] = [contents];
  while (ahead.length > 0) {
    budget.spend();
    const node = ahead.pop();
    if (isPair(node)) {
      ahead.push(node.value);
    } else if (isCollection(node)) {
      for (let i = node.items.length - 1; i >= 0; i--) {
        ahead.push(node.items[i]);
      }
    }
    if (isMap(node)) {
      for (const { key, value } of yaml.entries(node)) {
        if (listsOfJobs.has(key.value)) {
          addAll(jobs, yaml.mapsIn(value));
        } else if (key.value === 'groups') {
          addAll(groups, yaml.mapsIn(value));
        }
      }
    }
  }
  return { jobs, groups };
}

function addAll<T extends Node>(to: Set<T>, nodes: Iterable<T>): void {
  for (const node of nodes) {
    to.add(node);
  }
}

function definedOnly<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}
