import * as l10n from '@vscode/l10n';
import type { TargetState } from './functionState';
import type { FunctionOutcome } from './plan';

/** What a function is to instrumentation, before names are chosen. `Plain` and `Found` are what its language adds. */
export type FunctionReading<Plain, Found = unknown> =
  | ({ readonly kind: 'plain' } & Plain)
  | ({ readonly kind: 'instrumented' } & Found)
  /** The user runs the whole body as a task, or records its outcome, in lines of their own. */
  | { readonly kind: 'byHand' }
  /** In every style. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Refused, too: there is no body that could take time or fail. */
  | { readonly kind: 'stub'; readonly reason: string };

/** What a code action sees of a function. `plainState` speaks for one that can be instrumented. */
export function stateOfReading<Plain, Found>(
  reading: FunctionReading<Plain, Found>,
  plainState: (plain: { readonly kind: 'plain' } & Plain) => TargetState,
): TargetState {
  switch (reading.kind) {
    case 'plain':
      return plainState(reading);
    case 'instrumented':
      return { kind: 'instrumented' };
    case 'byHand':
      return { kind: 'refused', reason: l10n.t('The function runs as a task already, in lines of your own.') };
    case 'stub':
    case 'refused':
      return { kind: 'refused', reason: reading.reason };
  }
}

/** What a plan says of a function that it leaves as it is: one outcome, or none for a stub that nobody named. */
export function outcomeOfReading<Plain, Found>(
  functionName: string,
  reading: Exclude<FunctionReading<Plain, Found>, { readonly kind: 'plain' }>,
  skipStubs: boolean,
): readonly FunctionOutcome[] {
  switch (reading.kind) {
    case 'instrumented':
    case 'byHand':
      return [{ kind: 'unchanged', functionName }];
    case 'stub':
      return skipStubs ? [] : [{ kind: 'refused', functionName, reason: reading.reason }];
    case 'refused':
      return [{ kind: 'refused', functionName, reason: reading.reason }];
  }
}
