import assert from 'node:assert/strict';
import type { LintedLanguage } from '../../../../src/syntax/lintedLanguage';
import { applyEdits } from '../../../../src/text/textEdit';
import { lintSource, lintSources } from '../../../support/lintSource';

const rule = 'unbounded-label-value';

function python(body: string, label = 'step'): string {
  return `import os, random, socket, time, traceback, uuid
from datetime import datetime
from prometheus_client import Counter
C = Counter("c_total", "h", ["${label}"])
def run(request, user, order, response, status, kind):
${body
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
`;
}

function javascript(body: string, label = 'step'): string {
  return `import { Counter } from 'prom-client';
import { randomUUID } from 'node:crypto';
const c = new Counter({ name: 'c_total', help: 'h', labelNames: ['${label}'] });
export function run(req, user, kind) {
  ${body}
}
`;
}

async function isFound(language: LintedLanguage, text: string): Promise<boolean> {
  return (await lintSource(rule, language, text)).length > 0;
}

function failing(code: string): string {
  return `from monitoring import TaskMonitor
monitor = TaskMonitor("nightly")
def run():
    try:
        work()
    except Exception as error:
        monitor.record_failure("load", ${code}, 3)
        raise
`;
}

describe('unbounded-label-value', () => {
  const bad: readonly (readonly [LintedLanguage, string])[] = [
    ['python', python('C.labels(step=str(uuid.uuid4())).inc()')],
    ['python', python('C.labels(str(uuid.uuid4())).inc()')],
    ['python', python('C.labels(**{"step": uuid.uuid4().hex}).inc()')],
    ['python', python('C.labels(step=f"run-{uuid.uuid4()}").inc()')],
    ['python', python('C.labels(step="run-" + str(os.getpid())).inc()')],
    ['python', python('C.labels(step="%s" % time.time()).inc()')],
    ['python', python('C.labels(step="{}".format(datetime.now())).inc()')],
    ['python', python('C.labels(step=datetime.now().isoformat()).inc()')],
    ['python', python('now = datetime.now().strftime("%Y-%m-%d")\nC.labels(step=now).inc()')],
    ['python', python('C.labels(step=request.path).inc()')],
    ['python', python('C.labels(step=request.headers.get("User-Agent")).inc()')],
    ['python', python('C.labels(step=user.email).inc()')],
    ['python', python('C.labels(step=order.customer.id).inc()')],
    ['python', python('C.labels(step=random.random()).inc()')],
    ['python', python('C.labels(step=traceback.format_exc()).inc()')],
    ['python', python('try:\n    pass\nexcept ValueError as e:\n    C.labels(step=str(e)).inc()')],
    ['python', python('try:\n    pass\nexcept ValueError as e:\n    C.labels(step=f"failed: {e}").inc()')],
    ['javascript', javascript('c.inc({ step: randomUUID() });')],
    ['javascript', javascript('c.inc({ step: `run-${Date.now()}` });')],
    ['javascript', javascript('c.inc({ step: new Date().toISOString() });')],
    ['javascript', javascript('c.labels(req.originalUrl).inc();')],
    ['javascript', javascript('c.labels({ step: req.path }).inc();')],
    ['javascript', javascript("c.inc({ step: req.headers['user-agent'] });")],
    ['javascript', javascript('c.inc({ step: Math.random() });')],
    ['javascript', javascript('c.inc({ step: process.pid });')],
    ['javascript', javascript('c.inc({ step: user.email });')],
    ['javascript', javascript('try { run(); } catch (e) { c.inc({ step: e.message }); }')],
    ['javascript', javascript('try { run(); } catch (e) { c.inc({ step: String(e) }); }')],
  ];
  for (const [language, text] of bad) {
    it(`finds ${text.trim().split('\n').slice(4).join(' ').trim()}`, async () => {
      assert.ok(await isFound(language, text), text);
    });
  }

  const good: readonly (readonly [LintedLanguage, string])[] = [
    ['python', python('C.labels(step="load").inc()')],
    ['python', python('C.labels(step=kind).inc()')],
    ['python', python('C.labels(step=status // 100).inc()')],
    ['python', python('C.labels(step=request.method).inc()')],
    ['python', python('C.labels(step=request.url_rule.rule).inc()')],
    ['python', python('C.labels(step={"a": "b"}.get(user.id, "other")).inc()')],
    ['python', python('C.labels(step=datetime.now().strftime("%A")).inc()')],
    ['python', python('if user.id in {"a", "b"}:\n    C.labels(step=user.id).inc()')],
    ['python', python('try:\n    pass\nexcept ValueError as e:\n    C.labels(step=type(e).__name__).inc()')],
    ['python', python('try:\n    pass\nexcept ValueError as e:\n    C.labels(step=e.__class__.__name__).inc()')],
    ['python', 'from collections import Counter\nimport uuid\nCounter(["a"]).labels(step=uuid.uuid4())'],
    ['javascript', javascript("c.inc({ step: 'load' });")],
    ['javascript', javascript('c.inc({ step: kind });')],
    ['javascript', javascript('c.inc({ step: req.route.path });')],
    ['javascript', javascript("c.inc({ step: user.email === 'a' ? 'a' : 'other' });")],
    ['javascript', javascript('try { run(); } catch (e) { c.inc({ step: e.name }); }')],
    ['javascript', javascript('try { run(); } catch (e) { c.inc({ step: e.constructor.name }); }')],
    ['javascript', javascript('try { run(); } catch (e) { c.inc({ step: e.code }); }')],
  ];
  for (const [language, text] of good) {
    it(`is silent on ${text.trim().split('\n').slice(4).join(' ').trim()}`, async () => {
      assert.ok(!(await isFound(language, text)), text);
    });
  }

  it('puts the class of a caught error in its place', async () => {
    const text = python('try:\n    pass\nexcept ValueError as e:\n    C.labels(step=str(e)).inc()');
    const [finding] = await lintSource(rule, 'python', text);
    const fix = finding?.fixes[0];
    assert.ok(fix !== undefined && fix.safe);
    const fixed = applyEdits(text, fix.edits);
    assert.ok(fixed.includes('C.labels(step=type(e).__name__).inc()'), fixed);
    assert.deepEqual(await lintSource(rule, 'python', fixed), []);
  });

  it('reads what TaskMonitor records of a failure', async () => {
    const [finding] = await lintSource(rule, 'python', failing('str(error)'));
    assert.equal(finding?.label, 'error_code');
    assert.equal(applyEdits(failing('str(error)'), finding.fixes[0]?.edits ?? []), failing('type(error).__name__'));
    assert.deepEqual(await lintSource(rule, 'python', failing('type(error).__name__')), []);
  });

  it('leaves to the declaration what is only called like an id', async () => {
    assert.ok(!(await isFound('python', python('C.labels(user_id=user.id).inc()', 'user_id'))));
    assert.ok(!(await isFound('javascript', javascript('c.inc({ userId: user.id });', 'userId'))));
  });

  it('speaks of a value of a metric of another file, and says where that is declared', async () => {
    const metrics = {
      language: 'javascript',
      text: `import { Counter } from 'prom-client';\nexport const c = new Counter({ name: 'c_total', help: 'h', labelNames: ['owner'] });\n`,
    } as const;
    const use = {
      language: 'javascript',
      text: `import { c } from './metrics';\nexport const f = (space) => c.inc({ owner: space.id });\n`,
    } as const;
    const found = await lintSources(rule, { 'metrics.js': metrics, 'use.js': use });
    const [finding] = found.get('use.js') ?? [];
    assert.equal(finding?.label, 'owner');
    assert.equal(finding?.metric, 'c_total');
    assert.equal(finding?.related[0]?.path, 'metrics.js');
    assert.equal(use.text.slice(finding?.span.start, finding?.span.end), 'space.id');
  });

  it('reads the values of samples by their form, each label of a metric once', async () => {
    const text = `a{at="2026-05-06T10:00:00Z",zone="eu-1"} 1
a{at="2026-05-07T10:00:00Z",zone="eu-2"} 1
b{key="550e8400-e29b-41d4-a716-446655440000"} 1
c{to="ann@example.org",version="1.2.3",instance="10.0.0.1:9100"} 1
`;
    const found = await lintSource(rule, 'exposition', text);
    assert.deepEqual(
      found.map(({ metric, label }) => `${metric}.${label}`),
      ['a.at', 'b.key', 'c.to'],
    );
  });

  it('knows what a project allows', async () => {
    const text = javascript('c.inc({ step: randomUUID() });');
    assert.deepEqual(await lintSource(rule, 'javascript', text, { config: { labels: { allowed: ['step'] } } }), []);
  });
});
