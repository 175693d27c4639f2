/** Words for records and the like, in the plural. */
const records =
  /^(?:rows|records|df|dataframe|items|entries|elements|lines|docs|documents|files|images|photos|pages|users|customers|accounts|members|people|persons|contacts|subscribers|employees|products|orders|invoices|payments|transactions|tickets|bookings|messages|mails|emails|notifications|events|articles|posts|comments|reviews|tweets|urls|links|feeds|jobs|tasks|results|objects|measurements|readings|samples|points|batches|chunks|packets|requests|reports|backups|archives|tables|keys|games|matches)$/;

const means =
  /^(?:lines|elements|results|objects|points|batches|chunks|packets|requests|tables|keys|games|matches|tasks|jobs|samples|links|entries|pages)$/;

/** Words that say of a number that it counts what was done. */
const counts = /^(?:count|counter|counts|cnt|num|nb|nr|total|totals)$/;
const done =
  /^(?:processed|handled|done|completed|finished|written|read|inserted|upserted|updated|deleted|removed|created|added|saved|stored|loaded|imported|exported|extracted|transformed|converted|copied|moved|sent|delivered|published|received|fetched|downloaded|uploaded|synced|synchronized|migrated|indexed|parsed|scanned|cleaned|archived|purged|enriched|generated|merged|matched|succeeded|successes|ok|n)$/;

/** Words for what went wrong. */
const troubles =
  /^(?:errors?|err|errs|fail|failed|failures?|skip|skipped|skips|missing|missed|bad|invalid|rejected|ignored|warnings?|dup|dups|duplicates?|unknown|empty|lost|dropped|problems?|issues|conflicts?|exceptions?)$/;

/** Words that say that a number is a place, a size or an attempt. */
const measures =
  /^(?:retry|retries|attempts?|try|tries|max|min|limit|depth|level|indent|indentation|nesting|parens?|brackets?|braces?|index|idx|pos|position|offset|start|end|column|col|columns|cols|lineno|number|id|page|step|steps|iteration|iterations|round|rounds|loop|loops|bytes?|bits?|chars?|characters|letters|words|tokens|width|height|length|len|size|wait|sleep|time|times|timeout|seconds|secs|ms|minutes|hours|days|years|months|weeks|score|price|amount|sum|cost|weight|spaces?|blanks?|tabs|quotes?|escapes|args|params|parameters|groups|digits|dots|slashes|backslashes|stars|newlines|remaining|left|todo|pending|open|tests?)$/;

/** Whether a number of that name tells how many records were processed. */
export function namesCount(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => counts.test(word) || done.test(word) || records.test(word)) && !namesOther(words);
}

/** Whether a number of that name, which a function returns, may be anything but a number of records. */
export function namesMeasure(name: string): boolean {
  return namesOther(wordsOf(name)) || (name.length === 1 && name !== 'n' && name !== 'c');
}

/** Whether a number of that name does not say what it counts: in a loop without an end, its rounds as a rule. */
export function namesAnyCount(name: string): boolean {
  return wordsOf(name).every((word) => counts.test(word) || word === 'n');
}

/** Words for the means and the settings of a program, which come as collections, too. */
const settings =
  /^(?:cmd|command|cmdline|args|argv|arguments|kwargs|params|parameters|options|opts|flags|env|environ|environment|config|conf|cfg|settings|preferences|headers|attrs|attributes|properties|props|state|context|ctx|fmt|format|parts|pieces|buf|buffer|stack|path|mapping|cache|tree|graph|text|html|usage|help|defaults|namespace|metadata|meta|info)$/;

/** Whether a collection of that name, which a function returns, may hold anything but records. */
export function namesOtherThings(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => troubles.test(word)) || settings.test(words.at(-1) ?? '');
}

/** Whether a number of that name counts records, and not characters, by adding lengths. */
export function namesCountOf(name: string, collection: string): boolean {
  return (
    wordsOf(name).some((word) => records.test(word)) ||
    wordsOf(collection).some((word) => records.test(word) || /^(?:batch|chunk|group|page)$/.test(word))
  );
}

/** Whether a collection of that name holds records, and not the means to make them. */
export function namesRecords(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  return records.test(last) && !means.test(last) && !namesOther(words);
}

function namesOther(words: readonly string[]): boolean {
  return words.some((word) => troubles.test(word) || measures.test(word));
}

function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[\W_\d]+/)
    .filter((word) => word !== '');
}
