import { isAmbiguousName } from '../labelNames/ambiguousName';
import { countlessThings, identifiers } from '../labelNames/growthVocabulary';
import { labelTokens } from '../labelNames/labelTokens';
import type { ValueGrowth } from './valueJudgement';

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** What people make at will, so that their names and ids have no end either; not sure enough for a label's name alone. */
const createdThings = wordsOf(`repo repository owner org organization organisation tenant team space project workspace
  channel client collection object entity item product asset folder pod job campaign playlist album dataset notebook
  pipeline site shop store vendor merchant domain page artist author publisher listing offer bid auction match game`);

/** Words that give a thing's name. */
const nameWords = wordsOf('name title slug login handle fullname email');

/**
 * What a value says of a label whose name is ambiguous: the identifier of something that is made at will
 * (`repo=commit.repoid`, `allocation=rav.allocationId`, `space=space.id`), or its name.
 */
export function identityGrowth(label: string, path: readonly string[]): ValueGrowth | undefined {
  const ofLabel = labelTokens(label);
  // A label that says whose id it holds (`client_id`) learns nothing from a value of the same name, only from `client.id`.
  const saysWhose = ofLabel.length > 1 && identifiers.has(ofLabel.at(-1) ?? '');
  if (!isAmbiguousName(label) || (saysWhose && (path.length < 2 || labelTokens(path.at(-1) ?? '').length > 1))) {
    return undefined;
  }
  const tokens = path.slice(-2).flatMap((name) => labelTokens(splitIdentifier(name)));
  const last = tokens.at(-1) ?? '';
  // A plain `id` is the id of what the label is called.
  const thing = tokens.at(-2) ?? ofLabel.at(-1) ?? '';
  return identifiers.has(last) || nameWords.has(last) ? growthOfThing(thing) : undefined;
}

function growthOfThing(thing: string): ValueGrowth | undefined {
  return (
    countlessThings.find(([, things]) => things.has(thing))?.[0] ?? (createdThings.has(thing) ? 'record' : undefined)
  );
}

/** `repoid` is written as one word as often as not. */
function splitIdentifier(name: string): string {
  return name.replace(/^([a-z]{3,})(id|uid|uuid|guid)$/, '$1_$2');
}
