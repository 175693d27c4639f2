import assert from 'node:assert/strict';
import { importsOf } from '../../../../src/syntax/python/imports';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

/** `local = path` for each import, with the scope when it is not the module. */
function imported(text: string): Promise<string[]> {
  return parsers.use('python', text, (tree) =>
    importsOf(tree).map(({ local, path, scope }) => {
      const name = scope.childForFieldName('name')?.text;
      return `${local} = ${path}${name === undefined ? '' : ` in ${name}`}`;
    }),
  );
}

describe('imports of a Python file', () => {
  const cases: readonly [text: string, expected: readonly string[]][] = [
    ['import time', ['time = time']],
    ['import prometheus_client as prom', ['prom = prometheus_client']],
    ['import os.path, sys as system', ['os = os', 'system = sys']],
    ['import prometheus_client.core as core', ['core = prometheus_client.core']],
    ['from prometheus_client import Counter', ['Counter = prometheus_client.Counter']],
    [
      'from prometheus_client import Counter as C, Gauge',
      ['C = prometheus_client.Counter', 'Gauge = prometheus_client.Gauge'],
    ],
    [
      'from prometheus_client import (\n    Counter,  # of things\n    Gauge as G,\n)',
      ['Counter = prometheus_client.Counter', 'G = prometheus_client.Gauge'],
    ],
    ['from . import monitoring', ['monitoring = .monitoring']],
    ['from .monitoring import TaskMonitor', ['TaskMonitor = .monitoring.TaskMonitor']],
    ['from ..jobs . monitoring import TaskMonitor', ['TaskMonitor = ..jobs.monitoring.TaskMonitor']],
    ['from prometheus_client import *', ['* = prometheus_client']],
    [
      'try:\n    from a import x\nexcept ImportError:\n    from b import x\ndef f():\n    import c',
      ['x = a.x', 'x = b.x', 'c = c in f'],
    ],
    ['class K:\n    import a\n    def m(self):\n        import b', ['a = a in K', 'b = b in m']],
    ['from __future__ import annotations\n', []],
    ['from prometheus_client import', []],
    ['import', []],
    ['', []],
  ];
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), async () => {
      assert.deepEqual(await imported(text), expected);
    });
  }
});
