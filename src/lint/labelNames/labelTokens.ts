/** Words that are written without a gap as often as with one. */
const compounds: ReadonlyMap<string, readonly string[]> = new Map([
  ['apikey', ['api', 'key']],
  ['apitoken', ['api', 'token']],
  ['authtoken', ['auth', 'token']],
  ['accesstoken', ['access', 'token']],
  ['enduser', ['user']],
  ['ipaddr', ['ip', 'address']],
  ['ipaddress', ['ip', 'address']],
  ['phonenumber', ['phone', 'number']],
  ['querystring', ['query', 'string']],
  ['stacktrace', ['stack', 'trace']],
  ['useragent', ['user', 'agent']],
  ['username', ['user', 'name']],
]);

const shortForms: ReadonlyMap<string, string> = new Map([
  ['addr', 'address'],
  ['acct', 'account'],
  ['cust', 'customer'],
  ['err', 'error'],
  ['exc', 'exception'],
  ['ids', 'id'],
  ['msg', 'message'],
  ['req', 'request'],
  ['src', 'source'],
  ['txn', 'transaction'],
  ['tx', 'transaction'],
  ['usr', 'user'],
]);

/** The part before `id` and `ip` in words like `sessionid` and `clientip`. */
const joinable =
  /^(account|build|channel|chat|client|connection|conversation|correlation|customer|document|event|execution|file|guild|invoice|member|message|order|payment|player|process|product|query|remote|repo|req|request|room|run|session|source|span|ticket|trace|transaction|tx|txn|user|video|visitor|workflow)(id|ip)$/;

/**
 * The words of a label's name in lower case, in `snake_case`, `camelCase`, `dotted.names` and `kebab-case` alike; known
 * compounds taken apart and short forms spelled out: `clientIP` → client, ip; `enduser.id` → user, id.
 */
export function labelTokens(name: string): readonly string[] {
  const words = name.match(/[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+/g) ?? [];
  return words.flatMap((word) => {
    const lower = word.toLowerCase();
    const joined = joinable.exec(lower)?.slice(1);
    return (compounds.get(lower) ?? joined ?? [lower]).map((token) => shortForms.get(token) ?? token);
  });
}
