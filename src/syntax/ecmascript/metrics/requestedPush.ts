import type { Node } from '@vscode/tree-sitter-wasm';
import type { LabelValue } from '../../metrics/labelValue';
import type { KeyPart, Push } from '../../metrics/push';
import type { Span } from '../../../text/span';
import { isDefaultRegistry } from './declarations';
import { labelValue } from './labelValue';
import { objectParts, type ObjectParts } from './objectParts';
import { argumentsOf, lastName, plainExpression, spanOf } from './plainExpression';
import { pushContext } from './pushContext';
import type { References } from './references';
import type { Construct } from './structure';
import { piecesOf, textConstant } from './textConstant';

/** Functions of HTTP clients by their package; the ones that say the method have its name. */
const callees =
  /^(?:(?:globalThis\.|window\.|undici\.)?fetch|(?:axios|got|ky|request|superagent|needle|undici|http|client|api)(?:\.(?:put|post|patch|delete|del|request))?|(?:\w+\.)+(?:put|post|delete|request|fetch)|nodeFetch|urllib\.request)$/i;

/** Clients that end a request by themselves. */
const ending = /^(?:ky|undici\.request|request)\b/;

interface Piece {
  readonly text: string | undefined;
  readonly value: LabelValue;
  readonly span: Span;
}

/** A request to `…/metrics/job/<job>/<label>/<value>` by an HTTP client. */
export function requestedPush(call: Construct, references: References): Push | undefined {
  const callee = call.node.childForFieldName('function');
  const name = lastName(callee);
  if (callee === null || name === undefined || callee.endIndex - callee.startIndex > 100) {
    return undefined;
  }
  const calleeText = references.text(callee);
  if (!callees.test(calleeText)) {
    return undefined;
  }
  const given = argumentsOf(call.node);
  const objects = given.map((argument) => objectParts(argument, references));
  const address = given[0] === undefined || objects[0] === undefined ? given[0] : stated(objects[0], 'url');
  const pieces = address === undefined ? undefined : addressPieces(address, references);
  const key = pieces && keyIn(pieces);
  // The body comes first where the function has the method's name: `axios.post(url, body, options)`.
  const isHidden = given
    .slice(/^axios\./i.test(calleeText) ? 2 : 1)
    .some((argument) => objectParts(argument, references) === undefined);
  const method = key && methodOf(calleeText, objects, isHidden, references);
  if (key === undefined || pieces === undefined || method === 'GET') {
    return undefined;
  }
  const first = pieces[0]?.text;
  const options = objects.flatMap((object) => object ?? []);
  const isStated = options.some((object) =>
    object.parts.some(({ name: each }) => /^(?:timeout|signal)$/.test(each ?? '')),
  );
  return {
    client: 'text',
    method,
    gateway: first === undefined ? undefined : /^(.*?)\/metrics\/job/.exec(first)?.[1],
    ...key,
    registry: bodyRegistry(given, objects, references),
    timeout: isStated
      ? 'stated'
      : isHidden || !options.every(({ complete }) => complete)
        ? 'unknown'
        : ending.test(calleeText)
          ? 'default'
          : 'endless',
    ...pushContext(call, references),
    span: spanOf(call.node),
    calleeSpan: spanOf(name),
  };
}

function stated(object: ObjectParts, name: string): Node | undefined {
  return object.parts.findLast((part) => part.name === name)?.value;
}

/** An address in pieces, constants resolved; one hop through a variable, and through `new URL(path, base)`. */
function addressPieces(address: Node, references: References, hops = 3): readonly Piece[] | undefined {
  const plain = plainExpression(address);
  if (plain === null || hops <= 0) {
    return undefined;
  }
  const constant = textConstant(plain, references);
  if (constant !== undefined) {
    return [{ text: constant.text, value: { kind: 'literal', text: constant.text }, span: spanOf(plain) }];
  }
  if (plain.type === 'template_string' || plain.type === 'binary_expression') {
    return piecesOf(plain, references)?.flatMap((piece): readonly Piece[] => {
      if (typeof piece === 'string') {
        return [{ text: piece, value: { kind: 'literal', text: piece }, span: spanOf(plain) }];
      }
      const inner = addressPieces(piece, references, hops - 1);
      const isBeginning = inner?.some(({ text }) => text?.includes('/metrics/job') === true) === true;
      const encoded = encodedPart(piece, references);
      const text = textConstant(piece, references)?.text;
      return isBeginning ? inner : [{ text, value: labelValue(encoded, references), span: spanOf(piece) }];
    });
  }
  const target = references.follow(plain);
  if (target?.kind !== 'expression') {
    return undefined;
  }
  const made = target.node;
  const isUrl = made.type === 'new_expression' && made.childForFieldName('constructor')?.text === 'URL';
  const inner = isUrl ? argumentsOf(made)[0] : made.id === plain.id ? undefined : made;
  return inner === undefined ? undefined : addressPieces(inner, references, hops - 1);
}

/** `x` of `encodeURIComponent(x)`. */
function encodedPart(piece: Node, references: References): Node {
  const plain = plainExpression(piece) ?? piece;
  const isEncoded =
    plain.type === 'call_expression' && plain.childForFieldName('function')?.text === 'encodeURIComponent';
  const [inner] = isEncoded ? argumentsOf(plain) : [];
  references.budget.spend();
  return inner ?? plain;
}

/** The key that an address ends in: `/metrics/job/<job>/<label>/<value>…`. */
function keyIn(pieces: readonly Piece[]): Pick<Push, 'job' | 'groupingKey' | 'keyComplete'> | undefined {
  const start = pieces.findIndex(({ text }) => text !== undefined && /\/?metrics\/job(?:@base64)?\//.test(text));
  const first = pieces[start];
  if (first?.text === undefined) {
    return undefined;
  }
  const segments: Piece[][] = [[]];
  for (const [index, piece] of [first, ...pieces.slice(start + 1)].entries()) {
    const text = index === 0 ? first.text.replace(/^.*?metrics\/job(?:@base64)?\//s, '') : piece.text;
    for (const [place, part] of (text?.replace(/[?#].*$/s, '').split('/') ?? [undefined]).entries()) {
      if (place > 0) {
        segments.push([]);
      }
      if (part !== '') {
        const literal: LabelValue = { kind: 'literal', text: part ?? '' };
        segments.at(-1)?.push(part === undefined ? piece : { ...piece, text: part, value: literal });
      }
    }
  }
  const [job, ...others] = segments.filter((segment) => segment.length > 0);
  const parts: KeyPart[] = [];
  for (let index = 0; index + 1 < others.length; index += 2) {
    const name = others[index]?.map(({ text }) => text);
    const known = name === undefined || name.includes(undefined) ? undefined : name.join('').replace(/@base64$/, '');
    parts.push({ name: known, ...valueOf(others[index + 1] ?? []) });
  }
  return {
    job: job && { name: 'job', ...valueOf(job) },
    groupingKey: parts,
    keyComplete: job !== undefined && others.length % 2 === 0,
  };
}

function valueOf(pieces: readonly Piece[]): Pick<KeyPart, 'value' | 'span'> {
  const [first] = pieces;
  if (first !== undefined && pieces.length === 1) {
    return { value: first.value, span: first.span };
  }
  const starts = pieces.map(({ span }) => span.start);
  const ends = pieces.map(({ span }) => span.end);
  return {
    value: { kind: 'joined', parts: pieces.map(({ value }) => value) },
    span: { start: Math.min(...starts), end: Math.max(...ends) },
  };
}

function methodOf(
  callee: string,
  objects: readonly (ObjectParts | undefined)[],
  isHidden: boolean,
  references: References,
): Push['method'] | 'GET' {
  const [, own] = /\.(put|post|patch|delete|del)$/i.exec(callee) ?? [];
  const options = objects.flatMap((object) => object ?? []);
  const given = options.map((object) => stated(object, 'method')).find((each) => each !== undefined);
  const said = own ?? (given === undefined ? undefined : textConstant(given, references)?.text);
  switch (said?.toUpperCase()) {
    case 'PUT':
      return 'PUT';
    case 'POST':
      return 'POST';
    case 'DELETE':
    case 'DEL':
      return 'DELETE';
    case undefined:
      return given === undefined && !isHidden && options.every(({ complete }) => complete) ? 'GET' : undefined;
    default:
      return 'GET';
  }
}

/** Which registry's `metrics()` is sent. */
function bodyRegistry(
  given: readonly Node[],
  objects: readonly (ObjectParts | undefined)[],
  references: References,
): Push['registry'] {
  const bodies = [given[1], ...objects.map((object) => object && (stated(object, 'body') ?? stated(object, 'data')))];
  for (const body of bodies) {
    const target = body === undefined ? undefined : references.follow(body);
    const callee = target?.kind === 'expression' ? target.node.childForFieldName('function') : null;
    const registry = lastName(callee)?.text === 'metrics' ? callee?.childForFieldName('object') : undefined;
    if (registry !== null && registry !== undefined) {
      return isDefaultRegistry(registry, references) ? 'default' : 'own';
    }
  }
  return 'unknown';
}
