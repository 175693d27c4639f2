import assert from 'node:assert/strict';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { pushedGroup, pushedGroups } from './pushedGroups';
import { allPythons } from './pythons';
import { runScript } from './runScript';

// The runtime imports modules when it pushes first, and those may be instrumented, or in the middle of their own import.

/** Instruments every function of a module of the standard library, as it would be if its source was. */
const INSTRUMENT_ALL = `
import importlib, inspect

def instrument(name):
    module = importlib.import_module(name)
    for key, value in list(vars(module).items()):
        if inspect.isfunction(value) and value.__module__ == name:
            setattr(module, key, monitor.task(name + "." + key)(value))
        elif inspect.isclass(value) and value.__module__ == name:
            for method, function in list(vars(value).items()):
                if inspect.isfunction(function) and not method.startswith("__"):
                    setattr(value, method, monitor.task(name + "." + key + "." + method)(function))
`;

for (const python of allPythons()) {
  describe(`instrumented modules, ${python.name}`, () => {
    let gateway: RealPushgateway;
    beforeEach(async () => {
      gateway = await startRealPushgateway();
    });
    afterEach(() => gateway.stop());

    it('of the standard library that the runtime uses itself: no loop, no deadlock, the outcomes arrive', async () => {
      const source = `
from monitoring import TaskMonitor
monitor = TaskMonitor("stdlib")
${INSTRUMENT_ALL}
for name in ("socket", "http.client", "email.parser", "email.message", "base64", "threading", "queue", "functools",
             "contextlib", "urllib.parse", "json", "json.encoder", "textwrap", "ssl", "selectors", "hashlib"):
    instrument(name)
import json, textwrap
print(json.loads(json.dumps({"a": [1, 2]})), textwrap.dedent("  x"))
try:
    json.loads("{")
except ValueError as error:
    print(error)
with monitor.task("last"):
    pass
`;
      const run = await runScript(python, source, { environment: { PUSHGATEWAY_URL: gateway.url } });
      assert.deepEqual([run.stderr, run.exitCode], ['', 0]);
      assert.equal(
        run.stdout,
        "{'a': [1, 2]} x\nExpecting property name enclosed in double quotes: line 1 column 2 (char 1)\n",
      );
      const dumps = await pushedGroup(gateway.url, { job: 'stdlib', task_name: 'json.dumps' });
      assert.equal(dumps.samples['task_success_total'], 1);
      const loads = await pushedGroup(gateway.url, { job: 'stdlib', task_name: 'json.loads' });
      assert.equal(loads.samples['task_failure_total{error_code="JSONDecodeError"}'], 1);
      const names = (await pushedGroups(gateway.url)).map((group) => group.labels['task_name'] ?? '');
      assert.ok(names.includes('last'));
      assert.deepEqual(
        names.filter((name) => /^(http|email|base64)/.test(name)),
        [],
        'what the runtime itself calls is no run of a task',
      );
    });

    it('none but ours: the thread that runs the script stays the main one', async () => {
      const source = `
from monitoring import TaskMonitor
with TaskMonitor("plain").task("only"):
    pass
import threading
print(threading.main_thread() is threading.current_thread())
`;
      const run = await runScript(python, source, { environment: { PUSHGATEWAY_URL: gateway.url } });
      assert.deepEqual([run.stdout, run.stderr, run.exitCode], ['True\n', '', 0]);
    });

    it('whose functions run in the middle of an import, of a module that the client library imports too', async () => {
      const files = {
        // In the place of the module of the standard library, which prometheus_client imports by way of http.server.
        'html.py': `
from monitoring import TaskMonitor
monitor = TaskMonitor("imports")

@monitor.task("at import")
def prepare():
    return {"&": "&amp;"}

table = prepare()

def escape(text, quote=True):
    for character, entity in table.items():
        text = text.replace(character, entity)
    return text
`,
      };
      const source = 'import html\nprint(html.escape("a & b"))\n';
      const run = await runScript(python, source, { environment: { PUSHGATEWAY_URL: gateway.url }, files });
      assert.deepEqual([run.stderr, run.stdout, run.exitCode], ['', 'a &amp; b\n', 0]);
      const { samples } = await pushedGroup(gateway.url, { job: 'imports', task_name: 'at import' });
      assert.equal(samples['task_success_total'], 1);
    });
  });
}
