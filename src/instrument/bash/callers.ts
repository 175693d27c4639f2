import type { Span } from '../../text/span';
import type { BashScript } from './bashScript';
import { codeWithout } from './codeText';
import type { TaskFunction } from './taskFunctions';

/** Which functions of a script name which, as far as its text shows: a name that stands in a function may be a call. */
export class Callers {
  private readonly code = new Map<TaskFunction, string>();
  private readonly callees = new Map<TaskFunction, readonly TaskFunction[]>();

  constructor(private readonly script: BashScript) {}

  /** The code of a function without comments and without that of functions inside it. */
  codeOf(target: TaskFunction): string {
    let code = this.code.get(target);
    if (code === undefined) {
      const { functions, comments } = this.script.shell;
      const { definition } = target;
      const inside = [...functions.filter(({ outer }) => outer === definition), ...comments].toSorted(byStart);
      code = codeWithout(this.script.text, inside, { start: definition.body.start, end: definition.end });
      this.code.set(target, code);
    }
    return code;
  }

  /** The functions whose names stand in a function. */
  calleesOf(target: TaskFunction): readonly TaskFunction[] {
    let callees = this.callees.get(target);
    if (callees === undefined) {
      callees = this.namedIn(this.codeOf(target));
      this.callees.set(target, callees);
    }
    return callees;
  }

  namedIn(code: string): readonly TaskFunction[] {
    const words = new Set(code.match(/[^\s;&|()<>{}"'`$=]+/g));
    return this.script.functions.filter(({ ownName }) => words.has(ownName));
  }

  /** The functions that a piece of code may run, in any number of steps. */
  reachableFrom(code: string): ReadonlySet<TaskFunction> {
    const reached = new Set(this.namedIn(code));
    for (const target of reached) {
      for (const callee of this.calleesOf(target)) {
        reached.add(callee);
      }
    }
    return reached;
  }
}

function byStart(a: Span, b: Span): number {
  return a.start - b.start;
}
