/** What makes the values of a label grow without end. */
export type Growth = 'person' | 'request' | 'record' | 'run' | 'unique' | 'time' | 'address' | 'secret' | 'text';

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

function phrasesOf(text: string): ReadonlySet<string> {
  return new Set(text.split(',').map((phrase) => phrase.trim().replace(/\s+/g, ' ')));
}

/** Things that come one after the other for ever: a label that identifies one of them (`order_id`) has no end. */
export const countlessThings: readonly (readonly [Growth, ReadonlySet<string>])[] = [
  [
    'person',
    wordsOf(`user customer account member visitor subscriber player patient student employee person passenger driver
      buyer seller merchant contact guest viewer participant attendee follower recipient sender profile lead actor wallet
      guild author candidate applicant citizen`),
  ],
  [
    'request',
    wordsOf(`request session trace span correlation connection conn socket message transaction call event query invocation
      conversation chat room channel interaction visit notification delivery token peer alert incident webhook`),
  ],
  [
    'record',
    wordsOf(`order payment invoice ticket cart basket checkout booking reservation shipment parcel refund purchase claim
      transfer deposit withdrawal loan listing document doc file upload download attachment photo video post article
      comment review submission record row issue pr mr snapshot product item object entity asset resource subscription
      campaign repo repository workspace space folder page trip ride flight match bet bid auction offer deal quote
      lot voucher coupon certificate contract`),
  ],
  ['run', wordsOf('run execution attempt workflow process batch scan trial build container alloc allocation')],
];

export const identifiers = wordsOf('id uid uuid guid identifier');

/** Identifiers that only things with a paper trail have: a `worker_number` is a small count. */
export const recordIdentifiers = wordsOf('number no ref reference hash');
export const thingsWithRecordIdentifiers = wordsOf('transaction session request');

/** Last words of a name that say it without an identifier. */
export const countlessPhrases: readonly (readonly [Growth, ReadonlySet<string>])[] = [
  [
    'person',
    phrasesOf(`user, customer, user name, user login, user email, customer name, player name, member name,
      patient name, student name, employee name, first name, last name, nickname, assignee, author, created by,
      updated by, modified by, player, patient, student, employee, visitor, passenger, pubkey, public key, wallet, imei, imsi,
      iccid, vin, license plate, email,
      email address, mail address, phone, phone number, mobile number, msisdn, ssn, iban, wallet address`),
  ],
  ['request', phrasesOf('session key, idempotency key, traceparent, jti')],
  ['record', phrasesOf('issue key, ticket key, block number, block height, block hash, sequence number')],
  ['run', phrasesOf('pid, ppid, run number, build number, execution number')],
  ['unique', phrasesOf('uuid, guid, ulid, nonce, etag, fingerprint, cache key, object key, s3 key')],
  [
    'time',
    phrasesOf(`timestamp, time stamp, ts, datetime, date, date time, start time, end time, finish time, creation time, created time,
      current time, event time, created at, updated at, modified at, deleted at, started at, finished at, completed at,
      ended at, received at, sent at, processed at, scheduled at, requested at, expires at, last updated, last update,
      last modified, last seen, last login, last activity, last run, next run, valid until`),
  ],
  [
    'address',
    phrasesOf(`ip, ip address, client address, remote address, peer address, source address, user address, from address, to address,
      sender address, recipient address, forwarded for,
      client port, remote port, peer port, source port`),
  ],
  [
    'secret',
    phrasesOf(`api key, access key, secret key, private key, access token, auth token, api token, bearer token,
      refresh token, session token, csrf token, device token, push token, jwt, password, cookie, card number`),
  ],
  [
    'text',
    phrasesOf(`user agent, error message, error text, error detail, error details, error description, error string,
      exception message, exception text, failure message, log message, log line, commit message, stack trace, traceback,
      query string, query text, sql, sql query, sql statement, sql text, db statement, search term, search query, request body,
      response body, request url, request uri, full url, full uri, raw url, raw uri, raw path, http url, http target,
      page url, image url, video url, download url, callback url, redirect url, webhook url, permalink, command line,
      cmdline, query params, request params, ua,
      url full, url query, referer, referrer`),
  ],
];

/** A hash of something has as many values as the thing, and so has a time in any unit. */
export const transparentEndings = wordsOf(`hash hashed encrypted masked original raw value str string md5 sha1 sha256
  s ms us ns sec seconds millis utc iso unix epoch`);

/** What every secret has one of. */
export const secretHandles = wordsOf('id alias name prefix uuid');

/** Begins a yes or no, a count or a limit: `is_new_user`, `num_events_per_user`. */
export const boundedBeginnings = wordsOf(
  'is has was can should with without use uses allow allows num number count max min per',
);

/** Words that, right before an ending, make it one's own small set: the server's address, the database's user. */
export const boundedQualifiers: readonly (readonly [endings: ReadonlySet<string>, before: ReadonlySet<string>])[] = [
  [
    phrasesOf('ip, ip address, address'),
    wordsOf(`node host server pod instance device target upstream backend cluster gateway router switch master worker
      listen bind local vm container service proxy public private external internal management mgmt virtual vip camera`),
  ],
  [
    phrasesOf('user, user name, user login, user id'),
    wordsOf('db database os system sys service unix linux sql mysql postgres pg ssh ftp process'),
  ],
  [phrasesOf('uuid, guid'), wordsOf('gpu disk device volume hardware board partition filesystem fs')],
  [phrasesOf('block number, block height, block hash'), wordsOf('terminal genesis fork merge activation')],
  [phrasesOf('account, account id'), wordsOf('aws gcp azure cloud service storage billing payer')],
  [
    phrasesOf('date, date time'),
    wordsOf('build release compile commit version to expiry expiration install installed'),
  ],
];

/** What clients ask for by a name that they can make up: a `requested_path` is what stood in the request. */
export const askedByName = wordsOf(
  'url uri path host hostname domain resource page file filename key name model image query username',
);
