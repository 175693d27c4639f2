import { isAmbiguousName } from '../labelNames/ambiguousName';
import { labelTokens } from '../labelNames/labelTokens';
import { identityGrowth } from './identityGrowth';
import { unboundedName } from '../labelNames/unboundedName';
import type { ValueGrowth, ValueJudgement } from './valueJudgement';

const unknown: ValueJudgement = { kind: 'unknown' };

/** What stands for a request in the frameworks of all languages. */
const requests: ReadonlySet<string> = new Set(
  'req request r httprequest http_request ctx context c event exchange location url'.split(' '),
);

/** What a client can make up, by the last names of a path in lower case. `req.route.path` and `request.endpoint` are not. */
const requestParts: readonly (readonly [ValueGrowth, RegExp])[] = [
  [
    'path',
    /(^|\.)(req|request|_?req|httprequest|http_request|ctx|ctx\.request|ctx\.req|context\.request|c\.request|scope|location)\.(url\.)?(path|url|rawpath|requesturi|originalurl|original_url|fullpath|full_path|raw_path|path_info|uri|href|pathname|base_url|absolute_uri|query|querystring|query_string|search|rawquery|rel_url|path_qs)$/,
  ],
  ['path', /\.(url\.path|url\.rawquery|originalurl|requesturi|request_uri|rawquery)$/],
  ['address', /(^|\.)(req|request|ctx|ctx\.request|c\.request)\.(url\.)?(host|hostname|ip|remoteaddr|remote_addr)$/],
  ['text', /(^|\.)(req|request|ctx)\.(user_agent|useragent)(\.string)?$/],
];

/** Go's *http.Request is mostly called `r`; in other languages that is something else. */
const goRequest = /(^|\.)(r|req|request)\.(URL(\.(Path|RawPath|RawQuery))?|RequestURI|Host|RemoteAddr)$/;

/** What a client sends along, by name; many programs check it, so it is evidence only where the label is doubtful too. */
const sentByClient =
  /(^|\.)(req|request|ctx|context)\.(query|params|body|args|form|values|json|data|get|post|query_params|path_params|cookies)\.[\w-]+$/;

/**
 * Judges a variable, parameter or attribute by what it is called: `user`, `id` is an id of a user. What a doubtful `label`
 * gets is looked at more closely: its name and that of the value together leave no doubt.
 */
export function judgeNamed(path: readonly string[], label?: string): ValueJudgement {
  const own = path.filter((name) => name !== 'self' && name !== 'this' && name !== 'cls');
  const dotted = own.join('.').toLowerCase();
  const source = own.join('.');
  if (/(^|\.)(environ|process\.env)\./.test(dotted)) {
    return judgeEnvironment(own.at(-1) ?? '');
  }
  if (/^process\.p?pid$/.test(dotted)) {
    return { kind: 'unbounded', growth: 'process', by: 'value', source };
  }
  const part = goRequest.test(source) ? (['path'] as const) : requestParts.find(([, pattern]) => pattern.test(dotted));
  if (part !== undefined) {
    return { kind: 'unbounded', growth: part[0], by: 'value', source };
  }
  if (isConstant(own)) {
    return unknown;
  }
  const growth =
    growthOf(own) ?? (label === undefined ? undefined : (identityGrowth(label, own) ?? sentGrowth(label, dotted)));
  return growth === undefined ? unknown : { kind: 'unbounded', growth, by: 'name', source };
}

function sentGrowth(label: string, dotted: string): ValueGrowth | undefined {
  return isAmbiguousName(label) && sentByClient.test(dotted) ? 'path' : undefined;
}

/** A process keeps its environment, so only what is new with every run has no end. */
export function judgeEnvironment(name: string): ValueJudgement {
  if (/^(hostname|host|pod_name|pod|my_pod_name|k8s_pod_name|kubernetes_pod_name|computername)$/i.test(name)) {
    return { kind: 'unbounded', growth: 'host', by: 'value', source: name };
  }
  return /(^|_)(run|build|pipeline|job|execution|invocation|workflow_run|circle_workflow)_?(id|uuid|number|num|uid)$/i.test(
    name,
  )
    ? { kind: 'unbounded', growth: 'run', by: 'value', source: name }
    : unknown;
}

/** `Config.USER_ID`: written in capitals, and in a group of its own, it never changes. `user.ID` is a field in Go. */
function isConstant(path: readonly string[]): boolean {
  const last = path.at(-1) ?? '';
  return path.length > 1 && /^[A-Z][A-Z0-9_]*$/.test(last) && !/^(U?ID|UUID|GUID|IP|URL|URI)$/.test(last);
}

function growthOf(path: readonly string[]): ValueGrowth | undefined {
  const last = path.at(-1) ?? '';
  const owner = ownerOf(path);
  const tokens = labelTokens(last).join(' ');
  if (
    /^(message|stack|stack trace|args)$/.test(tokens) &&
    /^(e|ex|err|exc|error|exception|cause|reason)$/i.test(owner)
  ) {
    return 'error';
  }
  if (/^(filename|file name|filepath|file path)$/.test(tokens)) {
    return 'file';
  }
  const growth = unboundedName(owner === '' ? last : `${owner}_${last}`);
  // A variable called `api_key` is the name of one as often as the key itself, which nobody gives to a label.
  return growth === 'secret' ? undefined : growth;
}

/** The thing that has the last name; what only says where it came from (`request.user_id`) is none, but for `request.id`. */
function ownerOf(path: readonly string[]): string {
  const [owner = '', last = ''] = [path.at(-2), path.at(-1)];
  return requests.has(owner.toLowerCase()) && !/^u?u?id$/i.test(last) ? '' : owner;
}
