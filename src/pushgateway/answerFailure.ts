import * as l10n from '@vscode/l10n';
import { GatewayError } from './gatewayError';

/** An answer of HTTP, its body unpacked. */
export interface GatewayAnswer {
  readonly status: number;
  /** Lower case, without parameters: `application/json`. Empty when there is none. */
  readonly mediaType: string;
  readonly location?: string;
  readonly body: Buffer;
}

/** What was asked, for the messages. */
export interface AnswerContext {
  /** The gateway's address without credentials. */
  readonly display: string;
  readonly method: string;
  readonly withCredentials: boolean;
}

/** The error that an answer outside 2xx stands for; undefined for 2xx. `body` must be free of credentials. */
export function answerFailure(answer: GatewayAnswer, body: string, context: AnswerContext): GatewayError | undefined {
  const { status } = answer;
  if (status >= 200 && status < 300) return undefined;
  const details = { status, body };
  const { display } = context;
  if (status < 400) return new GatewayError('redirected', redirectMessage(answer, context), details);
  if (status >= 500) {
    return new GatewayError(
      'server',
      l10n
        .t(
          'The gateway at {0} failed ({1}). Look at its log, and try again. {2}',
          display,
          status,
          firstLine(answer, body),
        )
        .trimEnd(),
      details,
    );
  }
  switch (status) {
    case 401:
      return new GatewayError('unauthorized', unauthorizedMessage(context), details);
    case 403:
      return new GatewayError(
        'forbidden',
        l10n.t('The gateway at {0} forbids this (403). Ask those who run it for access.', display),
        details,
      );
    case 404:
      return new GatewayError(
        'notFound',
        l10n.t(
          'There is no Pushgateway at {0} (404). The path of the URL must be the one that the gateway was started with (--web.route-prefix).',
          display,
        ),
        details,
      );
    case 405:
      return notAPushgateway(display, l10n.t('it does not know the method {0}', context.method), details);
    default:
      return new GatewayError(
        'rejected',
        l10n.t('The gateway at {0} rejected this ({1}): {2}', display, status, firstLine(answer, body)).trimEnd(),
        details,
      );
  }
}

/** @param what what was seen, in a few words: 'it sent HTML' */
export function notAPushgateway(
  display: string,
  what: string,
  details: { status?: number; body?: string; cause?: unknown } = {},
): GatewayError {
  return new GatewayError(
    'notAPushgateway',
    l10n.t('What answers at {0} is not a Pushgateway: {1}. Check host, port and path of the URL.', display, what),
    details,
  );
}

function unauthorizedMessage({ display, withCredentials }: AnswerContext): string {
  return withCredentials
    ? l10n.t(
        'The gateway at {0} does not accept the credentials (401). Check user name and password, or the token.',
        display,
      )
    : l10n.t('The gateway at {0} asks for credentials (401). Give a user name and password, or a token.', display);
}

function redirectMessage(answer: GatewayAnswer, { display, method }: AnswerContext): string {
  const target = redirectTarget(answer.location, display);
  return method === 'GET'
    ? l10n.t(
        '{0} redirects to {1} ({2}), which is not followed. Use the address of the Pushgateway itself.',
        display,
        target,
        answer.status,
      )
    : l10n.t(
        '{0} redirects to {1} ({2}), so nothing was stored or deleted. Use the address of the Pushgateway itself.',
        display,
        target,
        answer.status,
      );
}

/** Where to, without the parts of a URL that may hold secrets. */
function redirectTarget(location: string | undefined, base: string): string {
  if (location === undefined || !URL.canParse(location, base)) return l10n.t('another address');
  const { origin, protocol, host, pathname } = new URL(location, base);
  return (origin === 'null' ? `${protocol}//${host}` : origin) + pathname;
}

const LONGEST_LINE = 500;

/** The first line of a text body; nothing of HTML, which says little to a person. */
function firstLine(answer: GatewayAnswer, body: string): string {
  if (isHtml(answer)) return '';
  const line = body.trimStart().split('\n', 1)[0]?.trimEnd() ?? '';
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
}

export function isHtml(answer: GatewayAnswer): boolean {
  return answer.mediaType === 'text/html' || /^\s*<(!doctype|html)/i.test(answer.body.toString('latin1', 0, 64));
}
