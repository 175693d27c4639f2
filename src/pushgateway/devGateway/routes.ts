import { readGroupingKey, readRequestPath } from './requestPath';
import type { RequestKey } from './requestPath';

/** What a request asks for. */
export type Route =
  | { readonly kind: 'push'; readonly key: RequestKey; readonly replace: boolean }
  | { readonly kind: 'delete'; readonly key: RequestKey }
  | { readonly kind: Fixed }
  | { readonly kind: 'redirect'; readonly status: number; readonly location: string }
  | { readonly kind: 'notAllowed' | 'allowed'; readonly allow: readonly string[] }
  | { readonly kind: 'notFound' | 'malformed' };

type Fixed =
  | 'page'
  | 'metrics'
  | 'healthy'
  | 'ready'
  | 'quitForbidden'
  | 'quitNotAllowed'
  | 'apiMetrics'
  | 'apiStatus'
  | 'apiOptions'
  | 'wipe';

type Endpoint = Extract<Route, { kind: 'push' | 'delete' | Fixed }>;
type Endpoints = ReadonlyMap<string, ReadonlyMap<string, Fixed>>;

/** By path, then by method. */
const ROOT_ENDPOINTS: Endpoints = endpoints({
  '/': { GET: 'page' },
  '/status': { GET: 'page' },
  '/metrics': { GET: 'metrics' },
  '/-/healthy': { GET: 'healthy' },
  '/-/ready': { GET: 'ready' },
  '/-/quit': { GET: 'quitNotAllowed', PUT: 'quitForbidden', POST: 'quitForbidden' },
});
const API_ENDPOINTS: Endpoints = endpoints({ '/metrics': { GET: 'apiMetrics' }, '/status': { GET: 'apiStatus' } });
const ADMIN_ENDPOINTS: Endpoints = new Map([...API_ENDPOINTS, ...endpoints({ '/admin/wipe': { PUT: 'wipe' } })]);

const API = '/api/v1';
const GROUP = /^\/metrics\/job(@base64)?\/([^/]+)(\/.*)?$/s;
/** httprouter finds no labels behind a base64 job this way. */
const GROUP_ANY_CASE = /^\/metrics\/job(?:\/(?=[^/])|@base64\/(?=[^/]+$))/i;
const EMPTY_JOB = '/metrics/job/';
const PUSH_METHODS: readonly string[] = ['PUT', 'POST', 'DELETE'];
const METHODS = ['DELETE', 'GET', 'POST', 'PUT'] as const;

/**
 * Finds the route as the original's two routers do: net/http's, which redirects unclean paths, and then httprouter, which redirects
 * paths that differ from a route only in case or in a slash at the end, and answers 405 with `Allow` for other methods.
 * @param target as in the request line: `/metrics/job/a?x`
 */
export function findRoute(method: string, target: string, options: { enableAdminApi: boolean }): Route {
  const read = readRequestPath(target);
  if (read.kind === 'malformed') return { kind: 'malformed' };
  const path = read.kind === 'path' ? read.path : read.cleanPath;
  if (path === API) return redirect(301, `${API}/`, read.query);
  if (read.kind === 'unclean') return redirect(301, path, read.query);
  if (!path.startsWith(`${API}/`)) return findIn(ROOT_ENDPOINTS, method, path, read.query);
  if (method === 'OPTIONS') return { kind: 'apiOptions' };
  // The redirects of the API forget its prefix, there as here.
  return findIn(options.enableAdminApi ? ADMIN_ENDPOINTS : API_ENDPOINTS, method, path.slice(API.length), read.query);
}

function findIn(known: Endpoints, method: string, path: string, query: string): Route {
  const endpoint = endpointAt(known, method, path);
  if (endpoint !== undefined) return endpoint;
  const near = nearPath(known, method, path);
  if (near !== undefined) return redirect(method === 'GET' ? 301 : 307, near, query);
  const methods = METHODS.filter((other) => endpointAt(known, other, path) !== undefined);
  if (methods.length === 0) return { kind: 'notFound' };
  return { kind: method === 'OPTIONS' ? 'allowed' : 'notAllowed', allow: [...methods, 'OPTIONS'].toSorted() };
}

function endpointAt(known: Endpoints, method: string, path: string): Endpoint | undefined {
  const kind = known.get(path)?.get(method);
  if (kind !== undefined) return { kind };
  if (known !== ROOT_ENDPOINTS || !PUSH_METHODS.includes(method)) return undefined;
  const [, base64, job, labels = ''] = GROUP.exec(path) ?? [];
  if (job === undefined) return undefined;
  const key = readGroupingKey(job, base64 !== undefined, labels);
  return method === 'DELETE' ? { kind: 'delete', key } : { kind: 'push', key, replace: method === 'PUT' };
}

/** The path of a route for this method that was nearly hit. */
function nearPath(known: Endpoints, method: string, path: string): string | undefined {
  // With an empty job, which is what an unset variable in a script makes, httprouter takes the slash for one too many.
  if (known === ROOT_ENDPOINTS && path === EMPTY_JOB && PUSH_METHODS.includes(method)) return EMPTY_JOB.slice(0, -1);
  const group = path.replace(GROUP_ANY_CASE, (start) => start.toLowerCase());
  if (group !== path && endpointAt(known, method, group) !== undefined) return group;
  const names = [path, path.toLowerCase()].flatMap((name) => [name, toggleSlash(name)]);
  return names.find((name) => known.get(name)?.has(method) === true);
}

function toggleSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : `${path}/`;
}

/** Locations are escaped as Go's url.URL does it. */
function redirect(status: number, path: string, query: string): Route {
  const escaped = Array.from(Buffer.from(path, 'utf8'), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9\-_.~$&+,/:;=@]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
  return { kind: 'redirect', status, location: escaped + (query === '?' ? '' : query) };
}

function endpoints(table: Readonly<Record<string, Readonly<Record<string, Fixed>>>>): Endpoints {
  return new Map(Object.entries(table).map(([path, methods]) => [path, new Map(Object.entries(methods))]));
}
