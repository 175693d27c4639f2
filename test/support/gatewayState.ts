import { rawRequest } from './rawRequest';

/**
 * The groups of a Pushgateway in a form that two gateways can be compared by: groups and metrics sorted, times of today replaced by
 * the word 'now'.
 */
export async function gatewayState(url: string): Promise<readonly unknown[]> {
  const { status, body } = await rawRequest(url, 'GET', '/api/v1/metrics');
  if (status !== 200) throw new Error(`GET /api/v1/metrics of ${url} answers ${status}: ${body}`);
  const json: unknown = JSON.parse(body, (name, value: unknown) => {
    if (name === 'time_stamp') return maskTime(value);
    if (name === 'value' && typeof value === 'string') return maskTimes(value);
    return Array.isArray(value) ? sorted(value) : value;
  });
  if (!isRecord(json) || json['status'] !== 'success' || !Array.isArray(json['data'])) {
    throw new Error(`GET /api/v1/metrics of ${url} answers something else: ${body.slice(0, 200)}`);
  }
  return json['data'];
}

/** Seconds of today, as numbers of Go (`1.7e+09`), become 'now'. */
export function maskTimes(text: string): string {
  return text.replaceAll(/\d\.\d+e\+09/g, (number) =>
    Math.abs(Number(number) - Date.now() / 1000) < 86_400 ? 'now' : number,
  );
}

function maskTime(value: unknown): unknown {
  return typeof value === 'string' && Math.abs(Date.parse(value) - Date.now()) < 86_400_000 ? 'now' : value;
}

function sorted(list: readonly unknown[]): readonly unknown[] {
  return list.toSorted((a, b) => (canonical(a) < canonical(b) ? -1 : 1));
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
