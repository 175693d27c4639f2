import assert from 'node:assert/strict';
import { judgeValue } from '../../../../src/lint/labelValues/judgeValue';
import type { LabelValue } from '../../../../src/syntax/metrics/labelValue';

function name(path: string, value?: LabelValue): LabelValue {
  return { kind: 'name', path: path.split('.'), origin: 'local', value };
}

function call(callee: string, ...given: readonly LabelValue[]): LabelValue {
  return { kind: 'call', callee: callee.split('.'), imported: false, arguments: given };
}

function method(receiver: LabelValue, last: string, ...given: readonly LabelValue[]): LabelValue {
  return { kind: 'call', callee: [last], imported: false, receiver, arguments: given };
}

const text = (value: string): LabelValue => ({ kind: 'literal', text: value });
const joined = (...parts: readonly LabelValue[]): LabelValue => ({ kind: 'joined', parts });
const caught = (part: 'message' | 'class' | 'other'): LabelValue => ({ kind: 'caught', part, className: undefined });

function judged(value: LabelValue, label?: string): string {
  const judgement = judgeValue(value, label);
  return judgement.kind === 'unbounded' ? `${judgement.growth} by ${judgement.by}` : judgement.kind;
}

describe('judgeValue', () => {
  const cases: readonly (readonly [string, LabelValue, string])[] = [
    ['a literal', text('eu'), 'bounded'],
    ['a member of an enumeration', { kind: 'bounded', by: 'enum' }, 'bounded'],
    ['something', { kind: 'unknown' }, 'unknown'],
    ['uuid.uuid4()', call('uuid.uuid4'), 'unique by value'],
    ['str(uuid.uuid4())', call('str', call('uuid.uuid4')), 'unique by value'],
    ['uuid4().hex()', method(call('uuid4'), 'hex'), 'unique by value'],
    ['uuid.v4()', call('uuid.v4'), 'unique by value'],
    ['crypto.randomUUID()', call('crypto.randomUUID'), 'unique by value'],
    ['UUID.randomUUID().toString()', method(call('UUID.randomUUID'), 'toString'), 'unique by value'],
    ['uuid.New().String()', method(call('uuid.New'), 'String'), 'unique by value'],
    ['time.time()', call('time.time'), 'time by value'],
    ['datetime.now().isoformat()', method(call('datetime.datetime.now'), 'isoformat'), 'time by value'],
    [
      'datetime.now().strftime("%Y-%m-%d")',
      method(call('datetime.now'), 'strftime', text('%Y-%m-%d')),
      'time by value',
    ],
    ['datetime.now().strftime("%A")', method(call('datetime.now'), 'strftime', text('%A')), 'bounded'],
    ['datetime.now().weekday()', method(call('datetime.now'), 'weekday'), 'bounded'],
    ['new Date().toISOString()', method(call('Date'), 'toISOString'), 'time by value'],
    ['Date.now()', call('Date.now'), 'time by value'],
    ['time.Now().Unix()', method(call('time.Now'), 'Unix'), 'time by value'],
    ['System.currentTimeMillis()', call('System.currentTimeMillis'), 'time by value'],
    ['date +%s', call('date', text('+%s')), 'time by value'],
    ['date +%A', call('date', text('+%A')), 'bounded'],
    ['Math.random()', call('Math.random'), 'random by value'],
    ['random.choice(names)', call('random.choice', name('names')), 'unknown'],
    ['os.getpid()', call('os.getpid'), 'process by value'],
    ['process.pid', name('process.pid'), 'process by value'],
    ['api_key', name('api_key'), 'unknown'],
    ['str(e)', caught('message'), 'error by value'],
    ['type(e).__name__', caught('class'), 'bounded'],
    ['e.code', caught('other'), 'unknown'],
    ['err.message, not caught here', name('err.message'), 'error by name'],
    ['err.Error(), not caught here', call('err.Error'), 'error by value'],
    ['String(error), not caught here', call('String', name('error')), 'error by value'],
    ['e.getMessage()', call('e.getMessage'), 'error by value'],
    ['request.path', name('request.path'), 'path by value'],
    ['self.request.path', name('self.request.path'), 'path by value'],
    ['req.originalUrl', name('req.originalUrl'), 'path by value'],
    ['request.url.path', name('request.url.path'), 'path by value'],
    ['r.URL.Path', name('r.URL.Path'), 'path by value'],
    ['r.URL.String()', call('r.URL.String'), 'path by value'],
    ['r.url, of something else', name('r.url'), 'unknown'],
    ['os.path.basename(os.path.dirname(p))', call('os.path.basename', call('os.path.dirname', name('p'))), 'unknown'],
    ['request.getRequestURI()', call('request.getRequestURI'), 'path by value'],
    ['new URL(req.url).pathname', method(call('URL', name('req.url')), 'pathname'), 'path by value'],
    ['new URL(config.base).pathname', method(call('URL', name('config.base')), 'pathname'), 'unknown'],
    ['req.route.path, a template', name('req.route.path'), 'unknown'],
    ['request.endpoint, the name of a view', name('request.endpoint'), 'unknown'],
    ['request.url_rule, a template', name('request.url_rule.rule'), 'unknown'],
    ['request.method', name('request.method'), 'unknown'],
    ['request.id', name('request.id'), 'request by name'],
    ['request.headers.get("User-Agent")', call('request.headers.get', text('User-Agent')), 'text by value'],
    ['r.Header.Get("X-Request-Id")', call('r.Header.Get', text('X-Request-Id')), 'request by value'],
    ['request.remote_addr', name('request.remote_addr'), 'address by value'],
    ['user.email', name('user.email'), 'person by name'],
    ['user.id', name('user.id'), 'person by name'],
    ['user.getId()', call('user.getId'), 'person by name'],
    ['worker.id', name('worker.id'), 'unknown'],
    ['node.ip', name('node.ip'), 'unknown'],
    ['user.ID, a field in Go', name('user.ID'), 'person by name'],
    ['Config.USER_ID, a constant', name('Config.USER_ID'), 'unknown'],
    ['a filename', name('upload.filename'), 'file by name'],
    ['os.path.basename(path)', call('os.path.basename', name('path')), 'file by value'],
    ['os.path.basename(disk)', call('os.path.basename', name('disk')), 'unknown'],
    ['os.path.basename(__file__)', call('os.path.basename', name('__file__')), 'bounded'],
    ['os.environ.get("GITHUB_RUN_ID")', call('os.environ.get', text('GITHUB_RUN_ID')), 'run by value'],
    ['os.getenv("REGION")', call('os.getenv', text('REGION')), 'unknown'],
    ['process.env.POD_NAME', name('process.env.POD_NAME'), 'host by value'],
    ['f"run-{uuid4()}"', joined(text('run-'), call('uuid4')), 'unique by value'],
    ['f"{a}-{b}"', joined(name('a'), text('-'), name('b')), 'unknown'],
    ['one of two', { kind: 'choice', options: [text('a'), text('b')] }, 'bounded'],
    ['user.id or "none"', { kind: 'choice', options: [name('user.id'), text('none')] }, 'person by name'],
    ['a variable with a time', name('label', call('time.time')), 'time by value'],
    ['a variable with a literal', name('user_id', text('all')), 'bounded'],
    ['a path whose digits are replaced', method(name('req.path'), 'replace', text('x')), 'unknown'],
    ['normalize(req.path)', call('normalize', name('req.path')), 'unknown'],
  ];
  for (const [title, value, expected] of cases) {
    it(`${title}: ${expected}`, () => {
      assert.equal(judged(value), expected);
    });
  }

  describe('for a label whose name is ambiguous', () => {
    const fed: readonly (readonly [string, LabelValue, string])[] = [
      ['repo', name('commit.repoid'), 'record by name'],
      ['allocation', name('rav.allocationId'), 'run by name'],
      ['id', name('space.id'), 'record by name'],
      ['space', name('space.name'), 'record by name'],
      ['account', name('org_id'), 'record by name'],
      ['id', name('worker.id'), 'unknown'],
      ['status', name('team.id'), 'unknown'],
      ['repo', name('repo'), 'unknown'],
      ['jobId', name('jobId'), 'unknown'],
      ['job_id', name('config.job_id'), 'unknown'],
      ['job_id', name('job.id'), 'run by name'],
      ['identifier', name('key.identifier'), 'record by name'],
      ['id', name('identifier'), 'unknown'],
      ['client', name('self.client_name'), 'unknown'],
      ['event', name('event.name'), 'unknown'],
      ['uid', name('proc.uid'), 'unknown'],
      ['source', name('req.query.s'), 'path by name'],
      ['plan', name('req.body.plan'), 'unknown'],
      ['repo', name('repo_full_name'), 'record by name'],
    ];
    for (const [label, value, expected] of fed) {
      it(`${label}: ${expected}`, () => {
        assert.equal(judged(value, label), expected);
      });
    }
  });

  it('ends with values that hold values that hold values', () => {
    let deep: LabelValue = call('uuid.uuid4');
    for (let depth = 0; depth < 100_000; depth += 1) {
      deep = joined(deep);
    }
    assert.equal(judged(deep), 'unknown');
  });
});
