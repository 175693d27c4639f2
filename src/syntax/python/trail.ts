import type { CachedNode } from '../cachedNode';
import type { Bindings } from './bindings';

/** How many names are followed from one to the next: more is not source that a person wrote, and circles must end. */
const maxHops = 8;

/** How many expressions are looked at for one answer. Real lists of labels need some ten. */
const maxSteps = 1_000;

/** How deep the expressions are in each other that make one value. */
const maxDepth = 12;

/** A call of a function of this file, whose body is read with the arguments in place of its parameters. */
export interface Frame {
  readonly definition: CachedNode;
  /** By parameter; null for one that was not given and has no default. */
  readonly given: ReadonlyMap<string, CachedNode | null>;
}

/** The way from an expression over names to what they hold, with bounds on its length, its depth and its branches. */
export class Trail {
  constructor(
    readonly bindings: Bindings<CachedNode>,
    readonly frame?: Frame,
    private readonly hops = maxHops,
    private readonly steps = { left: maxSteps, depth: 0 },
  ) {}

  /** Spends one step; false when there is none left, and the answer is 'unknown'. @throws ReadTimeout */
  step(): boolean {
    this.bindings.budget?.spend();
    this.steps.left -= 1;
    return this.steps.left >= 0;
  }

  /** What `read` gives, one level deeper into an expression; undefined where that is too deep for an answer. */
  within<T>(read: () => T): T | undefined {
    if (this.steps.depth >= maxDepth) {
      return undefined;
    }
    this.steps.depth += 1;
    const found = read();
    this.steps.depth -= 1;
    return found;
  }

  /** The trail behind one more name; undefined when there were too many. */
  hop(): Trail | undefined {
    return this.hops === 0 ? undefined : new Trail(this.bindings, this.frame, this.hops - 1, this.steps);
  }

  /** The trail outside of the call that is being read. */
  outside(): Trail | undefined {
    return this.hops === 0 ? undefined : new Trail(this.bindings, undefined, this.hops - 1, this.steps);
  }

  /** The argument that the frame gives a parameter; undefined for everything that is none of its parameters. */
  argument(expression: CachedNode): CachedNode | null | undefined {
    if (this.frame === undefined || expression.type !== 'identifier') {
      return undefined;
    }
    const given = this.frame.given.get(expression.text);
    const binding = given === undefined ? undefined : this.bindings.of(expression);
    const parameters = this.frame.definition.childForFieldName('parameters');
    const isParameter =
      binding?.kind === 'unknown' &&
      parameters !== null &&
      parameters.startIndex <= binding.at.startIndex &&
      binding.at.endIndex <= parameters.endIndex;
    return isParameter ? given : undefined;
  }
}
