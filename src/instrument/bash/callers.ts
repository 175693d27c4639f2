import type { ShellFunction } from '../../syntax/bash/shellScript';
import type { Span } from '../../text/span';
import type { BashScript } from './bashScript';
import { codeWithout } from './codeText';
import { stackDepth, type StackDepth } from './stackDepth';
import type { TaskFunction } from './taskFunctions';

/** What there is to know about one function; each part is read when it is asked for. */
interface Knowledge {
  readonly code: string;
  readonly depth: StackDepth;
  callees?: readonly TaskFunction[];
}

/** Which functions of a script name which, as far as its text shows: a name that stands in a function may be a call. */
export class Callers {
  private readonly known = new Map<TaskFunction, Knowledge>();
  private readonly byName = new Map<string, TaskFunction[]>();
  private readonly inside = new Map<ShellFunction | undefined, ShellFunction[]>();

  constructor(private readonly script: BashScript) {
    for (const target of script.functions) {
      this.byName.set(target.ownName, [...(this.byName.get(target.ownName) ?? []), target]);
    }
    for (const each of script.shell.functions) {
      const others = this.inside.get(each.outer);
      if (others === undefined) {
        this.inside.set(each.outer, [each]);
      } else {
        others.push(each);
      }
    }
  }

  /** The code of a function without comments and without that of functions inside it. */
  codeOf(target: TaskFunction): string {
    return this.knowledgeOf(target).code;
  }

  /** How much of the running functions the code of a function sees. */
  depthOf(target: TaskFunction): StackDepth {
    return this.knowledgeOf(target).depth;
  }

  /** The functions whose names stand in a function. */
  calleesOf(target: TaskFunction): readonly TaskFunction[] {
    const known = this.knowledgeOf(target);
    known.callees ??= this.namedIn(known.code);
    return known.callees;
  }

  namedIn(code: string): readonly TaskFunction[] {
    const words = new Set(code.match(/[^\s;&|()<>{}"'`$=]+/g));
    return [...words].flatMap((word) => this.byName.get(word) ?? []);
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

  private knowledgeOf(target: TaskFunction): Knowledge {
    let known = this.known.get(target);
    if (known === undefined) {
      const { body, end } = target.definition;
      const span = { start: body.start, end };
      const left = [...(this.inside.get(target.definition) ?? []), ...this.script.commentsIn(span)].toSorted(byStart);
      const code = codeWithout(this.script.text, left, span);
      known = { code, depth: stackDepth(code) };
      this.known.set(target, known);
    }
    return known;
  }
}

function byStart(a: Span, b: Span): number {
  return a.start - b.start;
}
