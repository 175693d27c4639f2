import type { GivenValue, LabelCall } from '../../syntax/metrics/labelCall';
import type { DeclaredLabel, MetricDeclaration } from '../../syntax/metrics/metricDeclaration';
import { isExample } from '../duplicates/isExample';
import type { RuleContext } from '../rule';
import type { Placed } from '../workspaceView';
import { judgeValue } from './judgeValue';
import type { ValueJudgement } from './valueJudgement';

/** A value that a label gets somewhere, judged. */
export interface LabelUse {
  readonly call: LabelCall;
  readonly given: GivenValue;
  readonly judgement: ValueJudgement;
  /** The file, where it is another one. */
  readonly path?: string | undefined;
}

export interface UsesOfLabel {
  readonly uses: readonly LabelUse[];
  /** False where the label may get values that are not among them. */
  readonly complete: boolean;
}

/** The label that a value is given to: said in the call, or by its place among the declared ones. */
export function labelGiven(given: GivenValue, declaration: MetricDeclaration | undefined): string | undefined {
  return given.label ?? (given.position === undefined ? undefined : declaration?.labels[given.position]?.name);
}

/** Where the metrics that a file declares get their labels' values. Looked through once: files can hold thousands of each. */
export class LabelUses {
  private readonly calls = new Map<number, LabelCall[]>();
  private readonly holdersUnseen = new Set<string | undefined>();
  private readonly exported = new Set<number>();
  private readonly byPlace = new Map<string, number[]>();

  constructor(private readonly context: RuleContext) {
    const { declarations, calls, exports } = context.facts;
    for (const call of calls) {
      if (call.metric.kind === 'declared') {
        append(this.calls, call.metric.index, call);
      } else if (call.metric.kind === 'unknown') {
        this.holdersUnseen.add(call.metric.holder);
      }
    }
    for (const { value } of exports) {
      if (value.kind === 'metric') this.exported.add(value.index);
    }
    for (const [index, { labels }] of declarations.entries()) {
      for (const label of labels) append(this.byPlace, placeOf(label), index);
    }
  }

  /** The calls of this file that are of a declaration. */
  callsOf(index: number): readonly LabelCall[] {
    return this.calls.get(index) ?? [];
  }

  /** Those of other files; undefined when it is not known which there are. */
  callsElsewhere(index: number): readonly Placed<LabelCall>[] | undefined {
    return this.context.workspace?.usesOf?.(index);
  }

  /** The declarations that share a label's place: a list that they all name. */
  sharing(label: DeclaredLabel): readonly number[] {
    return this.byPlace.get(placeOf(label)) ?? [];
  }

  /** Whether a call of this file may be of the declaration without saying so. */
  isUsedUnseen({ holder }: MetricDeclaration): boolean {
    return this.holdersUnseen.has(holder);
  }

  /** All the values that a label of a declaration gets, here and in the rest of the workspace. */
  of(index: number, label: string): UsesOfLabel {
    const declaration = this.context.facts.declarations[index];
    const own = this.context.workspace?.path ?? '';
    // What a test gives says nothing of the values in production.
    const elsewhere = this.callsElsewhere(index)?.filter(({ path }) => !isExample(path, own));
    const calls = [...this.callsOf(index).map((value) => ({ path: undefined, value })), ...(elsewhere ?? [])];
    const uses = calls.flatMap(({ path, value: call }) =>
      call.values
        .filter((given) => labelGiven(given, declaration) === label)
        .map((given) => ({ call, given, path, judgement: judgeValue(given.value, label) })),
    );
    return {
      uses,
      complete:
        calls.every(({ value }) => value.complete) &&
        !this.holdersUnseen.has(undefined) &&
        !(declaration !== undefined && this.isUsedUnseen(declaration)) &&
        !(this.exported.has(index) && elsewhere === undefined),
    };
  }
}

function placeOf({ name, span }: DeclaredLabel): string {
  return `${span.start} ${name}`;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const known = lists.get(key);
  if (known === undefined) {
    lists.set(key, [value]);
  } else {
    known.push(value);
  }
}
