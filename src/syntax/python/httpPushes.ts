import type { CachedNode } from '../cachedNode';
import type { LabelValue } from '../metrics/labelValue';
import type { KeyPart, Push } from '../metrics/push';
import { namedChildren } from '../namedChildren';
import type { Bindings } from './bindings';
import { argumentOf } from './callArguments';
import { labelValue } from './labelValue';
import { spanOf } from './spanOf';
import { stringConstant } from './stringConstant';
import { surroundingsOf } from './surroundings';
import { Trail } from './trail';

const verbs: Readonly<Record<string, Push['method']>> = { put: 'PUT', post: 'POST', delete: 'DELETE' };

/** What is called with a URL: its place and the method, where the name says it. */
const callees = ['put', 'post', 'delete', 'request', 'Request', 'urlopen'] as const;

/** The requests that a file sends to the path of a group: `requests.put(f"{url}/metrics/job/{job}", …)`. */
export function httpPushes(bindings: Bindings<CachedNode>): readonly Push[] {
  return callees.flatMap((name) =>
    bindings.occurrences(name).flatMap((node) => {
      const callee = node.parent?.type === 'attribute' ? node.parent : node;
      const call = callee.parent;
      return call?.type === 'call' && call.childForFieldName('function') === callee
        ? (pushOf(call, callee, name, bindings) ?? [])
        : [];
    }),
  );
}

function pushOf(
  call: CachedNode,
  callee: CachedNode,
  name: (typeof callees)[number],
  bindings: Bindings<CachedNode>,
): Push | undefined {
  const trail = new Trail(bindings);
  const url = argumentOf(call, 'url', name === 'request' ? 1 : 0);
  const target = url.kind === 'given' ? groupAt(url.value, trail) : undefined;
  if (url.kind !== 'given' || target === undefined) {
    return undefined;
  }
  const timeout = argumentOf(call, 'timeout', name === 'urlopen' ? 2 : Infinity);
  return {
    client: 'text',
    method: verbs[name] ?? statedMethod(call, name, trail),
    gateway: target.gateway,
    job: target.job,
    groupingKey: target.groupingKey,
    keyComplete: target.complete,
    registry: 'unknown',
    timeout:
      timeout.kind === 'given'
        ? timeout.value.type === 'none'
          ? 'endless'
          : 'stated'
        : timeout.kind === 'hidden' || name === 'Request'
          ? 'unknown'
          : isHttpx(callee)
            ? 'default'
            : 'endless',
    ...(timeout.kind === 'absent' && name !== 'Request' && !isHttpx(callee) ? timeoutInsertion(call) : {}),
    ...surroundingsOf(call),
    span: spanOf(call),
    calleeSpan: spanOf(callee),
  };
}

/** `, timeout=5` behind the last argument. */
function timeoutInsertion(call: CachedNode): Pick<Push, 'timeoutInsertion'> {
  const list = call.childForFieldName('arguments');
  const last = namedChildren(list).at(-1);
  return last === undefined
    ? {}
    : { timeoutInsertion: { start: last.endIndex, end: last.endIndex, newText: ', timeout=5' } };
}

/** httpx and aiohttp have time-outs of their own. */
function isHttpx(callee: CachedNode): boolean {
  return /httpx|aiohttp/.test(callee.text.slice(0, 200));
}

function statedMethod(call: CachedNode, name: string, trail: Trail): Push['method'] {
  const method = argumentOf(call, 'method', name === 'request' ? 0 : Infinity);
  const text = method.kind === 'given' ? stringConstant(method.value, trail)?.value.toLowerCase() : undefined;
  // urllib sends what has data by POST.
  return text === undefined ? (name === 'request' ? undefined : 'POST') : verbs[text];
}

interface Group {
  readonly gateway: string | undefined;
  readonly job: KeyPart | undefined;
  readonly groupingKey: readonly KeyPart[];
  readonly complete: boolean;
}

/** A piece of a URL: text of the source, or what stands in place of it. */
type Piece = { readonly text: string } | { readonly node: CachedNode };

/** The group that a URL names: `…/metrics/job/<job>/<label>/<value>`. */
function groupAt(url: CachedNode, trail: Trail): Group | undefined {
  const pieces = piecesOf(url, trail);
  const marker = /\/metrics\/job(?:@base64)?\//;
  const at = pieces.findIndex((piece) => 'text' in piece && marker.test(piece.text));
  const first = pieces[at];
  if (first === undefined || !('text' in first)) {
    return undefined;
  }
  const [before = '', ...behind] = first.text.split(marker);
  const segments = segmentsOf([{ text: behind.join('') }, ...pieces.slice(at + 1)]);
  const [job, ...labels] = segments;
  const groupingKey: KeyPart[] = [];
  for (let index = 0; index + 1 < labels.length; index += 2) {
    const [name, value] = [labels[index], labels[index + 1]];
    if (name !== undefined && value !== undefined) {
      groupingKey.push(keyPart(textOf(name), value, url, trail));
    }
  }
  return {
    gateway: at === 0 && before !== '' ? before : undefined,
    job: job === undefined || job.length === 0 ? undefined : keyPart('job', job, url, trail),
    groupingKey,
    complete: labels.length % 2 === 0,
  };
}

/** The pieces of an f-string, a concatenation or `format` of a literal; of a name those of its value. */
function piecesOf(expression: CachedNode, trail: Trail): readonly Piece[] {
  const beyond = trail.step() ? trail.hop() : undefined;
  if (beyond === undefined) {
    return [{ node: expression }];
  }
  switch (expression.type) {
    case 'string':
      return expression.namedChildren.slice(1, -1).flatMap((part): Piece[] => {
        const inner = part.type === 'interpolation' ? part.childForFieldName('expression') : null;
        return [inner === null ? { text: part.text } : { node: inner }];
      });
    case 'concatenated_string':
      return namedChildren(expression).flatMap((part) => piecesOf(part, trail));
    case 'parenthesized_expression':
      return namedChildren(expression).flatMap((part) => piecesOf(part, beyond));
    case 'binary_operator':
      return expression.childForFieldName('operator')?.text === '+'
        ? namedChildren(expression).flatMap((part) => piecesOf(part, beyond))
        : filled(expression, /%[sdr]/);
    case 'call':
      return filled(expression, /\{[^{}]*\}/);
    case 'identifier':
    case 'attribute': {
      const binding = trail.bindings.of(expression);
      return binding?.kind === 'value' ? piecesOf(binding.value, beyond) : [{ node: expression }];
    }
    default:
      return [{ node: expression }];
  }
}

/** `"{}/metrics/job/{}".format(url, job)` and `"%s/metrics/job/%s" % (url, job)`. */
function filled(expression: CachedNode, place: RegExp): readonly Piece[] {
  const callee = expression.childForFieldName('function');
  const isFormat = callee?.childForFieldName('attribute')?.text === 'format';
  const [left, right] =
    callee === null
      ? namedChildren(expression)
      : [isFormat ? callee.childForFieldName('object') : null, expression.childForFieldName('arguments')];
  if (left?.type !== 'string' || !right) {
    return [{ node: expression }];
  }
  const given = right.type === 'tuple' || right.type === 'argument_list' ? namedChildren(right) : [right];
  return left.text
    .slice(1, -1)
    .split(place)
    .flatMap((text, index): Piece[] => {
      const value = index === 0 ? undefined : given[index - 1];
      return value === undefined ? [{ text }] : [{ node: value.childForFieldName('value') ?? value }, { text }];
    });
}

function segmentsOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const segments: Piece[][] = [[]];
  for (const piece of pieces) {
    if ('node' in piece) {
      segments.at(-1)?.push(piece);
      continue;
    }
    for (const [index, text] of piece.text.split('/').entries()) {
      if (index > 0) {
        segments.push([]);
      }
      if (text !== '') {
        segments.at(-1)?.push({ text });
      }
    }
  }
  return segments.filter((segment, index) => segment.length > 0 || index === 0);
}

function textOf(segment: readonly Piece[]): string | undefined {
  const text = segment.map((piece) => ('text' in piece ? piece.text : undefined));
  return text.every((part) => part !== undefined) ? text.join('').replace(/@base64$/, '') : undefined;
}

function keyPart(name: string | undefined, segment: readonly Piece[], url: CachedNode, { bindings }: Trail): KeyPart {
  const parts = segment.map((piece): LabelValue =>
    'text' in piece ? { kind: 'literal', text: piece.text } : labelValue(piece.node, new Trail(bindings)),
  );
  const [only, ...others] = parts;
  const node = segment.flatMap((piece) => ('node' in piece ? [piece.node] : []))[0] ?? url;
  return {
    name,
    value: only !== undefined && others.length === 0 ? only : { kind: 'joined', parts },
    span: spanOf(node),
  };
}
