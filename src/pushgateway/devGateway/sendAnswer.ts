import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer';

/** How long the rest of a refused body is read and thrown away, so that its sender comes to see the answer. */
const LINGER_MS = 2000;

/**
 * Sends an answer. Where the request's body was not read to its end, the connection is closed afterwards; not at once, or the system
 * would answer the bytes that still arrive with a reset, and many clients would report that instead of the answer.
 */
export function sendAnswer(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const { status, headers, body } = answer;
  const bytes = Buffer.from(body, 'utf8');
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('Content-Length', bytes.length);
  if (request.complete || !hasBody(request)) {
    response.end(bytes);
    return;
  }
  response.setHeader('Connection', 'close');
  response.flushHeaders();
  response.write(bytes);
  const finish = (): void => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(finish, LINGER_MS);
  timer.unref();
  request.once('end', finish).once('close', finish).resume();
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
