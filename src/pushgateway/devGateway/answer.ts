/** What the gateway answers to a request. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const PLAIN_TEXT = 'text/plain; charset=utf-8';

export function textAnswer(status: number, text: string): Answer {
  return { status, headers: { 'Content-Type': PLAIN_TEXT, 'X-Content-Type-Options': 'nosniff' }, body: text };
}

/** As Go's http.Error: with a line end. */
export function errorAnswer(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Answer {
  const answer = textAnswer(status, `${text}\n`);
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

export function emptyAnswer(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body: '' };
}

/** `location` is escaped already. */
export function redirectAnswer(method: string, status: number, location: string): Answer {
  const headers = { Location: location };
  // As Go's http.Redirect: a page for people who browse, nothing for others.
  if (method !== 'GET') return emptyAnswer(status, headers);
  const href = location.replaceAll('&', '&amp;').replaceAll("'", '&#39;');
  return {
    status,
    headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' },
    body: `<a href="${href}">Moved Permanently</a>.\n\n`,
  };
}
