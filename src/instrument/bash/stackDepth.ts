/**
 * How much of the running functions a piece of code sees, with the function that runs it as the first: `1` that one or
 * where it was called, `2` also the one that called it, `3` all of them.
 */
export type StackDepth = 0 | 1 | 2 | 3;

/** All that tells of the running functions; `BASH_SOURCE[0]` is the file, which stays the same. */
const anyUse =
  /\bFUNCNAME\b|\bBASH_LINENO\b|\bBASH_ARG[VC]\b|\bBASH_SOURCE\[(?!0\])|(?:^|[;&|({`'"]|\b(?:then|do|else|if|while|until)\s)[ \t]*caller\b/m;

const ownUse =
  /\$(?:FUNCNAME\b(?!\[)|\{FUNCNAME(?:\[0\])?[^\w[]|BASH_LINENO\b(?!\[)|\{BASH_LINENO(?:\[0\])?[^\w[]|\{BASH_SOURCE\[1\])/g;

const callersUse = /\$\{FUNCNAME\[1\]|\bcaller\b(?:[ \t]+0\b)?(?![ \t]+[\w$"])/g;

export function stackDepth(code: string): StackDepth {
  if (!anyUse.test(code)) {
    return 0;
  }
  const withoutOwn = code.replace(ownUse, '');
  if (!anyUse.test(withoutOwn)) {
    return 1;
  }
  return anyUse.test(withoutOwn.replace(callersUse, '')) ? 3 : 2;
}
