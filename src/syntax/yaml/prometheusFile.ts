import { isCollection, isMap, isPair, isScalar, isSeq } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import type { Span } from '../../text/span';
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
 * a chart, as the text of a ConfigMap. undefined for other YAML; documents that are not well-formed are left out.
 * @throws ReadTimeout
 */
export function readPrometheusFile(text: string, budget: WorkBudget): PrometheusFile | undefined {
  if (text.length > maxLength || !prometheusKeys.test(text)) {
    return undefined;
  }
  const files = [...yamlDocuments(text, budget)].flatMap((document) => {
    const inside = blocksIn(text, document, budget).flatMap((block) => [...yamlDocuments(text, budget, block)]);
    return [document, ...inside].map((each) => readDocument(text, each, budget));
  });
  const scrapeJobs = files.flatMap((file) => file.scrapeJobs);
  const rules = files.flatMap((file) => file.rules);
  return scrapeJobs.length === 0 && rules.length === 0 ? undefined : { scrapeJobs, rules };
}

function readDocument(text: string, document: YamlDocument, budget: WorkBudget): PrometheusFile {
  const yaml = new YamlReader(text, document, budget);
  const { jobs, groups } = partsOf(yaml, document, budget);
  const rules = new Set([...groups].flatMap((group) => [...yaml.mapsIn(yaml.entry(group, 'rules')?.value)]));
  return {
    scrapeJobs: [...jobs].flatMap((job) => definedOnly(readScrapeJob(yaml, job))),
    rules: [...rules].flatMap((rule) => definedOnly(readRule(yaml, rule, budget))),
  };
}

/** Literal blocks (`prometheus.yml: |`) that may hold a file: that is YAML as it stands, further to the right. */
function blocksIn(text: string, { contents }: YamlDocument, budget: WorkBudget): Span[] {
  const blocks: Span[] = [];
  for (const node of nodesUnder(contents, budget)) {
    if (isScalar(node) && node.type === 'BLOCK_LITERAL' && prometheusKeys.test(String(node.value))) {
      const [start, end] = node.range ?? [0, 0];
      blocks.push({ start: text.indexOf('\n', start) + 1, end });
    }
  }
  return blocks;
}

/** In the order of the text; what aliases stand for comes once. */
function* nodesUnder(root: Node, budget: WorkBudget): Generator {
  const ahead: unknown[] = [root];
  while (ahead.length > 0) {
    budget.spend();
    const node = ahead.pop();
    yield node;
    if (isPair(node)) {
      ahead.push(node.value);
    } else if (isCollection(node)) {
      for (let i = node.items.length - 1; i >= 0; i--) {
        ahead.push(node.items[i]);
      }
    }
  }
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
  for (const node of nodesUnder(contents, budget)) {
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
