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
  const isAwaited = isAwaitedOrReturned(push, references);
  let [inLoop, leavesLoop, passedHandler, outOfCallbacks] = [false, false, false, false];
  let inHandler: Push['inHandler'];
  let guarded = isChainGuarded(push, references);
  const functions: string[] = [];
  let inner = push;
  let level = 0;
  for (
    let around = push.outer;
    around !== undefined && level < farthest;
    inner = around, around = around.outer, level++
  ) {
    references.budget.spend();
    const { type, node } = around;
    if (functionSet.has(type)) {
      const name = functionName(around);
      if (name !== undefined) {
        functions.unshift(name);
      }
      const given = outOfCallbacks ? undefined : callbackOf(around);
      if (given === undefined || given === 'other') {
        outOfCallbacks = true;
      } else if (given === 'each') {
        inLoop = true;
      } else {
        inHandler ??= given;
        passedHandler = true;
      }
      continue;
    }
    if (outOfCallbacks) {
      continue;
    }
    if (loops.has(type)) {
      const isBody = node.childForFieldName('body')?.startIndex ?? around.start;
      inLoop ||= !leavesLoop && inner.start >= isBody;
    } else if (type === 'statement_block' && isLeftBehind(inner, references)) {
      leavesLoop = true;
    } else if (type === 'catch_clause' || type === 'finally_clause') {
      inHandler ??= type === 'catch_clause' ? 'catch' : 'finally';
      passedHandler = true;
    } else if (type === 'try_statement' && !passedHandler && inner.type === 'statement_block') {
      const handler = node.childForFieldName('handler');
      guarded ||= isAwaited && handler !== null && !/\bthrow\b|\breject\s*\(/.test(references.text(handler));
    } else if (type === 'try_statement') {
      passedHandler &&= inner.type !== 'catch_clause' && inner.type !== 'finally_clause';
    } else if (type === 'call_expression' && /^Promise\.allSettled$/.test(calleeText(node, references))) {
      guarded = true;
    }
  }
  return { inLoop, inHandler, guarded, inFunction: functions.length > 0 ? functions.join('.') : undefined };
}

/** Whether what pushes is followed by what leaves the loop: then it goes round to try again. */
function isLeftBehind(inner: Construct, references: References): boolean {
  const behind = references.tree.text.slice(inner.end, inner.end + 300);
  return /^[\s);]*(?:\/\/[^\n]*\s*)*(?:break|return)\b/.test(behind);
}

/** What a function that stands as an argument is there for. */
function callbackOf(definition: Construct): 'each' | 'catch' | 'finally' | 'other' | undefined {
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
function isAwaitedOrReturned(push: Construct, references: References): boolean {
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

export function calleeText(call: Node, references: References): string {
  const callee = call.childForFieldName('function');
  return callee === null || callee.endIndex - callee.startIndex > 200 ? '' : references.text(callee);
}
