import { JOB } from './compatCase';
import type { CompatCase } from './compatCase';

/** Methods and paths that are no groups. */
export const routeCases: readonly CompatCase[] = [
  ...['/-/ready', '/-/healthy', '/nope', '/METRICS', '/metrics/', '/Status', '/-/quit', '/-/Ready/'].map(get),
  ...['/api', '/api/v1', '/api/v1/', '/api/v1/nope', '/api/v1/metrics/', '/api/v1/METRICS', '/api/v1/admin/wipe'].map(
    get,
  ),
  ...[JOB, '/metrics//', '/./metrics', '/a/../metrics', '/metrics?x=1', '/metrics%2f', '/%6Detrics', '/metrics/x'].map(
    get,
  ),
  ...(['PUT', 'POST', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'] as const).flatMap((method) =>
    ['/metrics', '/', '/-/ready', '/-/quit', '/nope', '/api/v1/metrics', '/api/v1/nope', '/api/v1/admin/wipe'].map(
      (path): CompatCase => ({ title: `${method} ${path}`, steps: [[method, path]] }),
    ),
  ),
  ...['PATCH', 'HEAD', 'OPTIONS', 'GET'].map((method): CompatCase => ({
    title: `${method} of a group`,
    steps: [[method, `${JOB}/x/1`]],
  })),
  {
    title: 'wipe takes everything',
    steps: [
      ['PUT', JOB, 'm 1\n'],
      ['PUT', '/metrics/job/b', 'm 1\n'],
      ['PUT', '/api/v1/admin/wipe'],
    ],
  },
  { title: 'no groups at all', steps: [['GET', '/api/v1/metrics']] },
];

function get(path: string): CompatCase {
  return { title: `GET ${path}`, steps: [['GET', path]] };
}
