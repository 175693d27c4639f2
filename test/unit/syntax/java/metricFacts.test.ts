import assert from 'node:assert/strict';
import { eachReads, factsOf, readDamaged, readEachPrefix } from '../../../support/factCases';

const simpleclient = 'import io.prometheus.client.*;\nimport io.prometheus.client.exporter.PushGateway;\n';
const newClient =
  'import io.prometheus.metrics.core.metrics.*;\nimport io.prometheus.metrics.exporter.pushgateway.PushGateway;\n';

function inClass(imports: string, body: string): string {
  return `package com.acme;\n${imports}\nclass Shop {\n${body}\n}\n`;
}

describe('Java: declarations', () => {
  eachReads('java', {
    'a chain of simpleclient': [
      inClass(
        simpleclient,
        'static final Counter jobs = Counter.build().name("jobs_total").help("Jobs.").labelNames("queue", "user").register();',
      ),
      'counter jobs_total(queue, user) "Jobs." default @jobs',
    ],
    'every class of simpleclient, the short form, prefixes and units': [
      inClass(
        simpleclient,
        `Gauge a = Gauge.build("a", "Help.").create();
Histogram b = Histogram.build().namespace("shop").subsystem("cart").name("b").unit("seconds").help("h").register(registry);
Summary c = Summary.build().name("c").help("h").register(CollectorRegistry.defaultRegistry);
Info d = Info.build().name("d").register();
Enumeration e = Enumeration.build().name("e").states("on", "off").register();`,
      ),
      'gauge a() "Help." @a',
      'histogram shop/cart/b[seconds]() "h" own @b',
      'summary c() "h" default @c',
      'info d() - default @d',
      'stateset e() - default @e',
    ],
    'the new client': [
      inClass(
        newClient,
        `Counter a = Counter.builder().name("a").help("h").labelNames("x").unit(Unit.SECONDS).register();
Gauge b = Gauge.builder().name("b").constLabels(Labels.of("zone", "eu")).register(registry);
Histogram c = Histogram.builder().name("c").build();
StateSet d = StateSet.builder().name("d").states(Flag.class).register();
GaugeWithCallback e = GaugeWithCallback.builder().name("e").callback(x -> x.call(1)).register();
Info f = Info.builder().name("f").unit(new Unit("hits")).register();`,
      ),
      'counter a[seconds](x) "h" default @a',
      'gauge b(zone="eu") - own @b',
      'histogram c() - @c',
      'stateset d() - default @d',
      'gauge e() - default @e',
      'info f[hits]() - default @f',
    ],
    'constants, arrays and lists': [
      inClass(
        simpleclient,
        `private static final String USER = "user" + "_id";
private static final String[] ALL = {"a", USER};
Counter a = Counter.build().name(PREFIX + "x").labelNames(ALL).register();
Counter b = Counter.build().name("b").labelNames("x", /* who */ USER).register();
Counter c = Counter.build().name("c").labelNames(new String[] {"x"}).register();
Counter d = Counter.build().name("d").labelNames(List.of("x").toArray(new String[0])).register();
Counter e = Counter.build().name("e").labelNames(Labels.ALL).register();
Counter f = Counter.build().name("f").labelNames("x", Labels.USER).register();`,
      ),
      'counter ?(a, user_id) - default @a',
      'counter b(x, user_id) - default @b',
      'counter c(x) - default @c',
      'counter d(x) - default @d',
      'counter e(<Labels:ALL>, ?) - default @e',
      'counter f(x, <Labels:USER>, ?) - default @f',
    ],
    'families of a collector, and what they are given': [
      inClass(
        simpleclient,
        `List<MetricFamilySamples> collect() {
  GaugeMetricFamily a = new GaugeMetricFamily("a", "h", Arrays.asList("x"));
  a.addMetric(Arrays.asList(name), 1.0);
  return List.of(a, new CounterMetricFamily("b", "h", 2.0));
}`,
      ),
      'gauge a(x) "h" @a',
      'counter b() "h"',
      'a: x=name:unknown',
    ],
    'imports by name, names in full, text blocks': [
      inClass(
        'import io.prometheus.client.Counter;\n',
        `Counter a = Counter.build().name("a").help("""
            A text
              of lines.""").register();
Object b = io.prometheus.client.Gauge.build("b", "h").register();`,
      ),
      'counter a() "A text\\n  of lines." default @a',
      'gauge b() "h" default @b',
    ],
    'what is assigned in a constructor': [
      inClass(
        simpleclient,
        'private final Counter a;\nShop() { this.a = Counter.build().name("a").register(); }\nvoid f(String x) { a.labels(x).inc(); }',
      ),
      'counter a() - default @a',
      'a: 0=x:parameter',
    ],
    'classes of other packages with these names': [
      inClass(
        'import com.other.Counter;\nimport io.prometheus.client.*;\n',
        'Counter a = Counter.build().name("a").register();',
      ),
    ],
    Micrometer: [
      inClass(
        'import io.micrometer.core.instrument.Counter;\n',
        'Counter a = Counter.builder("a").tag("user", id).register(registry);',
      ),
    ],
    'a class of the file with such a name': [
      inClass(
        simpleclient,
        'static class Gauge { static B build() {} }\nObject a = Gauge.build().name("a").register();',
      ),
    ],
  });
});

describe('Java: label values', () => {
  const jobs =
    'static final Counter jobs = Counter.build().name("jobs").help("h").labelNames("queue", "user").register();';
  const declared = 'counter jobs(queue, user) "h" default @jobs';
  const uses = (body: string): string => inClass(simpleclient, `${jobs}\n${body}`);

  eachReads('java', {
    'arguments by position': [
      uses('void f(User user) { jobs.labels("mail", user.getId()).inc(); }'),
      declared,
      'jobs: queue="mail", user=user.getId()',
    ],
    'the new client': [
      inClass(
        newClient,
        'Counter a = Counter.builder().name("a").labelNames("x").register();\nvoid f(String x) { a.labelValues(x).inc(); this.a.initLabelValues("y"); }',
      ),
      'counter a(x) - default @a',
      'a: x=x:parameter',
      'a: x="y"',
    ],
    exceptions: [
      uses(`void f() {
  try { run(); } catch (IOException | RuntimeException e) {
    jobs.labels(e.getMessage(), e.getClass().getSimpleName()).inc();
    jobs.labels(e.toString(), String.valueOf(e)).inc();
    jobs.labels("error: " + e, e.getCause().getMessage()).inc();
    jobs.labels(String.format("%s at %d", e.getLocalizedMessage(), line), getClass().getSimpleName()).inc();
  }
}`),
      declared,
      'jobs: queue=caught message<e.getClass().getSimpleName()>, user=caught class',
      'jobs: queue=caught message<e.getClass().getSimpleName()>, user=caught message<e.getClass().getSimpleName()>',
      'jobs: queue=["error: " + caught message<e.getClass().getSimpleName()>], user=caught message',
      'jobs: queue=[caught message<e.getClass().getSimpleName()> + " at " + line:unknown], user=<class>',
    ],
    'calls through imports, and what variables hold': [
      inClass(
        `${simpleclient}import java.util.UUID;\n`,
        `${jobs}
void f(HttpServletRequest request) {
  String id = UUID.randomUUID().toString();
  jobs.labels(request.getRequestURI(), id).inc();
  jobs.labels(java.util.UUID.randomUUID().toString(), String.valueOf(System.currentTimeMillis())).inc();
}`,
      ),
      declared,
      'jobs: queue=request.getRequestURI(), user=id:local({!UUID.randomUUID()}toString())',
      'jobs: queue={!UUID.randomUUID()}toString(), user=!String.valueOf(!System.currentTimeMillis())',
    ],
    'conditions, switches, enumerations': [
      uses(`enum Kind { A, B }
void f(Kind kind, Other other, int n, boolean ok) {
  jobs.labels(ok ? "yes" : "no", kind.name()).inc();
  jobs.labels(Kind.A.toString(), Status.DONE.name()).inc();
  jobs.labels(other.name(), switch (n) { case 1 -> "one"; case 2 -> { yield "two"; } default -> "many"; }).inc();
  jobs.labels(String.valueOf(n > 1), "" + n).inc();
}`),
      declared,
      'jobs: queue=("yes" | "no"), user=<enum>',
      'jobs: queue=<enum>, user=<enum>',
      'jobs: queue=<enum>, user=("one" | "two" | "many")',
      'jobs: queue=!String.valueOf(<comparison>), user=["" + n:parameter]',
    ],
    'guards and tables': [
      uses(`static final Map<String, String> NAMES = Map.of("a", "b");
void f(String x, String y) {
  switch (x) { case "a": jobs.labels(x, NAMES.get(y)).inc(); break; default: jobs.labels(x, "").inc(); }
  if (KNOWN.contains(y)) { jobs.labels("", y).inc(); } else { jobs.labels("", y).inc(); }
  if ("a".equals(y) || y.equals("b")) { jobs.labels("", y).inc(); }
}`),
      declared,
      'jobs: queue=<guard>, user=<lookup>',
      'jobs: queue=x:parameter, user=""',
      'jobs: queue="", user=<guard>',
      'jobs: queue="", user=y:parameter',
      'jobs: queue="", user=<guard>',
    ],
    'loops, fields, arrays': [
      uses(`String[] both = {"a", "b"};
private String host;
void f(List<String> names, String[] given) {
  for (String name : names) { jobs.labels(name, this.host).inc(); }
  names.forEach(name -> jobs.labels(name, host).inc());
  jobs.labels(both).inc();
  jobs.labels(given).inc();
}`),
      declared,
      'jobs: queue=name:loop, user=this.host:local',
      'jobs: queue=name:parameter, user=host:local',
      'jobs: queue="a", user="b"',
      'jobs: …',
    ],
    'metrics of other classes': [
      inClass(
        'import com.acme.metrics.Metrics;\nimport static com.acme.metrics.Metrics.SIZES;\n',
        'void f(String id) { Metrics.REQUESTS.labels(id).inc(); SIZES.labels(id).observe(1); Beside.DONE.labels(id).inc(); metrics.requests().labels(id).inc(); }',
      ),
      '<com.acme.metrics.Metrics:REQUESTS>: 0=id:parameter',
      '<com.acme.metrics.Metrics:SIZES>: 0=id:parameter',
      '<Beside:DONE>: 0=id:parameter',
      '?requests: 0=id:parameter',
    ],
    'members of a class that is imported whole': [
      inClass('import static com.acme.metrics.Metrics.*;\n', 'void f(String id) { SIZES.labels(id).observe(1); }'),
      '<com.acme.metrics.Metrics:SIZES>: 0=id:parameter',
    ],
    'what else has a method labels': [
      inClass('', 'void f(String id) { pod.labels(id).build(); Meta.DEFAULT.labels(id); chart.labels("a").get(); }'),
    ],
    'a parameter of a metric class': [
      inClass(
        'import io.prometheus.client.Counter;\n',
        'void f(Counter counter, String id) { Counter.Child child = counter.labels(id); }',
      ),
      '?counter: 0=id:parameter',
    ],
  });

  it('takes labels out of lists, and the call that names the last one', async () => {
    const text = inClass(
      simpleclient,
      `Counter a = Counter.build().name("a").labelNames("x", "y").register();
Counter b = Counter.build().name("b").labelNames("x").help("h").register();
void f(String x) { a.labels(x, "1").inc(); b.labels(x).inc(); }`,
    );
    const { calls, declarations } = await factsOf('java', text);
    const without = (span?: { start: number; end: number }): string =>
      span === undefined ? '' : text.slice(0, span.start) + text.slice(span.end);
    assert.match(without(declarations[0]?.labels[1]?.removal), /labelNames\("x"\)\.register/);
    assert.match(without(declarations[1]?.labels[0]?.removal), /name\("b"\)\.help\("h"\)\.register/);
    assert.match(without(calls[0]?.values[0]?.removal), /a\.labels\("1"\)\.inc/);
    assert.match(without(calls[1]?.removal), /b\.inc\(\)/);
  });

  it('says where help can be put in', async () => {
    const text = inClass(simpleclient, 'Counter a = Counter.build().name("a").register();');
    const insertion = (await factsOf('java', text)).declarations[0]?.helpInsertion;
    assert.ok(insertion !== undefined);
    const filled = `${text.slice(0, insertion.at)}${insertion.before}All.${insertion.after}${text.slice(insertion.at)}`;
    assert.match(filled, /Counter\.build\(\)\.name\("a"\)\.help\("All\."\)\.register\(\);/);
  });
});

describe('Java: pushes', () => {
  eachReads('java', {
    simpleclient: [
      inClass(
        simpleclient,
        `void run() throws IOException {
  CollectorRegistry registry = new CollectorRegistry();
  Gauge done = Gauge.build("done", "h").register(registry);
  PushGateway gateway = new PushGateway("gw:9091");
  gateway.pushAdd(registry, "nightly");
  gateway.push(done, jobName, PushGateway.instanceIPGroupingKey());
  new PushGateway(address).push(CollectorRegistry.defaultRegistry, "j", Collections.singletonMap("run", UUID.randomUUID().toString()));
  Map<String, String> key = new HashMap<>();
  key.put("zone", zone);
  gateway.delete("nightly", key);
}`,
      ),
      'gauge done() "h" own @done',
      'simpleclient POST gw:9091 job="nightly" own default in run',
      'simpleclient PUT gw:9091 job=jobName:unknown instance=!InetAddress.getLocalHost() own [0] default in run',
      'simpleclient PUT ? job="j" run={!UUID.randomUUID()}toString() default default in run',
      'simpleclient DELETE gw:9091 job="nightly" zone=zone:unknown unknown default in run',
    ],
    'the new client': [
      inClass(
        newClient,
        `private final PushGateway gateway = PushGateway.builder().address("gw:9091").job("nightly").groupingKey("pid", pid).build();
void run() throws IOException { gateway.push(); this.gateway.pushAdd(); gateway.delete(); }
void other() throws IOException { PushGateway.builder().registry(registry).readTimeout(Duration.ofSeconds(2)).instanceIpGroupingKey().build().push(); }`,
      ),
      'client_java PUT gw:9091 job="nightly" pid=pid:unknown default default in run',
      'client_java POST gw:9091 job="nightly" pid=pid:unknown default default in run',
      'client_java DELETE gw:9091 job="nightly" pid=pid:unknown default default in run',
      'client_java PUT ? job? instance=!InetAddress.getLocalHost() unknown stated in other',
    ],
    'loops, handlers, and what catches the error of the push': [
      inClass(
        simpleclient,
        `void run(PushGateway gateway) throws IOException {
  for (Row row : rows) { gateway.push(registry, "a"); }
  for (int i = 0; i < 3; i++) { gateway.push(registry, "b"); break; }
  while (true) { gateway.push(registry, "c"); }
  try { work(); gateway.push(registry, "d"); } catch (Exception e) { gateway.push(registry, "e"); throw e; } finally { gateway.push(registry, "f"); }
  try { work(); } finally { try { gateway.push(registry, "g"); } catch (IOException e) { log(e); } }
}`,
      ),
      'simpleclient PUT ? job="a" unknown default loop in run',
      'simpleclient PUT ? job="b" unknown default in run',
      'simpleclient PUT ? job="c" unknown default loop in run',
      'simpleclient PUT ? job="d" unknown default in run',
      'simpleclient PUT ? job="e" unknown default catch in run',
      'simpleclient PUT ? job="f" unknown default finally in run',
      'simpleclient PUT ? job="g" unknown default finally guarded in run',
    ],
    'what else has a method push': [
      inClass(simpleclient, 'void f(Deque<String> stack) { stack.push("PushGateway"); }'),
    ],
  });
});

describe('Java: what other classes can take', () => {
  it('fields that are not private, by their class', async () => {
    const text = inClass(
      simpleclient,
      `public static final Counter REQUESTS = Counter.build().name("a").register();
static final String USER = "user";
static final String[] LABELS = {"a", USER};
private static final String SECRET = "s";
interface Names { String ZONE = "zone"; }`,
    );
    const { exports } = await factsOf('java', text);
    assert.deepEqual(
      exports.map(({ name, value }) => [
        name,
        value.kind === 'labels' ? value.labels.map((label) => label.name) : value,
      ]),
      [
        ['Shop.REQUESTS', { kind: 'metric', index: 0 }],
        ['Shop.USER', { kind: 'text', text: 'user' }],
        ['Shop.LABELS', ['a', 'user']],
        ['Names.ZONE', { kind: 'text', text: 'zone' }],
      ],
    );
  });
});

describe('Java: bad input', () => {
  const sample = inClass(
    simpleclient,
    `enum K { A }
static final String[] L = {"x", "y"};
static final Counter jobs = Counter.build().name("jobs" + P).help("""
  text""").labelNames(L).register();
void f(String s) {
  try { jobs.labels(String.format("%s-%d", s, 1), switch (s) { case "a" -> "é"; default -> s; }).inc(); }
  catch (Exception e) { new PushGateway("h").push(jobs, "j", Map.of("k", e.getMessage())); }
}`,
  );

  it('is read with parts of it gone and odd characters in it', async () => {
    await readDamaged('java', sample);
  }).timeout(120_000);

  it('is read at every prefix, with all places inside it', async () => {
    await readEachPrefix('java', sample);
  }).timeout(120_000);

  it('ends with names that mean each other, and with deep nesting', async () => {
    const deep = `${'('.repeat(2_000)}"a"${')'.repeat(2_000)}`;
    const sum = Array.from({ length: 3_000 }, () => '"a"').join(' + ');
    const text = inClass(
      simpleclient,
      `String a = b; String b = a; String c = c;
Counter g = Counter.build().name(${deep}).help(${sum}).labelNames(a, c).register();
void f() { g.labels(${deep}, ${sum}, a, ${'f('.repeat(1_500)}1${')'.repeat(1_500)}).inc(); x${'.y()'.repeat(1_500)}.labels(c${'.x'.repeat(1_500)}).inc(); }`,
    );
    assert.equal((await factsOf('java', text)).declarations.length, 1);
  }).timeout(120_000);

  it('survives null bytes and halves of characters', async () => {
    await factsOf('java', inClass(simpleclient, 'Counter a\0 = Counter.build().name("\uD800\0").register();'));
  });
});
