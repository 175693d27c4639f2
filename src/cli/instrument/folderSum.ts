import type { Script } from './scriptSources';

/** Counts what became of the functions in files that were met in folders. */
export class FolderSum {
  private readonly counts = new Map<string, number>();
  private met = 0;

  add(script: Script, outcomes: readonly { readonly kind: string }[]): void {
    if (script.isNamed) {
      return;
    }
    this.met += 1;
    for (const { kind } of outcomes) {
      this.counts.set(kind, this.of(kind) + 1);
    }
  }

  get files(): number {
    return this.met;
  }

  of(kind: string): number {
    return this.counts.get(kind) ?? 0;
  }
}
