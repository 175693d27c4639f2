import type { Span } from '../../text/span';
import type { KeyPart, Push } from '../metrics/push';
import { spanOf } from '../spanOf';
import { httpOptions } from './httpOptions';
import { pushPlace } from './pushPlace';
import { plainCommand, type ShellSource } from './shellSource';
import { constantText, templateValue, variableIn } from './shellValue';
import { Template } from './template';
import { endsOnErrors, trapsOf } from './traps';

/** The commands of a script that send to a Pushgateway: curl and wget to a path `/metrics/job/…`, in the order of the text. */
export function pushes(source: ShellSource): Push[] {
  const found: Push[] = [];
  for (const command of source.commands) {
    const plain = plainCommand(command);
    const name = plain?.name.text.replace(/^.*\//, '');
    if (plain !== undefined && (name === 'curl' || name === 'wget')) {
      const request = requestOf(name, plain.arguments, plain.isTimed, (word) => source.template(word), source);
      if (request !== undefined) {
        found.push({
          ...request,
          ...pushPlace(command, source),
          span: spanOf(command),
          calleeSpan: spanOf(plain.name),
        });
      }
    }
  }
  return [...found, ...trappedPushes(source)].toSorted((a, b) => a.span.start - b.span.start);
}

/** Handlers that are longer stand in functions. */
const maxHandler = 5_000;

/** Those in the text of a handler: `trap 'curl -d @x "$URL"' EXIT`. The grammar does not read it, so its words are found here. */
function trappedPushes(source: ShellSource): Push[] {
  const found: Push[] = [];
  for (const { action, inHandler } of trapsOf(source)) {
    const isText = action.type === 'raw_string' || action.type === 'string';
    const text = isText && action.endIndex - action.startIndex < maxHandler ? action.text : '';
    for (const { index, 0: command, 1: name } of text.matchAll(
      /\b(curl|wget)\b(?:\\.|"(?:\\.|[^"\\])*"|[^;&|"\\])*/g,
    )) {
      if (name !== 'curl' && name !== 'wget') {
        continue;
      }
      const start = action.startIndex + index;
      const length = command.replace(/["'\s]+$/, (end) => (index + command.length === text.length ? '' : end)).length;
      const words = [...command.slice(name.length, length).matchAll(/(?:"[^"]*"|[^\s"'])+/g)].map((word) => {
        const at = start + name.length + word.index;
        return { text: word[0].replaceAll('"', ''), span: { start: at, end: at + word[0].length } };
      });
      const template = ({ span }: { readonly span: Span }): Template =>
        Template.ofText(source.text, span).replaced(/"/g, () => '');
      const request = requestOf(name, words, false, template, source);
      if (request !== undefined) {
        const isLookedAt = /^\s*\|\|/.test(text.slice(index + command.length));
        found.push({
          ...request,
          inLoop: false,
          inHandler,
          guarded: isLookedAt || !endsOnErrors(source),
          inFunction: undefined,
          span: { start, end: start + length },
          calleeSpan: { start, end: start + name.length },
        });
      }
    }
  }
  return found;
}

type Request = Omit<Push, 'inLoop' | 'inHandler' | 'guarded' | 'inFunction' | 'span' | 'calleeSpan'>;

/** What a request sends where; undefined when that is no Pushgateway. */
function requestOf<W extends { readonly text: string }>(
  name: 'curl' | 'wget',
  words: readonly W[],
  isTimed: boolean,
  templateOf: (word: W) => Template,
  source: ShellSource,
): Request | undefined {
  const options = httpOptions(name, words);
  const url = options.urls
    .map((word) => withAddress(templateOf(word), source))
    .find(({ text }) => pathStart.test(text));
  if (url === undefined || options.method === undefined) {
    return undefined;
  }
  return {
    client: 'curl',
    method: options.method,
    ...keyOf(url, source),
    registry: 'own',
    timeout: options.isTimed || isTimed ? 'stated' : name === 'wget' ? 'default' : 'endless',
  };
}

const pathStart = /\/metrics\/job(?:@base64)?\//;

/** How many variables in each other a URL is looked for in. */
const maxRounds = 4;

/** A URL with the variables in it that say where the path is: `"$URL"` with `URL=http://host/metrics/job/x`. */
function withAddress(written: Template, source: ShellSource): Template {
  let url = written;
  for (let round = 0; round < maxRounds && !pathStart.test(url.text); round++) {
    const filled = url.replaced(/\uE000/g, ({ index }) => {
      const variable = variableIn(url, index);
      const [assignment, ...others] =
        variable === undefined ? [] : source.assignmentsOf(variable.name, variable.offset);
      return assignment?.value === undefined || others.length > 0 ? undefined : source.template(assignment.value);
    });
    if (filled.text === url.text || filled.text.length > 10_000) {
      break;
    }
    url = filled;
  }
  return url;
}

/** Job and grouping key of a path `/metrics/job/JOB/NAME/VALUE…`. */
function keyOf(url: Template, source: ShellSource): Pick<Push, 'gateway' | 'job' | 'groupingKey' | 'keyComplete'> {
  const match = pathStart.exec(url.text);
  const start = (match?.index ?? 0) + (match?.[0].length ?? 0);
  const length = url.text.slice(start).search(/[?#\s]/);
  const path = url.slice(start, length < 0 ? url.text.length : start + length);
  const segments = segmentsOf(path);
  const [job, ...rest] = segments;
  const groupingKey: KeyPart[] = [];
  let keyComplete = rest.length % 2 === 0;
  for (let at = 0; at + 1 < rest.length; at += 2) {
    const [written, value] = [rest[at], rest[at + 1]];
    if (written !== undefined && value !== undefined) {
      const name = constantText(written, source);
      keyComplete &&= name !== undefined;
      const isEncoded = name?.endsWith('@base64') === true;
      groupingKey.push(keyPart(name?.replace(/@base64$/, ''), value, isEncoded, source));
    }
  }
  return {
    gateway: constantText(url.slice(0, match?.index ?? 0), source),
    job: job && keyPart('job', job, match?.[0].includes('@') === true, source),
    groupingKey,
    keyComplete,
  };
}

function segmentsOf(path: Template): Template[] {
  const segments: Template[] = [];
  let start = 0;
  for (const { index } of path.text.matchAll(/\/|$/g)) {
    if (index > start || index < path.text.length) {
      segments.push(path.slice(start, index));
    }
    start = index + 1;
  }
  return segments;
}

function keyPart(name: string | undefined, segment: Template, isEncoded: boolean, source: ShellSource): KeyPart {
  const value = templateValue(segment, source);
  return {
    name,
    value: value.kind === 'literal' ? { kind: 'literal', text: decoded(value.text, isEncoded) } : value,
    span: segment.span,
  };
}

function decoded(text: string, isEncoded: boolean): string {
  try {
    return isEncoded ? fromBase64(text) : decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** With the alphabet for URLs, as the Pushgateway has it. */
function fromBase64(text: string): string {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, ''));
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}
