import type { IncomingMessage } from 'node:http';
import * as l10n from '@vscode/l10n';
import { parseExposition } from '../exposition/parseExposition';
import type { GroupingKey } from '../groupingKey';
import { emptyAnswer, errorAnswer, redirectAnswer, textAnswer } from './answer';
import type { Answer } from './answer';
import { metricsAnswer, optionsAnswer, statusAnswer } from './apiV1';
import { expositionAnswer } from './exposeMetrics';
import type { GroupStore } from './groupStore';
import { landingPageAnswer } from './landingPage';
import type { OwnMetrics } from './ownMetrics';
import type { BodyReader } from './requestBody';
import { findRoute } from './routes';
import type { Route } from './routes';

/** What requests are answered from. */
export interface HandlerParts {
  readonly store: GroupStore;
  readonly ownMetrics: OwnMetrics;
  readonly bodies: BodyReader;
  readonly enableAdminApi: boolean;
  readonly startTimeMs: number;
  /** As `/api/v1/status` tells them; known once the gateway listens. */
  readonly flags: () => Readonly<Record<string, string>>;
  /** Aborted when the gateway stops. */
  readonly closing: AbortSignal;
}

/** Routes that need nothing of the gateway. */
type PlainRoute = Exclude<
  Route,
  { kind: 'push' | 'delete' | 'wipe' | 'metrics' | 'apiMetrics' | 'apiStatus' | 'page' }
>;

/** A real Pushgateway's names of its handlers; what is not here is not counted. */
const HANDLERS: Partial<Record<Route['kind'], string>> = {
  push: 'push',
  delete: 'delete',
  page: 'status',
  healthy: 'healthy',
  ready: 'ready',
  apiMetrics: 'api/v1/metrics',
  apiStatus: 'api/v1/status',
  apiOptions: 'api/v1/options',
  wipe: 'wipe',
};

/** Answers a request that is for this gateway; undefined when the client went away meanwhile. */
export async function handleRequest(request: IncomingMessage, parts: HandlerParts): Promise<Answer | undefined> {
  const { method = 'GET', url = '/' } = request;
  const start = performance.now();
  const route = findRoute(method, url.replace(/^https?:\/\/[^/?#]*/i, ''), parts);
  const answer = await answerRoute(route, request, parts);
  const handler = HANDLERS[route.kind];
  if (answer !== undefined && handler !== undefined) {
    parts.ownMetrics.count({ handler, method, status: answer.status });
    if (route.kind === 'push') {
      const sizeBytes = request.rawHeaders.join('    ').length + Number(request.headers['content-length'] ?? 0);
      parts.ownMetrics.measure({ method, sizeBytes, seconds: (performance.now() - start) / 1000 });
    }
  }
  return answer;
}

async function answerRoute(route: Route, request: IncomingMessage, parts: HandlerParts): Promise<Answer | undefined> {
  const { store } = parts;
  switch (route.kind) {
    case 'push':
      if (route.key.kind === 'invalid') return errorAnswer(400, route.key.reason);
      return answerPush(route.key.key, route.replace, request, parts);
    case 'delete':
      if (route.key.kind === 'invalid') return errorAnswer(400, route.key.reason);
      store.delete(route.key.key);
      return emptyAnswer(202);
    case 'wipe':
      store.wipe();
      return emptyAnswer(202);
    case 'metrics':
      return expositionAnswer(store.groups(), await parts.ownMetrics.families());
    case 'apiMetrics':
      return metricsAnswer(store.groups());
    case 'apiStatus':
      return statusAnswer(parts.flags(), parts.startTimeMs);
    case 'page':
      return landingPageAnswer(store.groups(), store.size);
    default:
      return answerPlainly(route, request.method ?? 'GET');
  }
}

function answerPlainly(route: PlainRoute, method: string): Answer {
  switch (route.kind) {
    case 'healthy':
    case 'ready':
      return textAnswer(200, 'OK');
    case 'apiOptions':
      return optionsAnswer();
    case 'quitForbidden':
      return textAnswer(403, 'Lifecycle API is not enabled.');
    case 'quitNotAllowed':
      return textAnswer(405, 'Only POST or PUT requests allowed.');
    case 'redirect':
      return redirectAnswer(method, route.status, route.location);
    case 'allowed':
      return emptyAnswer(200, { Allow: route.allow.join(', ') });
    case 'notAllowed':
      return errorAnswer(405, 'Method Not Allowed', { Allow: route.allow.join(', ') });
    case 'malformed':
      return textAnswer(400, '400 Bad Request');
    default:
      return errorAnswer(404, '404 page not found');
  }
}

async function answerPush(
  key: GroupingKey,
  replace: boolean,
  request: IncomingMessage,
  parts: HandlerParts,
): Promise<Answer | undefined> {
  if (isDelimitedProtobuf(request.headers['content-type'] ?? '')) {
    return errorAnswer(415, l10n.t('This development gateway takes the text format only, not delimited protobuf.'));
  }
  const body = await parts.bodies.read(request);
  if (body.kind === 'aborted') return undefined;
  if (body.kind === 'refused') return errorAnswer(body.status, body.reason);
  // Whatever its content type says: as on a real Pushgateway, text is what everything else is read as.
  const parsed = parseExposition(body.bytes);
  if (parsed.kind === 'invalid') return errorAnswer(400, parsed.message);
  // Acknowledged is only what the last write of the persistence file will hold.
  if (parts.closing.aborted) return closingAnswer();
  const outcome = parts.store.push({ key, families: parsed.families, replace });
  return outcome.kind === 'stored'
    ? emptyAnswer(200)
    : errorAnswer(400, `pushed metrics are invalid or inconsistent with existing metrics: ${outcome.reason}`);
}

export function closingAnswer(): Answer {
  return errorAnswer(503, l10n.t('This development gateway is stopping.'));
}

function isDelimitedProtobuf(contentType: string): boolean {
  const [mediaType = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim().replaceAll('"', ''));
  return (
    mediaType === 'application/vnd.google.protobuf' &&
    parameters.includes('proto=io.prometheus.client.metricfamily') &&
    parameters.includes('encoding=delimited')
  );
}
