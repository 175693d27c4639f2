import assert from 'node:assert/strict';
import { eachReads, factsOf, readDamaged, readEachPrefix } from '../../../support/factCases';

const prometheus = 'import "github.com/prometheus/client_golang/prometheus"\n';

function inPackage(imports: string, body: string): string {
  return `package shop\n\nimport (\n${imports}\n)\n\n${body}`;
}

function declares(body: string): string {
  return `package shop\n\n${prometheus}\n${body}`;
}

function pushing(body: string): string {
  return inPackage(
    '"github.com/prometheus/client_golang/prometheus"\n"github.com/prometheus/client_golang/prometheus/push"',
    `var done = prometheus.NewGauge(prometheus.GaugeOpts{Name: "done"})\n${body}`,
  );
}

describe('Go: declarations', () => {
  eachReads('go', {
    'a vector': [
      declares(
        'var jobs = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "jobs_total", Help: "Jobs."}, []string{"queue"})',
      ),
      'counter jobs_total(queue) "Jobs." @jobs',
    ],
    'every constructor': [
      declares(`var (
	a = prometheus.NewCounter(prometheus.CounterOpts{Name: "a"})
	b = prometheus.NewGauge(prometheus.GaugeOpts{Name: "b"})
	c = prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "c"}, []string{"x"})
	d = prometheus.NewHistogram(prometheus.HistogramOpts{Name: "d"})
	e = prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "e"}, []string{"x"})
	f = prometheus.NewSummary(prometheus.SummaryOpts{Name: "f"})
	g = prometheus.NewSummaryVec(prometheus.SummaryOpts{Name: "g"}, []string{"x"})
	h = prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "h"}, func() float64 { return 1 })
	i = prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "i"}, nil)
	j = prometheus.NewUntypedFunc(prometheus.UntypedOpts{Name: "j"}, nil)
)`),
      'counter a() - @a',
      'gauge b() - @b',
      'gauge c(x) - @c',
      'histogram d() - @d',
      'histogram e(x) - @e',
      'summary f() - @f',
      'summary g(x) - @g',
      'gauge h() - @h',
      'counter i() - @i',
      'unknown j() - @j',
    ],
    'namespace, subsystem, constant labels, raw and joined strings': [
      declares(`const space = "shop"
var a = prometheus.NewGauge(prometheus.GaugeOpts{
	Namespace: space,
	Subsystem: \`cart\`,
	Name: "size_" + "items",
	Help: "How " + "many.",
	ConstLabels: prometheus.Labels{"zone": "eu"},
})`),
      'gauge shop/cart/size_items(zone="eu") "How many." @a',
    ],
    'what another file knows': [
      declares(
        'var a = prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: space, Name: name()}, []string{"x", labelUser})',
      ),
      'gauge ?/?(x, <.:labelUser>, ?) - @a',
    ],
    'comments in the list, constants, a list over lines': [
      declares(`const user = "user_id"
var a = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "a"}, []string{
	"queue", // which queue
	/* who */ user,
})`),
      'counter a(queue, user_id) - @a',
    ],
    'options and labels in variables': [
      declares(`func f() {
	opts := prometheus.GaugeOpts{Name: "a", Help: "h"}
	labels := []string{"x"}
	g := prometheus.NewGaugeVec(opts, append(labels, "y"))
}`),
      'gauge a(x, y) "h" @g',
    ],
    'a list that is added to, and one of two lists': [
      declares(`func f(more bool) {
	labels := []string{"x"}
	if more {
		labels = append(labels, "y")
		labels = append(labels, "z")
	}
	g := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "a"}, labels)
}`),
      'gauge a(x, y, z) - @g',
    ],
    'helpers that pass their parameters on': [
      declares(`func newCounter(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "shop", Name: name, Help: help}, labels)
}
func (s *set) gauge(name string, labels []string) { s.add(prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: name}, labels)) }
var requests = newCounter("requests_total", "Requests.", "path", "user_id")
var jobs = newCounter("jobs_total", "Jobs.")
func f(s *set) { s.gauge("size", []string{"queue"}); requests.WithLabelValues(a, b).Inc() }`),
      'counter shop/requests_total(path, user_id) "Requests." @requests',
      'counter shop/jobs_total() "Jobs." @jobs',
      'gauge size(queue) -',
      'requests_total: path=a:unknown, user_id=b:unknown',
    ],
    'a helper that nothing calls here': [
      declares(
        'func NewCounter(name string, labels []string) { prometheus.NewCounterVec(prometheus.CounterOpts{Name: name}, labels) }',
      ),
      'counter ?(?) -',
    ],
    'labels of another package': [
      inPackage(
        '"github.com/prometheus/client_golang/prometheus"\n"acme.com/shop/labels"',
        'var a = prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "a"}, labels.All)',
      ),
      'gauge a(<acme.com/shop/labels:All>, ?) - @a',
    ],
    'aliases, dot imports and a vendored copy': [
      inPackage(
        'prom "github.com/prometheus/client_golang/prometheus"',
        'var a = prom.NewGauge(prom.GaugeOpts{Name: "a"})',
      ),
      'gauge a() - @a',
    ],
    'dot import': [
      inPackage(
        '. "acme.com/vendor/github.com/prometheus/client_golang/prometheus"',
        'var a = NewGaugeVec(GaugeOpts{Name: "a"}, []string{"x"})',
      ),
      'gauge a(x) - @a',
    ],
    'promauto, with a registry and without': [
      inPackage(
        '"github.com/prometheus/client_golang/prometheus"\n"github.com/prometheus/client_golang/prometheus/promauto"',
        `var a = promauto.NewCounter(prometheus.CounterOpts{Name: "a"})
var b = promauto.With(registry).NewCounterVec(prometheus.CounterOpts{Name: "b"}, []string{"x"})
var c = promauto.With(prometheus.DefaultRegisterer).NewCounter(prometheus.CounterOpts{Name: "c"})
func f(r prometheus.Registerer) {
	factory := promauto.With(r)
	d := factory.NewGauge(prometheus.GaugeOpts{Name: "d"})
}
func g(factory promauto.Factory) { factory.NewGauge(prometheus.GaugeOpts{Name: "e"}) }`,
      ),
      'counter a() - default @a',
      'counter b(x) - own @b',
      'counter c() - default @c',
      'gauge d() - own @d',
      'gauge e() -',
    ],
    'what is registered where': [
      declares(`var a = prometheus.NewCounter(prometheus.CounterOpts{Name: "a"})
var b = prometheus.NewCounter(prometheus.CounterOpts{Name: "b"})
func init() {
	prometheus.MustRegister(a)
	registry := prometheus.NewRegistry()
	registry.MustRegister(b)
}`),
      'counter a() - default @a',
      'counter b() - own @b',
    ],
    'fields of structs and keys of maps': [
      declares(`func newMetrics() *metrics {
	m := &metrics{done: prometheus.NewCounter(prometheus.CounterOpts{Name: "a"})}
	m.failed = prometheus.NewCounter(prometheus.CounterOpts{Name: "b"})
	all := map[string]prometheus.Gauge{"size": prometheus.NewGauge(prometheus.GaugeOpts{Name: "c"})}
	return m
}`),
      'counter a() - @done',
      'counter b() - @failed',
      'gauge c() - @size',
    ],
    'descriptions, with types from the constants made of them': [
      declares(`var (
	a = prometheus.NewDesc("shop_size", "Size.", []string{"x"}, nil)
	b = prometheus.NewDesc(prometheus.BuildFQName("shop", "cart", "items_total"), "Items.", nil, prometheus.Labels{"k": "v"})
)
func (c *collector) Collect(ch chan<- prometheus.Metric) {
	ch <- prometheus.MustNewConstMetric(a, prometheus.GaugeValue, 1, name)
	ch <- prometheus.MustNewConstMetric(b, prometheus.CounterValue, 2)
}`),
      'gauge shop_size(x) "Size." @a',
      'counter shop/cart/items_total(k="v") "Items." @b',
      'shop_size: x=name:unknown',
      'items_total: ',
    ],
    'the second version of the vectors': [
      declares(`var a = prometheus.V2.NewCounterVec(prometheus.CounterVecOpts{
	CounterOpts: prometheus.CounterOpts{Name: "a"},
	VariableLabels: prometheus.UnconstrainedLabels{"x"},
})
var b = prometheus.V2.NewCounterVec(prometheus.CounterVecOpts{
	CounterOpts: prometheus.CounterOpts{Name: "b"},
	VariableLabels: prometheus.ConstrainedLabels{{Name: "y", Constraint: f}},
})`),
      'counter a(x) - @a',
      'counter b(y) - @b',
    ],
    'the wrapper of Kubernetes': [
      inPackage(
        '"k8s.io/component-base/metrics"',
        'var a = metrics.NewCounterVec(&metrics.CounterOpts{Name: "a", StabilityLevel: metrics.ALPHA}, []string{"x"})',
      ),
      'counter a(x) - @a',
    ],
    'other packages of that name, and a variable that hides the import': [
      inPackage(
        '"acme.com/prometheus"\nreal "github.com/prometheus/client_golang/prometheus"',
        `var a = prometheus.NewCounter(prometheus.CounterOpts{Name: "a"})
func f(real builder) { real.NewGauge(x) }`,
      ),
    ],
  });
});

describe('Go: label values', () => {
  const vector = `${prometheus}\nvar jobs = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "jobs_total", Help: "h"}, []string{"queue", "user"})\n`;
  const declared = 'counter jobs_total(queue, user) "h" @jobs';
  const uses = (body: string, imports = ''): string => `package shop\n${imports}${vector}\n${body}`;

  eachReads('go', {
    'by position': [
      uses('func f(user User) { jobs.WithLabelValues("mail", user.ID).Inc() }'),
      declared,
      'jobs_total: queue="mail", user=user.ID:parameter',
    ],
    'by name, where others have a With, too': [
      uses(
        'func f(id string) { jobs.With(prometheus.Labels{"user": id, "queue": "mail"}).Inc(); logger.With("user", id) }',
      ),
      declared,
      'jobs_total: user=id:parameter, queue="mail"',
    ],
    'with an error, and by a variable': [
      uses(
        'func f(id string) { l := prometheus.Labels{"user": id}; c, err := jobs.GetMetricWith(l); d, err := jobs.GetMetricWithLabelValues("a", id) }',
      ),
      declared,
      'jobs_total: user=id:parameter',
      'jobs_total: queue="a", user=id:parameter',
    ],
    curried: [
      uses(
        'func f(id string) { c := jobs.MustCurryWith(prometheus.Labels{"queue": "mail"}); c.WithLabelValues(id).Inc() }',
      ),
      declared,
      'jobs_total: queue="mail", …',
      'jobs_total: user=id:parameter',
    ],
    spread: [
      uses('func f(v []string) { jobs.WithLabelValues(v...).Inc(); jobs.WithLabelValues([]string{"a", "b"}...) }'),
      declared,
      'jobs_total: …',
      'jobs_total: queue="a", user="b"',
    ],
    'errors: message and type': [
      uses(
        `func f() {
	if err := run(); err != nil {
		jobs.WithLabelValues(err.Error(), fmt.Sprintf("%T", err)).Inc()
		jobs.WithLabelValues(fmt.Sprintf("failed: %v", err), reflect.TypeOf(err).String()).Inc()
	}
}`,
        'import "fmt"\nimport "reflect"\n',
      ),
      declared,
      'jobs_total: queue=caught message<fmt.Sprintf("%T", err)>, user=<class>',
      'jobs_total: queue=["failed: " + caught message<fmt.Sprintf("%T", err)>], user=<class>',
    ],
    'an error where nothing says its type': [
      uses('func f(err error) { jobs.WithLabelValues(err.Error(), "a") }'),
      declared,
      'jobs_total: queue=caught message, user="a"',
    ],
    'requests, texts and conversions': [
      uses(
        `func f(r *http.Request, n int) {
	jobs.WithLabelValues(r.URL.Path, "u-"+strconv.Itoa(n))
	jobs.WithLabelValues(mux.Vars(r)["id"], r.Header.Get("X-User"))
	jobs.WithLabelValues(string(kind), fmt.Sprint(a, b))
}`,
        'import "fmt"\nimport "strconv"\n',
      ),
      declared,
      'jobs_total: queue=r.URL.Path:parameter, user=["u-" + !strconv.Itoa(n:parameter)]',
      'jobs_total: queue=id:unknown, user=r.Header.Get("X-User")',
      'jobs_total: queue=string(kind:unknown), user=[a:unknown + b:unknown]',
    ],
    'calls through imports and aliases, and what variables hold': [
      uses(
        `func f() {
	now := time.Now()
	id := ids.New().String()
	jobs.WithLabelValues(id, now.Format("15:04"))
}`,
        'import "time"\nimport ids "github.com/google/uuid"\n',
      ),
      declared,
      'jobs_total: queue=id:local({!uuid.New()}String()), user={now:local(!time.Now())}now.Format("15:04")',
    ],
    'loops, several assignments, comparisons': [
      uses(`func f(ok bool) {
	state := "done"
	if !ok {
		state = "failed"
	}
	for _, name := range names {
		jobs.WithLabelValues(name, state)
		jobs.WithLabelValues(names[0], strconv.FormatBool(a == b))
	}
}`),
      declared,
      'jobs_total: queue=name:loop, user=state:local(("done" | "failed"))',
      'jobs_total: queue=?, user=strconv.FormatBool(<comparison>)',
    ],
    'bounded by guards, switches and tables': [
      uses(`var codes = map[int]string{200: "ok"}
func f(x, y string, n int) {
	switch x {
	case "a", "b":
		jobs.WithLabelValues(x, codes[n])
	default:
		jobs.WithLabelValues(x, "")
	}
	if known[y] {
		jobs.WithLabelValues("", y)
	}
	if _, ok := known[y]; ok {
		jobs.WithLabelValues("", y)
	}
	if y == "a" || y == "b" {
		jobs.WithLabelValues("", y)
	} else {
		jobs.WithLabelValues("", y)
	}
}`),
      declared,
      'jobs_total: queue=<guard>, user=<lookup>',
      'jobs_total: queue=x:parameter, user=""',
      'jobs_total: queue="", user=<guard>',
      'jobs_total: queue="", user=<guard>',
      'jobs_total: queue="", user=<guard>',
      'jobs_total: queue="", user=y:parameter',
    ],
    'a metric of another package, of another file of this one, of a field': [
      'package shop\nimport "acme.com/shop/metrics"\nfunc (s *server) f(id string) { metrics.Requests.WithLabelValues(id).Inc(); requests.WithLabelValues(id).Inc(); s.requests.WithLabelValues(id).Inc() }',
      '<acme.com/shop/metrics:Requests>: 0=id:parameter',
      '<.:requests>: 0=id:parameter',
      '?requests: 0=id:parameter',
    ],
    'a field that this file fills': [
      declares(`func (m *metrics) init() { m.jobs = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "a"}, []string{"x"}) }
func (m *metrics) f(id string) { m.jobs.WithLabelValues(id).Inc() }`),
      'counter a(x) - @jobs',
      'a: x=id:parameter',
    ],
  });

  it('takes out arguments and entries whole, and leaves what Go would not compile without', async () => {
    const text = uses(`func f(id string) {
	queue := name()
	jobs.WithLabelValues("mail", id)
	jobs.With(prometheus.Labels{"queue": queue, "user": id})
}`);
    const { calls, declarations } = await factsOf('go', text);
    const without = (span?: { start: number; end: number }): string | undefined =>
      span && text.slice(0, span.start) + text.slice(span.end);
    assert.match(without(calls[0]?.values[0]?.removal) ?? '', /WithLabelValues\(id\)/);
    assert.match(without(calls[0]?.values[1]?.removal) ?? '', /WithLabelValues\("mail"\)/);
    assert.equal(calls[1]?.values[0]?.removal, undefined, 'queue would be unused');
    assert.match(without(calls[1]?.values[1]?.removal) ?? '', /Labels\{"queue": queue\}/);
    assert.match(without(declarations[0]?.labels[0]?.removal) ?? '', /\[\]string\{"user"\}/);
  });

  it('keeps the call when its last label goes', async () => {
    const text = `package shop\n${prometheus}func f(id string) { jobs.WithLabelValues(id).Inc(); jobs.With(prometheus.Labels{"a": id}).Inc() }`;
    const { calls } = await factsOf('go', text);
    const left = calls.map(({ removal }) => removal && text.slice(0, removal.start) + text.slice(removal.end));
    assert.match(left[0] ?? '', /jobs\.WithLabelValues\(\)\.Inc/);
    assert.match(left[1] ?? '', /jobs\.With\(prometheus\.Labels\{\}\)\.Inc/);
  });

  it('leaves labels whose values are also deleted', async () => {
    const { declarations } = await factsOf('go', uses('func f(id string) { jobs.DeleteLabelValues("mail", id) }'));
    assert.deepEqual(
      declarations[0]?.labels.map(({ removal }) => removal),
      [undefined, undefined],
    );
  });
});

describe('Go: pushes', () => {
  const declared = 'gauge done() - @done';

  eachReads('go', {
    'a chain': [
      pushing(
        'func main() { if err := push.New("http://gw:9091", "nightly").Collector(done).Grouping("zone", zone).Push(); err != nil { log.Print(err) } }',
      ),
      declared,
      'client_golang PUT http://gw:9091 job="nightly" zone=zone:unknown own [0] endless guarded in main',
    ],
    'a variable that is set up step by step': [
      pushing(`func main() {
	pusher := push.New(url, jobName()).Gatherer(prometheus.DefaultGatherer)
	pusher.Grouping("pid", strconv.Itoa(os.Getpid()))
	pusher = pusher.Client(&http.Client{Timeout: 5 * time.Second})
	_ = pusher.Add()
	pusher.Delete()
}`),
      declared,
      'client_golang POST ? job=jobName() pid=strconv.Itoa(os.Getpid()) default stated guarded in main',
      'client_golang DELETE ? job=jobName() pid=strconv.Itoa(os.Getpid()) default stated guarded in main',
    ],
    'a field': [
      pushing(`func newJob() *job { return &job{pusher: push.New("gw", "j").Collector(done)} }
func (j *job) finish() error { return j.pusher.Push() }`),
      declared,
      'client_golang PUT gw job="j" own [0] endless in finish',
    ],
    'loops, and what retries': [
      pushing(`func run() {
	for _, row := range rows { push.New("gw", "j").Push() }
	for { push.New("gw", "j").Push() }
	for i := 0; i < 3; i++ {
		if err := push.New("gw", "j").Push(); err == nil { break }
	}
}`),
      declared,
      'client_golang PUT gw job="j" own [] endless loop guarded in run',
      'client_golang PUT gw job="j" own [] endless loop guarded in run',
      'client_golang PUT gw job="j" own [] endless guarded in run',
    ],
    'where errors are handled, and deferred': [
      pushing(`func run() (err error) {
	defer func() { push.New("gw", "a").Push() }()
	defer func() { err = push.New("gw", "b").Push() }()
	if err != nil {
		return push.New("gw", "c").Push()
	}
	return nil
}`),
      declared,
      'client_golang PUT gw job="a" own [] endless finally guarded in run',
      'client_golang PUT gw job="b" own [] endless finally in run',
      'client_golang PUT gw job="c" own [] endless catch in run',
    ],
    'contexts and clients': [
      pushing(`func run(ctx context.Context) {
	short, cancel := context.WithTimeout(ctx, time.Second)
	push.New("gw", "a").PushContext(short)
	push.New("gw", "b").PushContext(context.Background())
	push.New("gw", "c").AddContext(ctx)
	push.New("gw", "d").Client(http.DefaultClient).Add()
	push.New("gw", "e").Client(client).Add()
}`),
      declared,
      'client_golang PUT gw job="a" own [] stated guarded in run',
      'client_golang PUT gw job="b" own [] endless guarded in run',
      'client_golang POST gw job="c" own [] unknown guarded in run',
      'client_golang POST gw job="d" own [] endless guarded in run',
      'client_golang POST gw job="e" own [] unknown guarded in run',
    ],
    'what else has a method Push or Add': [
      pushing('func run() { stack.Push(1); wg.Add(1); delete(m, k); queue.New("x").Push() }'),
      declared,
    ],
  });
});

describe('Go: what other files can take', () => {
  it('names of the package, with fields of a struct', async () => {
    const text = declares(`const User = "user"
var Labels = []string{"a", User}
var Requests = prometheus.NewCounter(prometheus.CounterOpts{Name: "r"})
var Default = &Metrics{Done: prometheus.NewCounter(prometheus.CounterOpts{Name: "d"})}
func f() { inner := "x" }`);
    const { exports } = await factsOf('go', text);
    assert.deepEqual(
      exports.map(({ name, value }) => [
        name,
        value.kind === 'labels' ? value.labels.map((label) => label.name) : value,
      ]),
      [
        ['User', { kind: 'text', text: 'user' }],
        ['Labels', ['a', 'user']],
        ['Requests', { kind: 'metric', index: 0 }],
        ['Default.Done', { kind: 'metric', index: 1 }],
      ],
    );
  });

  it('says nothing of a file without metrics', async () => {
    assert.deepEqual(await factsOf('go', 'package a\n\nfunc main() { x := "prom" }\n'), {
      declarations: [],
      calls: [],
      pushes: [],
      exports: [],
      wildcards: [],
    });
  });
});

describe('Go: bad input', () => {
  const sample = inPackage(
    'prom "github.com/prometheus/client_golang/prometheus"\n\t"github.com/prometheus/client_golang/prometheus/push"',
    `const user = "user"
var jobs = prom.NewCounterVec(prom.CounterOpts{Namespace: "n", Name: "jobs" + "_total", ConstLabels: prom.Labels{"a": "b"}}, append([]string{"x"}, user))
func f(err error, r *Req) {
	jobs.With(prom.Labels{"x": fmt.Sprintf("%s-%d", r.ID, 1), user: err.Error()}).Inc()
	switch v := r.Kind; v { case "a": jobs.WithLabelValues(v, m["é"]).Inc() }
	for _, i := range rows { p := push.New("u", i).Grouping("k", "v"); p.Push() }
}`,
  );

  it('is read with parts of it gone and odd characters in it', async () => {
    await readDamaged('go', sample);
  }).timeout(120_000);

  it('is read at every prefix, with all places inside it', async () => {
    await readEachPrefix('go', sample);
  }).timeout(120_000);

  it('ends with names that mean each other, and with deep nesting', async () => {
    const deep = `${'('.repeat(3_000)}"a"${')'.repeat(3_000)}`;
    const sum = Array.from({ length: 3_000 }, () => '"a"').join(' + ');
    const text = declares(`var a = b
var b = a
var c = c
var g = prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: ${deep}, Help: ${sum}, Subsystem: a}, append(c, a))
func f() { g.WithLabelValues(${deep}, ${sum}, a, ${'f('.repeat(2_000)}1${')'.repeat(2_000)}); a.WithLabelValues(c${'.x'.repeat(2_000)}) }`);
    assert.equal((await factsOf('go', text)).declarations.length, 1);
  }).timeout(120_000);

  it('survives null bytes and halves of characters', async () => {
    await factsOf('go', declares('var a\0 = prometheus.NewGauge(prometheus.GaugeOpts{Name: "\uD800\0"})'));
  });
});
