import * as vscode from 'vscode';
import { DisposableStore } from '../disposableStore';
import type { Answer, Place } from './answer';

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

export interface ChoiceQuestion<T> {
  readonly place: Place;
  readonly placeholder: string;
  readonly choices: readonly Choice<T>[];
  /** The choice that Enter takes at once. */
  readonly preferred?: T;
}

/** Asks for one of several; undefined is never an answer. */
export function askChoice<T>(question: ChoiceQuestion<T>): Promise<Answer<T>> {
  const store = new DisposableStore();
  const pick = store.add(vscode.window.createQuickPick<Choice<T>>());
  Object.assign(pick, question.place);
  pick.placeholder = question.placeholder;
  pick.items = question.choices;
  pick.activeItems = question.choices.filter(({ value }) => value === question.preferred);
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.ignoreFocusOut = true;
  pick.buttons = question.place.step > 1 ? [vscode.QuickInputButtons.Back] : [];
  return new Promise<Answer<T>>((resolve) => {
    store.add(
      pick.onDidAccept(() => {
        const [chosen] = pick.selectedItems;
        if (chosen !== undefined) resolve({ kind: 'answered', value: chosen.value });
      }),
    );
    store.add(
      pick.onDidTriggerButton(() => {
        resolve({ kind: 'back' });
      }),
    );
    store.add(
      pick.onDidHide(() => {
        resolve({ kind: 'cancelled' });
      }),
    );
    pick.show();
  }).finally(() => {
    store.dispose();
  });
}
