import { gzipSync } from 'node:zlib';
import { JOB } from './compatCase';
import type { CompatCase } from './compatCase';

const zipped = gzipSync('m 1\n');
/** Content types and encodings. */
export const encodingCases: readonly CompatCase[] = [
  { title: 'gzip', steps: [['PUT', JOB, zipped, { 'Content-Encoding': 'gzip' }]] },
  {
    title: 'gzip of two members',
    steps: [['PUT', JOB, Buffer.concat([zipped, gzipSync('n 1\n')]), { 'Content-Encoding': 'gzip' }]],
  },
  { title: 'gzip that is none', steps: [['PUT', JOB, 'this is no gzip at all\n', { 'Content-Encoding': 'gzip' }]] },
  { title: 'gzip that ends early', steps: [['PUT', JOB, zipped.subarray(0, 12), { 'Content-Encoding': 'gzip' }]] },
  { title: 'gzip that is empty', steps: [['PUT', JOB, '', { 'Content-Encoding': 'gzip' }]] },
  { title: 'GZIP is not known', steps: [['PUT', JOB, zipped, { 'Content-Encoding': 'GZIP' }]] },
  { title: 'an unknown encoding is ignored', steps: [['PUT', JOB, 'm 1\n', { 'Content-Encoding': 'zstd' }]] },
  ...[
    'application/json',
    'application/openmetrics-text; version=1.0.0',
    'application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=text',
    'nonsense',
  ].map((type): CompatCase => ({
    title: `content type ${type}`,
    steps: [['PUT', JOB, 'm 1\n', { 'Content-Type': type }]],
  })),
];
