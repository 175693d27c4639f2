import {
  askedByName,
  boundedBeginnings,
  boundedQualifiers,
  countlessPhrases,
  countlessThings,
  identifiers,
  recordIdentifiers,
  secretHandles,
  thingsWithRecordIdentifiers,
  transparentEndings,
  type Growth,
} from './growthVocabulary';
import { labelTokens } from './labelTokens';

/**
 * Why a label of this name has no bound on its values, for names that leave no doubt; undefined for all others, the
 * ambiguous ones (`path`, `id`, `error`, `account`, `token`, `client_id`) among them: those need evidence from the value.
 * The last words decide, as in English: a `user_id` is an id, a `user_type` is a type.
 */
export function unboundedName(name: string): Growth | undefined {
  let tokens = labelTokens(name);
  // One word always stays: a label that is called `hash` or `value` says nothing.
  while (tokens.length > 1 && transparentEndings.has(tokens.at(-1) ?? '') && growthOf(tokens) === undefined) {
    tokens = tokens.slice(0, -1);
  }
  const isOwn = boundedBeginnings.has(tokens[0] ?? '') || isQualified(tokens);
  return isOwn ? undefined : growthOf(tokens);
}

function growthOf(tokens: readonly string[]): Growth | undefined {
  return phraseAtEnd(tokens) ?? identifierAtEnd(tokens) ?? secretHandleAtEnd(tokens) ?? requestedByName(tokens);
}

function phraseAtEnd(tokens: readonly string[]): Growth | undefined {
  const endings = [tokens.slice(-2).join(' '), tokens.slice(-1).join(' ')];
  return countlessPhrases.find(([, phrases]) => endings.some((ending) => phrases.has(ending)))?.[0];
}

function identifierAtEnd(tokens: readonly string[]): Growth | undefined {
  const [thing = '', identifier = ''] = tokens.slice(-2);
  return countlessThings.find(([growth, things]) => {
    const hasRecordIdentifiers = growth === 'record' || thingsWithRecordIdentifiers.has(thing);
    return (
      things.has(thing) && (identifiers.has(identifier) || (hasRecordIdentifiers && recordIdentifiers.has(identifier)))
    );
  })?.[0];
}

function secretHandleAtEnd(tokens: readonly string[]): Growth | undefined {
  const isSecret = secretHandles.has(tokens.at(-1) ?? '') && phraseAtEnd(tokens.slice(0, -1)) === 'secret';
  return isSecret ? 'secret' : undefined;
}

function requestedByName(tokens: readonly string[]): Growth | undefined {
  return tokens.at(-2) === 'requested' && askedByName.has(tokens.at(-1) ?? '') ? 'text' : undefined;
}

function isQualified(tokens: readonly string[]): boolean {
  return [1, 2].some((length) => {
    const [ending, before] = [tokens.slice(-length).join(' '), tokens.at(-length - 1) ?? ''];
    return boundedQualifiers.some(([endings, qualifiers]) => endings.has(ending) && qualifiers.has(before));
  });
}
