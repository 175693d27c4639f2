import { countlessThings } from './growthVocabulary';
import { labelTokens } from './labelTokens';

/** Last words of names that are bounded in one program and without end in another. */
const ambiguousWords: ReadonlySet<string> = new Set(
  `path url uri endpoint route handler page resource target link href location
  error exception failure reason cause message detail details description text
  id identifier uid key name title label value alias slug hash digest
  host hostname domain origin server address source destination from to remote
  repo repository branch commit owner org organization organisation tenant team group project workspace space channel client
  app application namespace collection object entity item product sku asset task job pod instance device agent
  query term keyword statement prompt subject principal caller actor sender recipient chat thread topic
  file filename filepath directory folder bucket blob image`
    .trim()
    .split(/\s+/),
);

/** Whether a label's name is one of those that need evidence from the value: it alone says neither yes nor no. */
export function isAmbiguousName(name: string): boolean {
  const last = labelTokens(name).at(-1) ?? '';
  return ambiguousWords.has(last) || countlessThings.some(([, things]) => things.has(last));
}
