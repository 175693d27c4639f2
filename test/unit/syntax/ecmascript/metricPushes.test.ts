import assert from 'node:assert/strict';
import { applyEdits } from '../../../../src/text/textEdit';
import { eachGives, everyLanguage, factsOf, pushLine } from './metricSummaries';
import type { MetricFacts } from '../../../../src/syntax/metrics/metricFacts';

const lines = ({ pushes }: MetricFacts): string[] => pushes.map(pushLine);
const gateway = `import { Pushgateway, Registry, register } from 'prom-client';\nconst gw = new Pushgateway('http://gw:9091');\n`;
const plain = 'PUT http://gw:9091 job="j" | default endless';

/** What makes the gateway of a push, with the time-out that the push shows a place for. */
async function withTimeout(made: string): Promise<string | undefined> {
  const text = `import { Pushgateway } from 'prom-client';\n${made}.push({ jobName: 'j' });`;
  const edit = (await factsOf(text, 'javascript')).pushes[0]?.timeoutInsertion;
  return (
    edit &&
    applyEdits(text, [edit])
      .split('\n')
      .slice(1)
      .join('\n')
      .replace(/\.push.*/s, '')
  );
}

describe('ecmascript pushes: prom-client', () => {
  eachGives(everyLanguage, lines, {
    'each method': [
      `${gateway}await gw.push({ jobName: 'j' }); await gw.pushAdd({ jobName: 'j' }); await gw.delete({ jobName: 'j' });`,
      plain,
      'POST http://gw:9091 job="j" | default endless',
      'DELETE http://gw:9091 job="j" | default endless',
    ],
    'through the module': [
      `const client = require('prom-client');\nconst gw = new client.Pushgateway('http://gw:9091', { timeout: 5000 });\ngw.pushAdd({ jobName: 'j' });`,
      'POST http://gw:9091 job="j" | default stated',
    ],
    'where it is made': [
      `import { Pushgateway } from 'prom-client';\nnew Pushgateway('http://gw:9091').push({ jobName: 'j' });`,
      plain,
    ],
    'a property of this': [
      `import { Pushgateway } from 'prom-client';\nclass J { constructor() { this.gw = new Pushgateway('http://gw:9091'); } end() { return this.gw.push({ jobName: 'j' }); } }`,
      `${plain} in end`,
    ],
    groupings: [
      `${gateway}gw.push({ jobName: 'j', groupings: { instance: os.hostname(), run: id } });`,
      'PUT http://gw:9091 job="j", instance=[unknown os].os.hostname(), run=unknown id | default endless',
    ],
    'groupings in a variable': [
      `${gateway}const groupings = { env: 'dev' };\ngw.push({ jobName: 'j', groupings });`,
      'PUT http://gw:9091 job="j", env="dev" | default endless',
    ],
    'groupings that are not told': [
      `${gateway}function f(more) { gw.push({ jobName: 'j', groupings: { ...more } }); gw.push(more); }`,
      'PUT http://gw:9091 job="j", … | default endless in f',
      'PUT http://gw:9091 … | default endless in f',
    ],
    'a job that is new each time': [
      `${gateway}gw.push({ jobName: \`etl-\${process.pid}\` });`,
      'PUT http://gw:9091 job=joined("etl-", unknown process.pid) | default endless',
    ],
    'options and a registry': [
      `import { Pushgateway, Registry, register } from 'prom-client';\nconst own = new Registry();
new Pushgateway(url, { timeout: 1 }, own).push({ jobName: 'j' });\nnew Pushgateway(url, {}, register).push({ jobName: 'j' });\nnew Pushgateway(url, [], own).push({ jobName: 'j' });\nnew Pushgateway(url, options, own).push({ jobName: 'j' });`,
      'PUT ? job="j" | own stated',
      'PUT ? job="j" | default endless',
      'PUT ? job="j" | own endless',
      'PUT ? job="j" | own unknown',
    ],
    'other things that push': [
      `${gateway}list.push({ jobName: 'j' }); map.delete({ jobName: 'j' }); router.push({ jobName: 'j' });`,
    ],
    'a gateway of the project': [`import { Pushgateway } from './own';\nnew Pushgateway(url).push({ jobName: 'j' });`],
  });

  it('knows the metrics that go with it', async () => {
    const { pushes } = await factsOf(
      `import { Counter, Pushgateway, Registry } from 'prom-client';
const own = new Registry(), other = new Registry();
new Counter({ name: 'a', help: 'h', registers: [own] });
new Counter({ name: 'b', help: 'h' });
new Counter({ name: 'c', help: 'h', registers: [other, own] });
new Pushgateway(url, {}, own).push({ jobName: 'j' });
new Pushgateway(url).push({ jobName: 'j' });
function f(given) { new Pushgateway(url, {}, given).push({ jobName: 'j' }); }`,
      'typescript',
    );
    assert.deepEqual(
      pushes.map(({ metrics }) => metrics),
      [[0, 2], [1], undefined],
    );
  });

  it('shows where a time-out can be said', async () => {
    for (const [made, expected] of [
      ["new Pushgateway('http://gw')", "new Pushgateway('http://gw', { timeout: 5000 })"],
      ['new Pushgateway(url, {}, own)', 'new Pushgateway(url, { timeout: 5000 }, own)'],
      ['new Pushgateway(url, { headers }, own)', 'new Pushgateway(url, { timeout: 5000, headers }, own)'],
      ['new Pushgateway(url, {\n  headers,\n})', 'new Pushgateway(url, { timeout: 5000,\n  headers,\n})'],
      ['new Pushgateway(url, { timeout: 1 })', undefined],
      ['new Pushgateway(url, null, own)', undefined],
      ['new Pushgateway(url, options)', undefined],
      ['new Pushgateway(...given)', undefined],
    ] as const) {
      assert.equal(await withTimeout(made), expected, made);
    }
  });

  it('underlines the name of the method', async () => {
    const text = `${gateway}await gw\n  .pushAdd({ jobName: 'j' });`;
    const [push] = (await factsOf(text, 'javascript')).pushes;
    assert.equal(text.slice(push?.calleeSpan.start, push?.calleeSpan.end), 'pushAdd');
    assert.equal(text.slice(push?.span.start, push?.span.end), `gw\n  .pushAdd({ jobName: 'j' })`);
  });
});

describe('ecmascript pushes: where they stand', () => {
  const push = `gw.push({ jobName: 'j' })`;
  eachGives(everyLanguage, lines, {
    'in loops': [
      `${gateway}for (const a of b) { await ${push}; }\nwhile (true) { await ${push}; await sleep(60); }\nfor (;;) ${push};\ndo { ${push}; } while (a);`,
      ...Array<string>(4).fill(`${plain} loop`),
    ],
    'in callbacks for each': [
      `${gateway}items.forEach((item) => { ${push}; });\nawait Promise.all(items.map(async (item) => ${push}));\nitems.filter(function () { return ${push}; });`,
      ...Array<string>(3).fill(`${plain} loop`),
    ],
    'in other callbacks': [
      `${gateway}for (const a of b) { queue.add(async () => { await ${push}; }); }\nrun(() => ${push});`,
      `${plain} loop`,
      plain,
    ],
    'in a function of its own inside a loop': [
      `${gateway}for (const a of b) { const f = () => ${push}; }`,
      `${plain} in f`,
    ],
    'before the loop': [`${gateway}for (const a of (await ${push}, b)) { f(a); }`, plain],
    'tried again': [
      `${gateway}for (let n = 0; n < 3; n++) { try { await ${push}; break; } catch { await sleep(n); } }
async function f() { while (true) { try { await ${push};\n return; // sent\n } catch (e) { log(e); } } }`,
      `${plain} guarded`,
      `${plain} guarded in f`,
    ],
    'in handlers': [
      `${gateway}try { f(); } catch (e) { await ${push}; throw e; } finally { await ${push}; }`,
      `${plain} catch`,
      `${plain} finally`,
    ],
    'in handlers of promises': [
      `${gateway}f().catch((e) => ${push}); f().finally(async () => { await ${push}; }); f().then(a, (e) => ${push});`,
      `${plain} catch`,
      `${plain} finally`,
      `${plain} catch`,
    ],
    'guarded in a handler': [
      `${gateway}try { f(); } catch (e) { try { await ${push}; } catch {} throw e; }\ntry { f(); } finally { await ${push}.catch(log); }`,
      `${plain} catch guarded`,
      `${plain} finally guarded`,
    ],
    'guarded by what is around': [
      `${gateway}try { await ${push}; } catch (e) { log(e); }\ntry { await ${push}; } catch (e) { throw e; }\ntry { await ${push}; } finally { end(); }`,
      `${plain} guarded`,
      plain,
      plain,
    ],
    'not guarded, since nobody waits': [`${gateway}try { ${push}; } catch (e) { log(e); }`, plain],
    'a handler of what is around does not count in it': [
      `${gateway}try { try { f(); } catch (e) { await ${push}; } } catch (e) { log(e); }`,
      `${plain} catch guarded`,
    ],
    'guarded by a chain': [
      `${gateway}${push}.catch(() => {}); await ${push}.then(ok).catch(log); ${push}.then(ok, log); ${push}.then(ok); await Promise.allSettled([${push}]);`,
      `${plain} guarded`,
      `${plain} guarded`,
      `${plain} guarded`,
      plain,
      `${plain} guarded`,
    ],
    'the callback of old': [`${gateway}gw.push({ jobName: 'j' }, (err, response, body) => {});`, `${plain} guarded`],
    'named functions': [
      `${gateway}async function load() { await ${push}; }\nconst store = async () => { await ${push}; };\nclass J { async end() { const inner = () => ${push}; } }`,
      `${plain} in load`,
      `${plain} in store`,
      `${plain} in end.inner`,
    ],
  });
});

describe('ecmascript pushes: TaskMonitor', () => {
  const monitor = `import { TaskMonitor } from './monitoring.mjs';\nconst monitor = new TaskMonitor('etl', 'http://gw:9091', { groupingKey: { env: 'dev' } });\n`;
  eachGives(everyLanguage, lines, {
    'what it records': [
      `${monitor}monitor.recordSuccess('load', 1); monitor.recordFailure('load', 'E'); await monitor.task('store', f); monitor.wrap(name, f);`,
      ...['"load"', '"load"', '"store"', 'unknown name'].map(
        (task) => `POST http://gw:9091 job="etl", task_name=${task}, env="dev" | own default guarded`,
      ),
    ],
    'in a loop, and in a batch': [
      `const { TaskMonitor } = require('./monitoring.cjs');\nconst monitor = new TaskMonitor(\`etl-\${uuid()}\`);
for (const a of b) monitor.recordSuccess(a);\nmonitor.batchPush(() => { for (const a of b) monitor.recordSuccess(a); });`,
      'POST ? job=joined("etl-", uuid()), task_name=loop a | own default loop guarded',
      'POST ? job=joined("etl-", uuid()), task_name=loop a | own default guarded',
    ],
    'another TaskMonitor': [`import { TaskMonitor } from 'other';\nnew TaskMonitor('etl').recordSuccess('load');`],
  });
});

describe('ecmascript pushes: requests', () => {
  eachGives(everyLanguage, lines, {
    fetch: [
      `await fetch('http://gw:9091/metrics/job/etl', { method: 'PUT', body });`,
      'PUT http://gw:9091 job="etl" | unknown endless',
    ],
    'fetch with a signal': [
      `await fetch('http://gw:9091/metrics/job/etl', { method: 'POST', body, signal: AbortSignal.timeout(5000) });`,
      'POST http://gw:9091 job="etl" | unknown stated',
    ],
    'an address in pieces': [
      `await fetch(\`\${GATEWAY}/metrics/job/\${job}/instance/\${os.hostname()}/env/dev\`, { method: 'POST', body });
await fetch('http://gw/metrics/job/etl/run/' + id, { method: 'POST', body });`,
      'POST ? job=unknown job, instance=[unknown os].os.hostname(), env="dev" | unknown endless',
      'POST http://gw job="etl", run=unknown id | unknown endless',
    ],
    'a value in pieces': [
      `await fetch(\`http://gw/metrics/job/etl-\${process.pid}/x/\${encodeURIComponent(user.id)}\`, { method: 'POST', body });`,
      'POST http://gw job=joined("etl-", unknown process.pid), x=unknown user.id | unknown endless',
    ],
    'an address in a variable': [
      `const url = 'http://gw/metrics/job/etl';\nconst path = new URL('/metrics/job/a', base);\nawait fetch(url, { method: 'DELETE' });\nawait fetch(path, { method: 'POST', body });\nawait fetch(\`\${url}/x/y\`, { method: 'POST', body });`,
      'DELETE http://gw job="etl" | unknown endless',
      'POST  job="a" | unknown endless',
      'POST http://gw job="etl", x="y" | unknown endless',
    ],
    'axios, got and undici': [
      `await axios.post('http://gw/metrics/job/a', body, { timeout: 1000 });\nawait axios({ method: 'put', url: 'http://gw/metrics/job/b', data });\nawait got.put('http://gw/metrics/job/c', { body });\nawait undici.request('http://gw/metrics/job/d', { method: 'POST' });`,
      'POST http://gw job="a" | unknown stated',
      'PUT http://gw job="b" | unknown endless',
      'PUT http://gw job="c" | unknown endless',
      'POST http://gw job="d" | unknown default',
    ],
    'the registry that is sent': [
      `import { register, Registry } from 'prom-client';\nconst own = new Registry();\nfetch('http://gw/metrics/job/a', { method: 'POST', body: await register.metrics() });\naxios.post('http://gw/metrics/job/a', await own.metrics());`,
      'POST http://gw job="a" | default endless',
      'POST http://gw job="a" | own endless',
    ],
    'what only reads': [
      `await fetch('http://gw/metrics/job/etl'); await fetch('http://gw/metrics/job/etl', { method: 'GET' }); log('http://gw/metrics/job/etl', { method: 'PUT' });`,
    ],
    'a method that is not told': [
      `fetch('http://gw/metrics/job/etl', options);`,
      '? http://gw job="etl" | unknown unknown',
    ],
  });
});
