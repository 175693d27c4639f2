import type { Push } from '../../syntax/metrics/push';
import { isExample } from '../duplicates/isExample';
import type { RuleContext } from '../rule';
import { keyText, literalKey } from './literalKey';

/** A push of this file, or of another one. */
interface FoundPush {
  readonly value: Push;
  readonly path?: string | undefined;
}

/** The pushes of a file, and those of its workspace, by the group that they go to. Looked through once. */
export class PushedGroups {
  private readonly here: ReadonlyMap<string, readonly FoundPush[]>;
  private readonly successes = new Map<string, Push>();
  private there: ReadonlyMap<string, readonly FoundPush[]> | undefined;

  constructor(private readonly context: RuleContext) {
    const { pushes } = context.facts;
    this.here = byKey(pushes.map((value) => ({ value })));
    for (const push of pushes) {
      if (push.inHandler === undefined && push.method !== 'DELETE') {
        this.successes.set(this.asWritten(push), push);
      }
    }
  }

  /** A push of the same function that no handler of errors holds, with the same words as its key. */
  successBeside(push: Push): Push | undefined {
    return this.successes.get(this.asWritten(push));
  }

  /** A push by another function or file to the same group, whose key both say in full. */
  otherPush(push: Push, key: string): FoundPush | undefined {
    const here = this.here
      .get(key)
      ?.find(
        ({ value }) =>
          value.inFunction !== push.inFunction && isSameGateway(value, push) && !isSameContent(value, push),
      );
    if (here !== undefined) {
      return here;
    }
    const own = this.context.workspace?.path ?? '';
    this.there ??= byKey(this.context.workspace?.pushes() ?? []);
    return this.there
      .get(key)
      ?.find(({ value, path = '' }) => isSameGateway(value, push) && !isExample(path, own) && !isExample(own, path));
  }

  /** Within one function the same words mean the same key, whatever they stand for. */
  private asWritten({ job, groupingKey, inFunction }: Push): string {
    const parts = [...(job === undefined ? [] : [job]), ...groupingKey];
    const words = parts.map(({ name, span }) => `${name ?? ''}=${this.context.text.slice(span.start, span.end)}`);
    return [inFunction ?? '', ...words].join('\n');
  }
}

function byKey(pushes: readonly FoundPush[]): ReadonlyMap<string, readonly FoundPush[]> {
  const groups = new Map<string, FoundPush[]>();
  for (const push of pushes) {
    const key = push.value.method === 'DELETE' ? undefined : literalKey(push.value);
    if (key !== undefined) {
      const group = groups.get(keyText(key)) ?? [];
      group.push(push);
      groups.set(keyText(key), group);
    }
  }
  return groups;
}

function isSameGateway(a: Push, b: Push): boolean {
  return a.gateway === undefined || b.gateway === undefined || a.gateway === b.gateway;
}

/** Two pushes of one registry in one process send the same families: neither loses any. */
function isSameContent(a: Push, b: Push): boolean {
  return (
    (a.registry === 'default' && b.registry === 'default') ||
    (a.metrics !== undefined && b.metrics !== undefined && a.metrics.join() === b.metrics.join())
  );
}
