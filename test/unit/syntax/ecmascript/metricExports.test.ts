import { eachGives, everyLanguage } from './metricSummaries';
import type { ExportedValue, MetricFacts } from '../../../../src/syntax/metrics/metricFacts';

const shown = (value: ExportedValue, { declarations }: MetricFacts): string => {
  switch (value.kind) {
    case 'metric':
      return `metric ${declarations[value.index]?.name ?? '?'}`;
    case 'labels':
      return `labels ${[...value.labels.map(({ name }) => name), ...(value.complete ? [] : ['?'])].join(' ')}`;
    case 'text':
      return `text ${value.text}`;
    case 'imported':
      return `from ${value.from.module} ${value.from.name}`;
  }
};
const lines = (facts: MetricFacts): string[] => [
  ...facts.exports.map(({ name, value }) => `${name}: ${shown(value, facts)}`),
  ...facts.wildcards.map((module) => `* ${module}`),
];
const metric = (name: string): string => `new Gauge({ name: '${name}', help: 'h' })`;
const client = `import { Gauge } from 'prom-client';\n`;
const required = `const { Gauge } = require('prom-client');\n`;

describe('ecmascript exports of metrics', () => {
  eachGives(everyLanguage, lines, {
    'of constants': [
      `${client}export const g = ${metric('g')}, LABELS = ['a', 'b'], X = 'x', n = 5, text = 'Some text, too long for a name';`,
      'g: metric g',
      'LABELS: labels a b',
      'X: text x',
    ],
    'by clauses': [
      `${client}import { h } from './h';\nconst g = ${metric('g')};\nexport { g, g as level, g as default, h };`,
      'g: metric g',
      'level: metric g',
      'default: metric g',
      'h: from ./h h',
    ],
    'of other modules': [
      `export { a, b as c, default as d } from './m';\nexport * from './all';\nexport * as ns from './ns';`,
      'a: from ./m a',
      'c: from ./m b',
      'd: from ./m default',
      'ns: from ./ns *',
      '* ./all',
    ],
    'of objects': [
      `${client}export const metrics = { http: { g: ${metric('g')} }, LABELS: ['a'] };\nexport default { d: ${metric('d')} };`,
      'metrics.http.g: metric g',
      'metrics.LABELS: labels a',
      'default.d: metric d',
    ],
    'of objects that are filled later': [
      `${client}const metrics = {};\nmetrics.g = ${metric('g')};\nexport { metrics };\nexport default metrics;`,
      'metrics.g: metric g',
      'default.g: metric g',
    ],
    'of classes': [
      `${client}export class M { static s = ${metric('s')}; f = ${metric('f')}; constructor() { this.t = ${metric('t')}; } }\nexport const m = new M();`,
      ...['M', 'm'].flatMap((name) => ['s', 'f', 't'].map((each) => `${name}.${each}: metric ${each}`)),
    ],
    'a default value': [`${client}const g = ${metric('g')};\nexport default g;`, 'default: metric g'],
    'taken apart': [`${client}const all = { g: ${metric('g')} };\nexport const { g } = all;`, 'g: metric g'],
    'of CommonJS, one by one': [
      `${required}const g = ${metric('g')};\nexports.g = g;\nmodule.exports.LABELS = ['a'];\nexports.http = { h: ${metric('h')} };`,
      'g: metric g',
      'LABELS: labels a',
      'http.h: metric h',
    ],
    'of CommonJS, all at once': [
      `${required}const g = ${metric('g')};\nmodule.exports = { g, h: ${metric('h')}, X: 'x', other: require('./other').value, ...require('./more') };`,
      'default.g: metric g',
      'default.h: metric h',
      'default.X: text x',
      'default.other: from ./other value',
      '* ./more',
    ],
    'of CommonJS, a metric': [`${required}module.exports = ${metric('g')};`, 'default: metric g'],
    'of CommonJS, another module': [`module.exports = require('./other');`, 'default: from ./other *', '* ./other'],
    'of a file that only holds labels': [`export const LABELS = Object.freeze(['a', 'b']);`, 'LABELS: labels a b'],
  });
  eachGives(['typescript', 'tsx'], lines, {
    'of an enum': [`export enum L { A = 'a', B = 'b', C }`, 'L.A: text a', 'L.B: text b'],
    'of a list as const': [`export const LABELS = ['a'] as const;`, 'LABELS: labels a'],
    'export equals': [`${client}const g = ${metric('g')};\nexport = { g };`, 'default.g: metric g'],
    'types are none': [
      `export type T = 'a'; export interface I { a: string } export type { U } from './u';`,
      'U: from ./u U',
    ],
  });
});
