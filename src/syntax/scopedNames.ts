import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../text/span';

/** A name that a file declares, in a language whose blocks are scopes. */
export interface ScopedName {
  readonly name: string;
  readonly kind: 'constant' | 'variable' | 'parameter' | 'receiver' | 'loop' | 'caught';
  /** Where the name can be read. */
  readonly scope: Span;
  /** Where the name itself stands. */
  readonly at: number;
  readonly type: Node | undefined;
  /** What its declaration and the assignments give it; undefined for what cannot be said (one of several results of a call). */
  readonly values: readonly (Node | undefined)[];
}

type Collected = ScopedName & { readonly values: (Node | undefined)[] };

/** The names that a file declares, by the rule that the innermost block wins. */
export class ScopedNames {
  private readonly byName = new Map<string, Collected[]>();

  declare(declared: Omit<ScopedName, 'values'>, ...values: (Node | undefined)[]): void {
    const { name, scope } = declared;
    const same = this.byName
      .get(name)
      ?.find((each) => each.scope.start === scope.start && each.scope.end === scope.end);
    if (same !== undefined) {
      // `x, err := f()` behind `y, err := g()` in one block assigns.
      same.values.push(...values);
      return;
    }
    const all = this.byName.get(name) ?? [];
    all.push({ ...declared, values });
    this.byName.set(name, all);
  }

  /** A value that the name gets by an assignment at `offset`. */
  assign(name: string, offset: number, value: Node | undefined): void {
    const declared = this.find(name, offset);
    declared?.values.push(value);
  }

  /** The declaration that `name` means at `offset`. */
  at(name: string, offset: number): ScopedName | undefined {
    return this.find(name, offset);
  }

  all(): ScopedName[] {
    return [...this.byName.values()].flat();
  }

  private find(name: string, offset: number): Collected | undefined {
    let innermost: Collected | undefined;
    for (const each of this.byName.get(name) ?? []) {
      const { start, end } = each.scope;
      if (start <= offset && offset < end && (innermost === undefined || start >= innermost.scope.start)) {
        innermost = each;
      }
    }
    return innermost;
  }
}
