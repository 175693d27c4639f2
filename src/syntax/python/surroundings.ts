import type { CachedNode } from '../cachedNode';
import { namedChildren } from '../namedChildren';
import type { Push } from '../metrics/push';

/** Where in the program a call stands: what happens around it when it fails, and how often it runs. */
export type Surroundings = Pick<Push, 'inLoop' | 'inHandler' | 'guarded' | 'inFunction'>;

export function surroundingsOf(call: CachedNode): Surroundings {
  let [inLoop, guarded] = [false, false];
  let inHandler: Surroundings['inHandler'];
  let isInside = true;
  const names: string[] = [];
  let inner = call;
  for (let around = call.parent; around !== null; inner = around, around = around.parent) {
    if (around.type === 'function_definition' || around.type === 'class_definition') {
      names.unshift(around.childForFieldName('name')?.text ?? '');
    }
    isInside &&=
      around.type !== 'function_definition' && around.type !== 'lambda' && around.type !== 'class_definition';
    if (!isInside) {
      continue;
    }
    inLoop ||= isLoop(around, inner);
    guarded ||= isGuardedBy(around, inner);
    inHandler ??=
      around.type === 'except_clause' || around.type === 'except_group_clause'
        ? 'catch'
        : around.type === 'finally_clause'
          ? 'finally'
          : undefined;
  }
  return { inLoop, inHandler, guarded, inFunction: names.length === 0 ? undefined : names.join('.') };
}

/** Whether a statement runs `inner` again and again: over data or without end. Trying again is none. */
function isLoop(statement: CachedNode, inner: CachedNode): boolean {
  if (statement.type !== 'for_statement' && statement.type !== 'while_statement') {
    return false;
  }
  return statement.childForFieldName('body') === inner && !isRetry(statement, inner);
}

function isRetry(loop: CachedNode, body: CachedNode): boolean {
  const [target, source] = [loop.childForFieldName('left'), loop.childForFieldName('right')];
  const words = `${target?.text ?? ''} ${source?.text ?? ''} ${loop.childForFieldName('condition')?.text ?? ''}`;
  if (/attempt|retr(?:y|ies)|tries/i.test(words)) {
    return true;
  }
  // `for _ in range(3): try: push(); break`
  const isCounted = loop.type === 'while_statement' || source?.childForFieldName('function')?.text === 'range';
  return isCounted && namedChildren(body).some(endsAfterSuccess);
}

function endsAfterSuccess(statement: CachedNode): boolean {
  const parts = statement.type === 'try_statement' ? namedChildren(statement) : [];
  return parts.some((part) => {
    const block = part.type === 'block' ? part : part.type === 'else_clause' ? part.childForFieldName('body') : null;
    return namedChildren(block).some((each) => each.type === 'break_statement' || each.type === 'return_statement');
  });
}

/** Exceptions that a failed push is among; no name at all catches everything. */
const wideExceptions =
  /^(?:\w+\.)*(?:Exception|BaseException|OSError|IOError|EnvironmentError|URLError|HTTPError|ConnectionError|RequestException|HTTPError|TimeoutError|Timeout)$/;

/** `try: push() except Exception: …` that does not raise again, and `with suppress(Exception):`. */
function isGuardedBy(statement: CachedNode, inner: CachedNode): boolean {
  if (statement.type === 'with_statement' && statement.childForFieldName('body') === inner) {
    return namedChildren(statement).some(
      (child) => child.type === 'with_clause' && /\bsuppress\(/.test(child.text.slice(0, 300)),
    );
  }
  if (statement.type !== 'try_statement' || statement.childForFieldName('body') !== inner) {
    return false;
  }
  return namedChildren(statement).some((clause) => clause.type === 'except_clause' && catchesPush(clause));
}

function catchesPush(clause: CachedNode): boolean {
  const body = clause.namedChildren.find((child) => child.type === 'block');
  const caught = namedChildren(clause).find((child) => child.type !== 'block');
  const type = caught?.type === 'as_pattern' ? caught.firstNamedChild : caught;
  const types = type?.type === 'tuple' ? namedChildren(type) : type ? [type] : [];
  const isWide = types.length === 0 || types.some((each) => wideExceptions.test(each.text));
  return isWide && !(body?.namedChildren.some((statement) => statement.type === 'raise_statement') ?? false);
}
