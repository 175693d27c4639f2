import type { ValueGrowth } from './valueJudgement';

function namesOf(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** Give back what they are given, in another form: as many values as before. In lower case. */
export const transparentCalls = namesOf(`str string tostring to_string repr unicode text_type format lower upper title
  tolower toupper tolowercase touppercase casefold strip trim trimspace encode decode valueof itoa formatint sprint
  hex hexdigest digest md5 sha1 sha256 sha512 quote quote_plus encodeuricomponent escape urlencode base64 b64encode
  error url urlparse urlsplit unquote orelse orelseget unwrap int parseint number integer bytes text`);

/** Give one of few, whatever they are given. In lower case. */
export const boundingCalls =
  namesOf(`type bool boolean isinstance getclass getsimplename weekday isoweekday getday getutcday
  gethours getutchours getmonth getdayofweek gethour hour month day_name month_name statusclass status_class`);

/** Read a field, a header or a parameter by the name in their first argument. In lower case. */
export const readingCalls =
  namesOf(`get header headers getheader get_header getparameter get_argument getattribute param
  query formvalue postformvalue pathvalue cookie getfirst pop getattr getstring getasstring getproperty`);

/** Read a variable of the environment: the same value as long as the process runs. In lower case. */
export const environmentCalls = namesOf('getenv os.getenv environ.get os.environ.get system.getenv os.lookupenv');

/** By the last two names of what is called, in lower case and without underscores; `*` stands for any name. */
export const producingCalls: readonly (readonly [ValueGrowth, ReadonlySet<string>])[] = [
  [
    'unique',
    namesOf(`uuid.* *.uuid1 *.uuid3 *.uuid4 *.uuid5 *.uuid6 *.uuid7 *.uuid *.randomuuid *.uuidv1 *.uuidv4 *.uuidv6 *.uuidv7
      *.nanoid *.ulid *.cuid *.cuid2 *.createid *.ksuid *.objectid *.uuidgen *.newuuid *.newuuidv4 *.getuuid ulid.* ksuid.* xid.*
      shortuuid.* shortid.*`),
  ],
  [
    'time',
    namesOf(`time.time time.timens time.strftime time.ctime time.asctime time.localtime time.gmtime datetime.now
      datetime.utcnow datetime.today date.today timezone.now pendulum.now arrow.now arrow.utcnow date.now *.date
      performance.now *.dayjs *.moment time.now instant.now localdate.now localdatetime.now zoneddatetime.now
      offsetdatetime.now system.currenttimemillis system.nanotime *.utcnow *.gettime *.toisostring *.isoformat
      *.unixnano *.unixmilli *.unix *.strftime *.$epochseconds *.$epochrealtime`),
  ],
  [
    'random',
    namesOf(`random.random random.randint random.randrange random.uniform random.getrandbits random.randbytes math.random
      secrets.tokenhex secrets.tokenurlsafe secrets.tokenbytes secrets.randbelow crypto.randombytes crypto.randomint
      *.urandom rand.int rand.intn rand.int31 rand.int63 rand.float64 rand.text tempfile.mkdtemp tempfile.mktemp
      *.mktemp *.mkstemp *.$random *.$srandom random.nextint random.nextlong`),
  ],
  [
    'process',
    namesOf(`os.getpid os.getppid *.getpid *.getppid processhandle.pid threading.getident threading.getnativeid
      *.$$ *.bashpid`),
  ],
  ['text', namesOf('traceback.formatexc traceback.formatexception *.formatexc *.getstacktrace *.useragent')],
  ['error', namesOf('*.getmessage *.getlocalizedmessage')],
  [
    'path',
    namesOf(`*.getfullpath *.buildabsoluteuri *.getrequesturi *.getrequesturl *.getpathinfo *.getservletpath
      *.getquerystring *.requesturi *.escapedpath`),
  ],
  ['address', namesOf('*.getremoteaddr *.getremotehost *.remoteaddr *.getpeername')],
  ['file', namesOf('path.basename *.basename filepath.base path.base *.getfilename')],
  [
    'host',
    namesOf('socket.gethostname socket.getfqdn *.gethostname platform.node os.hostname *.hostname *.getlocalhost'),
  ],
];
