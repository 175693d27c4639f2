import { isMap } from 'yaml';
import type { YAMLMap } from 'yaml';
import type { TextEdit } from '../../text/textEdit';
import { readPromql } from '../promql/readPromql';
import type { WorkBudget } from '../workBudget';
import { entryRemoval, entrySpan, indentAt } from './entryEdits';
import type { PrometheusRule, RuleExpression, RuleLabel } from './prometheusRule';
import { scalarPlaces } from './scalarPlaces';
import { isText, nodeSpan } from './yamlReader';
import type { YamlEntry, YamlReader } from './yamlReader';

/** Reads a rule of a group; undefined for other maps. */
export function readRule(yaml: YamlReader, map: YAMLMap, budget: WorkBudget): PrometheusRule | undefined {
  const alert = yaml.textOf(map, 'alert');
  const name = alert ?? yaml.textOf(map, 'record');
  if (name === undefined || yaml.entry(map, 'expr') === undefined) {
    return undefined;
  }
  return {
    kind: alert === undefined ? 'record' : 'alert',
    name: name.value,
    expression: expressionOf(yaml, map, budget),
    labels: labelsOf(yaml, map),
  };
}

function expressionOf(yaml: YamlReader, rule: YAMLMap, budget: WorkBudget): RuleExpression | undefined {
  const scalar = yaml.textOf(rule, 'expr');
  if (scalar === undefined) {
    return undefined;
  }
  const places = scalarPlaces(yaml.text, scalar);
  const root = readPromql(scalar.value, (start, end) => places.spanOf(start, end), budget);
  return root === undefined ? undefined : { root, exact: places.exact };
}

function labelsOf(yaml: YamlReader, rule: YAMLMap): RuleLabel[] {
  const labels = yaml.mapOf(rule, 'labels');
  return labels === undefined
    ? []
    : [...yaml.entries(labels)].flatMap((entry) => {
        const { key, value } = entry;
        if (!isText(value)) {
          return [];
        }
        const places = scalarPlaces(yaml.text, value);
        return [
          {
            name: { text: key.value, span: nodeSpan(yaml.text, key) },
            valueSpan: nodeSpan(yaml.text, value),
            actions: [...value.value.matchAll(/\{\{-?(.*?)-?\}\}/gs)].map((match) => ({
              text: (match[1] ?? '').trim(),
              span: places.spanOf(match.index, match.index + match[0].length),
            })),
            toAnnotations: toAnnotations(yaml, rule, labels, entry),
          },
        ];
      });
}

/** Only for entries that are on a line of their own in blocks, and neither an alias nor merged in. */
function toAnnotations(yaml: YamlReader, rule: YAMLMap, labels: YAMLMap, label: YamlEntry): TextEdit[] | undefined {
  const { text } = yaml;
  const span = entrySpan(text, label.pair);
  const own = [...yaml.entries(rule)];
  const holder = own.find(({ pair }) => pair.value === labels);
  if (span === undefined || holder === undefined || label.value !== label.pair.value || rule.flow === true) {
    return undefined;
  }
  const entry = text.slice(span.start, span.end);
  const annotations = own.find(({ key }) => key.value === 'annotations');
  const isAlone = labels.items.length === 1;
  if (annotations === undefined) {
    return isAlone
      ? [{ ...nodeSpan(text, holder.key), newText: 'annotations' }]
      : newAnnotations(yaml, holder, labels, label);
  }
  const removal = isAlone ? entryRemoval(text, rule, holder.pair) : entryRemoval(text, labels, label.pair);
  const into = annotations.value;
  if (removal === undefined || !isMap(into) || into !== annotations.pair.value || entry.includes('\n')) {
    return undefined;
  }
  if (yaml.entry(into, label.key.value) !== undefined) {
    return [removal];
  }
  const [first] = yaml.entries(into);
  if (first === undefined || into.flow === true) {
    return undefined;
  }
  const { start } = nodeSpan(text, first.key);
  const indent = indentAt(text, start);
  return indent === undefined
    ? undefined
    : [removal, { start, end: start, newText: `${entry}${yaml.lineBreak}${indent}` }];
}

function newAnnotations(
  yaml: YamlReader,
  holder: YamlEntry,
  labels: YAMLMap,
  label: YamlEntry,
): TextEdit[] | undefined {
  const { text, lineBreak } = yaml;
  const removal = entryRemoval(text, labels, label.pair);
  const span = entrySpan(text, label.pair);
  if (removal === undefined || span === undefined || labels.flow === true) {
    return undefined;
  }
  const { start } = nodeSpan(text, holder.key);
  const [outer, inner] = [indentAt(text, start), indentAt(text, span.start)];
  const entry = text.slice(span.start, span.end);
  return outer === undefined || inner === undefined || entry.includes('\n')
    ? undefined
    : [removal, { start, end: start, newText: `annotations:${lineBreak}${inner}${entry}${lineBreak}${outer}` }];
}
