import { isMap } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import type { Span } from '../../text/span';
import type { TextEdit } from '../../text/textEdit';
import { entryInsertion, entryRemoval } from './entryEdits';
import type { ScrapeJob } from './scrapeJob';
import { isText, nodeSpan } from './yamlReader';
import type { YamlEntry, YamlReader } from './yamlReader';

const honorLabels = 'honor_labels';

/** Reads a job; undefined for other maps, such as a job of Promtail, which reads log files under the same keys. */
export function readScrapeJob(yaml: YamlReader, map: YAMLMap): ScrapeJob | undefined {
  const name = yaml.entry(map, 'job_name');
  const staticConfigs = [...yaml.mapsIn(yaml.entry(map, 'static_configs')?.value)];
  if (name === undefined || !isText(name.value) || readsLogs(yaml, map, staticConfigs)) {
    return undefined;
  }
  const stated = yaml.entry(map, honorLabels);
  const misplaced = staticConfigs.flatMap((config) => misplacedIn(yaml, config));
  return {
    name: name.value.value,
    nameSpan: spanOf(yaml, name),
    targets: targetsOf(yaml, map, staticConfigs),
    keptBy: keptBy(yaml, map),
    metricsPath: yaml.textOf(map, 'metrics_path')?.value ?? '/metrics',
    honorLabels: {
      value: stated !== undefined && isTrue(stated.value),
      span: stated && spanOf(yaml, stated),
    },
    misplacedHonorLabels: misplaced.map(({ entry }) => ({
      value: isTrue(entry.value),
      span: nodeSpan(yaml.text, entry.key),
    })),
    restoresExported: restoresExported(yaml, map),
    honorLabelsEdits: honorLabelsEdits(yaml, map, stated, misplaced),
  };
}

function readsLogs(yaml: YamlReader, job: YAMLMap, staticConfigs: readonly YAMLMap[]): boolean {
  return (
    yaml.entry(job, 'pipeline_stages') !== undefined ||
    staticConfigs.some((config) => {
      const labels = yaml.mapOf(config, 'labels');
      return labels !== undefined && yaml.entry(labels, '__path__') !== undefined;
    })
  );
}

interface MisplacedEntry {
  readonly map: YAMLMap;
  readonly entry: YamlEntry;
  /** The entry that goes with it when nothing else is left in its map. */
  readonly holder: { readonly map: YAMLMap; readonly entry: YamlEntry } | undefined;
}

function misplacedIn(yaml: YamlReader, config: YAMLMap): MisplacedEntry[] {
  const labels = yaml.entry(config, 'labels');
  const direct = yaml.entry(config, honorLabels);
  const asLabel = isMap(labels?.value) ? yaml.entry(labels.value, honorLabels) : undefined;
  return [
    ...(direct === undefined ? [] : [{ map: config, entry: direct, holder: undefined }]),
    ...(labels === undefined || !isMap(labels.value) || asLabel === undefined
      ? []
      : [{ map: labels.value, entry: asLabel, holder: { map: config, entry: labels } }]),
  ];
}

function honorLabelsEdits(
  yaml: YamlReader,
  job: YAMLMap,
  stated: YamlEntry | undefined,
  misplaced: readonly MisplacedEntry[],
): TextEdit[] | undefined {
  const edits = [
    ...misplaced.map(({ map, entry, holder }) =>
      holder !== undefined && map.items.length === 1
        ? entryRemoval(yaml.text, holder.map, holder.entry.pair)
        : entryRemoval(yaml.text, map, entry.pair),
    ),
    ...(stated !== undefined && isTrue(stated.value) ? [] : [statement(yaml, job, stated)]),
  ];
  const certain = edits.filter((edit) => edit !== undefined);
  return certain.length === edits.length && certain.length > 0 ? certain : undefined;
}

function statement(yaml: YamlReader, job: YAMLMap, stated: YamlEntry | undefined): TextEdit | undefined {
  if (stated !== undefined) {
    // Behind an alias or a merge the value may be that of other jobs too.
    const own = job.items.includes(stated.pair) && stated.value === stated.pair.value && isText(stated.value);
    const span = stated.value && nodeSpan(yaml.text, stated.value);
    return own && span !== undefined
      ? { ...span, newText: yaml.text[span.start - 1] === ':' ? ' true' : 'true' }
      : undefined;
  }
  const name = [...yaml.entries(job)].find(({ key }) => key.value === 'job_name');
  return name === undefined ? undefined : entryInsertion(yaml, job, name.pair, honorLabels, 'true');
}

/** The value, or the key where it has none. */
function spanOf({ text }: YamlReader, { key, value }: YamlEntry): Span {
  const span = nodeSpan(text, value ?? key);
  return span.start === span.end ? nodeSpan(text, key) : span;
}

function isTrue(node: Node | undefined): boolean {
  return isText(node) && /^(?:true|yes|on|y)$/i.test(node.value);
}

function targetsOf(yaml: YamlReader, job: YAMLMap, staticConfigs: readonly YAMLMap[]): string[] {
  const lookups = [
    ...lookupsOf(yaml, job, 'dns_sd_configs', 'names'),
    ...lookupsOf(yaml, job, 'consul_sd_configs', 'services'),
  ];
  return [...staticConfigs.map((config) => yaml.entry(config, 'targets')?.value), ...lookups].flatMap((list) =>
    [...yaml.textsIn(list)].map(({ value }) => value),
  );
}

function lookupsOf(yaml: YamlReader, job: YAMLMap, kind: string, key: string): (Node | undefined)[] {
  return [...yaml.mapsIn(yaml.entry(job, kind)?.value)].map((config) => yaml.entry(config, key)?.value);
}

function keptBy(yaml: YamlReader, job: YAMLMap): string[] {
  return [...yaml.mapsIn(yaml.entry(job, 'relabel_configs')?.value)]
    .filter((config) => yaml.textOf(config, 'action')?.value.toLowerCase() === 'keep')
    .map((config) => yaml.textOf(config, 'regex')?.value ?? '');
}

function restoresExported(yaml: YamlReader, job: YAMLMap): boolean {
  return [...yaml.mapsIn(yaml.entry(job, 'metric_relabel_configs')?.value)].some((config) => {
    const texts = [yaml.textOf(config, 'regex'), ...yaml.textsIn(yaml.entry(config, 'source_labels')?.value)];
    return texts.some((text) => text?.value.includes('exported_') ?? false);
  });
}
