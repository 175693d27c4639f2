import type { Disposable } from 'vscode';

/** Owns what must be disposed together, in reverse order; what is added after its end is disposed at once. */
export class DisposableStore implements Disposable {
  private readonly owned = new Set<Disposable>();
  private ended = false;

  add<T extends Disposable>(disposable: T): T {
    if (this.ended) {
      disposable.dispose();
    } else {
      this.owned.add(disposable);
    }
    return disposable;
  }

  dispose(): void {
    this.ended = true;
    for (const disposable of [...this.owned].toReversed()) {
      disposable.dispose();
    }
    this.owned.clear();
  }
}
