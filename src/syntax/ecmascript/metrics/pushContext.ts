import type { Node } from '@vscode/tree-sitter-wasm';
import type { Push } from '../../metrics/push';
import { functionSet } from '../functions';
import { nameText } from '../functionName';
import { argumentsOf, lastName } from './plainExpression';
import type { References } from './references';
import type { Construct } from './structure';

type Context = Pick<Push, 'inLoop' | 'inHandler' | 'guarded' | 'inFunction'>;

/** What is nested deeper was not written by a person. */
const farthest = 200;

const loops: ReadonlySet<string> = new Set(['for_statement', 'for_in_statement', 'while_statement', 'do_statement']);

/** The methods that call what they are given once for each item. */
const eachMethods = /^(?:forEach|map|flatMap|filter|reduce|reduceRight|each|eachSeries|eachLimit|mapSeries|mapLimit)$/;

/** Where in the program a push stands. */
export function pushContext(push: Construct, references: References): Context {
  return {
    inLoop: isInLoop(push, references),
    inHandler: handlerAround(push),
    guarded: isChainGuarded(push, references) || isCaughtAround(push, references),
    inFunction: functionPath(push),
  };
}

interface Ascent {
  readonly inner: Construct;
  readonly around: Construct;
  /** What a function is for that is an argument of a call; undefined for other functions, which run elsewhere. */
  readonly callback: Callback | undefined;
}

type Callback = 'each' | 'catch' | 'finally' | 'other';

function* ascent(push: Construct): Generator<Ascent> {
  let inner = push;
  let level = 0;
  for (let around = push.outer; around !== undefined && level < farthest; around = around.outer, level++) {
    yield { inner, around, callback: functionSet.has(around.type) ? callbackOf(around) : undefined };
    inner = around;
  }
}

function isInLoop(push: Construct, references: References): boolean {
  let leavesLoop = false;
  for (const { inner, around, callback } of ascent(push)) {
    if (functionSet.has(around.type)) {
      if (callback === undefined || callback === 'each') {
        return callback === 'each';
      }
    } else if (loops.has(around.type)) {
      const body = around.node.childForFieldName('body')?.startIndex ?? around.start;
      if (!leavesLoop && inner.start >= body) {
        return true;
      }
    } else if (around.type === 'statement_block') {
      leavesLoop ||= isLeftBehind(inner, references);
    }
  }
  return false;
}

function handlerAround(push: Construct): Push['inHandler'] {
  for (const { around, callback } of ascent(push)) {
    if (functionSet.has(around.type) && callback !== 'each') {
      return callback === 'catch' || callback === 'finally' ? callback : undefined;
    }
    if (around.type === 'catch_clause' || around.type === 'finally_clause') {
      return around.type === 'catch_clause' ? 'catch' : 'finally';
    }
  }
  return undefined;
}

/** Whether a `try` around catches the push's error, without throwing one of its own. */
function isCaughtAround(push: Construct, references: References): boolean {
  const isAwaited = isWaitedFor(push, references);
  for (const { inner, around, callback } of ascent(push)) {
    const { type, node } = around;
    if (functionSet.has(type) && callback !== 'each') {
      return false;
    }
    if (type === 'try_statement' && inner.type === 'statement_block' && isAwaited) {
      const handler = node.childForFieldName('handler');
      if (handler !== null && !/\bthrow\b|\breject\s*\(/.test(references.text(handler))) {
        return true;
      }
    }
    if (type === 'call_expression' && /^Promise\.allSettled$/.test(calleeText(node, references))) {
      return true;
    }
  }
  return false;
}

/** The names of the functions around, in dots. */
function functionPath(push: Construct): string | undefined {
  const names: string[] = [];
  for (const { around } of ascent(push)) {
    const name = functionSet.has(around.type) ? functionName(around) : undefined;
    if (name !== undefined) {
      names.unshift(name);
    }
  }
  return names.length > 0 ? names.join('.') : undefined;
}

/** Whether what pushes is followed by what leaves the loop: then it goes round to try again. */
function isLeftBehind(inner: Construct, references: References): boolean {
  const behind = references.tree.text.slice(inner.end, inner.end + 300);
  return /^[\s);]*(?:\/\/[^\n]*\s*)*(?:break|return)\b/.test(behind);
}

/** What a function that stands as an argument is there for. */
function callbackOf(definition: Construct): Callback | undefined {
  const call = definition.outer;
  if (call?.type !== 'call_expression') {
    return undefined;
  }
  const place = argumentsOf(call.node).findIndex(({ id }) => id === definition.node.id);
  const name = lastName(call.node.childForFieldName('function'))?.text ?? '';
  if (place < 0) {
    return undefined;
  }
  if (eachMethods.test(name)) {
    return 'each';
  }
  return name === 'catch' || (name === 'then' && place === 1) ? 'catch' : name === 'finally' ? 'finally' : 'other';
}

function functionName({ node, outer }: Construct): string | undefined {
  const own = node.type === 'arrow_function' ? null : node.childForFieldName('name');
  if (own !== null) {
    return nameText(own);
  }
  const holder = outer?.type === 'variable_declarator' ? 'name' : outer?.type === 'pair' ? 'key' : undefined;
  const name = holder === undefined ? null : (outer?.node.childForFieldName(holder) ?? null);
  const isValue = outer?.node.childForFieldName('value')?.id === node.id;
  return name === null || !isValue ? undefined : nameText(name);
}

/** The calls of a chain that begins with a push: `.catch(…)` of `gateway.push(…).then(…).catch(…)`. */
function isChainGuarded(push: Construct, references: References): boolean {
  let chained = push.outer;
  while (chained?.type === 'call_expression' && chained.start === push.start) {
    const method = lastName(chained.node.childForFieldName('function'))?.text;
    const given = argumentsOf(chained.node);
    if (method === 'catch' || (method === 'then' && given.length > 1)) {
      return !/\bthrow\b/.test(given.map((argument) => references.text(argument)).join());
    }
    chained = chained.outer;
  }
  return false;
}

/** Otherwise a `try` around it does not see its error. */
function isWaitedFor(push: Construct, references: References): boolean {
  let outermost = push;
  while (outermost.outer?.type === 'call_expression' && outermost.outer.start === push.start) {
    outermost = outermost.outer;
  }
  const around = outermost.outer;
  return (
    around?.type === 'await_expression' ||
    // `await Promise.all([gateway.push(…)])`
    (around?.type === 'call_expression' && around.outer?.type === 'await_expression') ||
    /\bawait\s*$/.test(references.tree.text.slice(Math.max(0, push.start - 20), push.start))
  );
}

function calleeText(call: Node, references: References): string {
  const callee = call.childForFieldName('function');
  return callee === null || callee.endIndex - callee.startIndex > 200 ? '' : references.text(callee);
}
