import { isAmbiguousName } from '../labelNames/ambiguousName';
import { countlessThings, identifiers } from '../labelNames/growthVocabulary';
import { labelTokens } from '../labelNames/labelTokens';
import type { ValueGrowth } from './valueJudgement';

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** What people make at will, so that the ids have no end either; not sure enough for a label's name alone. */
const createdThings =
  wordsOf(`owner org organization organisation tenant team project collection job playlist album dataset
  notebook pipeline site shop store vendor domain artist publisher listing game`);

/** What has a name that people gave it. */
const namedThings =
  wordsOf(`user customer account member visitor subscriber player patient student employee person passenger
  driver guest viewer author candidate applicant repo repository space workspace folder document file playlist album artist
  song track movie video post article room chat guild campaign shop merchant workflow dataset notebook site`);

/** What a program, a cluster or a configuration has a number of. */
const fewThings =
  wordsOf(`worker shard thread partition node cpu core gpu slot disk device port rank replica stage step plugin
  rule model queue topic pool region zone route operation cluster server service app application integration provider type
  kind category class status state method function template schema table index database db env environment role plan tier
  level priority feature experiment variant language locale country currency chain network subnet broker consumer connector
  engine backend metric check monitor probe sensor test suite module component location bucket host vm machine task`);

/** `full_name` and `short_id` are names and ids. */
const kindsOfName = wordsOf('full short display qualified long');

const nameWords = wordsOf('name title slug login handle fullname');

/**
 * What a value says of a label whose name is ambiguous: the identifier of something that is made at will
 * (`repo=commit.repoid`, `allocation=rav.allocationId`, `space=space.id`), or its name.
 */
export function identityGrowth(label: string, path: readonly string[]): ValueGrowth | undefined {
  const ofLabel = labelTokens(label);
  if (!isAmbiguousName(label)) {
    return undefined;
  }
  const words = path.slice(-2).flatMap((name) => labelTokens(splitIdentifier(name)));
  const tokens = words.filter((word) => !kindsOfName.has(word));
  const last = tokens.at(-1) ?? '';
  // A plain `id` is the id of what the label is called.
  const thing = tokens.at(-2) ?? ofLabel.at(-1) ?? '';
  if (nameWords.has(last)) {
    return namedThings.has(thing) ? growthOfThing(thing) : undefined;
  }
  if (!identifiers.has(last)) {
    return undefined;
  }
  if (identifiers.has(ofLabel.at(-1) ?? '')) {
    return ofLabel.length === 1 && ofLabel[0] !== 'uid' ? growthOfAny(path, thing) : growthOfNamed(path);
  }
  return isKnown(thing) ? growthOfThing(thing) : undefined;
}

/** A label that is just called `id` (a `uid` may be that of a Unix user): of whatever the value is the id, unless there are but few of them. */
function growthOfAny(path: readonly string[], thing: string): ValueGrowth | undefined {
  return isKnown(thing) || (path.length > 1 && !fewThings.has(thing)) ? growthOfThing(thing) : undefined;
}

/** A label that says whose id it holds (`client_id`) learns nothing from that; but jobs come one after the other. */
function growthOfNamed(path: readonly string[]): ValueGrowth | undefined {
  return path.slice(-2).join('.').toLowerCase() === 'job.id' ? 'run' : undefined;
}

function isKnown(thing: string): boolean {
  return createdThings.has(thing) || countlessThings.some(([, things]) => things.has(thing));
}

function growthOfThing(thing: string): ValueGrowth {
  return countlessThings.find(([, things]) => things.has(thing))?.[0] ?? 'record';
}

/** `repoid` is written as one word as often as not. */
function splitIdentifier(name: string): string {
  return name.replace(/^([a-z]{3,})(id|uid|uuid|guid)$/, '$1_$2');
}
