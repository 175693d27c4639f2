import * as l10n from '@vscode/l10n';
import type { Push } from '../../syntax/metrics/push';
import type { Span } from '../../text/span';
import type { TextEdit } from '../../text/textEdit';
import type { Fix } from '../finding';

/** What a client calls its `PUT`, and its `POST`. */
const addingNames: Readonly<Partial<Record<Push['client'], readonly [replaces: string, adds: string]>>> = {
  prometheus_client: ['push_to_gateway', 'pushadd_to_gateway'],
  'prom-client': ['push', 'pushAdd'],
  '@prometheus-io/client': ['push', 'pushAdd'],
  client_golang: ['Push', 'Add'],
  simpleclient: ['push', 'pushAdd'],
  client_java: ['push', 'pushAdd'],
};

/**
 * Pushes by `POST`, which keeps the families that are not pushed. Not safe: what the group holds afterwards is something
 * else. undefined where more than the call, and its import, would have to change.
 */
export function addInsteadOfReplace(text: string, { client, calleeSpan }: Push): Fix | undefined {
  const [replaces, adds] = addingNames[client] ?? [];
  const callee = text.slice(calleeSpan.start, calleeSpan.end);
  if (replaces === undefined || adds === undefined || !new RegExp(`(^|\\W)${replaces}$`).test(callee)) {
    return undefined;
  }
  const call: TextEdit = { start: calleeSpan.end - replaces.length, end: calleeSpan.end, newText: adds };
  const imports = callee === replaces && client === 'prometheus_client' ? importEdits(text, replaces, adds, call) : [];
  return imports && { title: l10n.t('Push with {0}', adds), edits: [...imports, call], safe: false };
}

/** The import of a function that is called by its plain name, when nothing else uses it; none where both are imported. */
function importEdits(text: string, name: string, newText: string, call: Span): readonly TextEdit[] | undefined {
  const places = firstPlaces(text, name);
  const [at] = places;
  if (at === undefined || !importsUpTo.test(text.slice(Math.max(0, at - 500), at))) {
    return undefined;
  }
  const names = /^[^\n()]*(?:\([^()]*\))?/.exec(text.slice(text.lastIndexOf('import', at)))?.[0] ?? '';
  if (new RegExp(`\\b${newText}\\b`).test(names)) {
    return [];
  }
  return places.length === 2 && places[1] === call.start ? [{ start: at, end: at + name.length, newText }] : undefined;
}

const importsUpTo = /\bfrom\s+prometheus_client[\w.]*\s+import\s*\(?[^()=]*$/;

/** Where a word stands, up to the third place: more than that are not to be changed. */
function firstPlaces(text: string, name: string): readonly number[] {
  const places: number[] = [];
  for (const { index } of text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))) {
    places.push(index);
    if (places.length === 3) {
      break;
    }
  }
  return places;
}
