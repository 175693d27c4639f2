import * as vscode from 'vscode';
import { DisposableStore } from '../disposableStore';
import type { Answer, Place } from './answer';

export interface TextQuestion {
  readonly place: Place;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value: string;
  /** Hides what is typed. */
  readonly secret?: boolean;
  /** Why the text will not do, for the person; undefined when it will. */
  readonly problem: (text: string) => string | undefined;
}

/** Asks for one line of text; it cannot be accepted while there is a problem with it. */
export function askText(question: TextQuestion): Promise<Answer<string>> {
  const store = new DisposableStore();
  const input = store.add(vscode.window.createInputBox());
  Object.assign(input, question.place);
  input.prompt = question.prompt;
  input.placeholder = question.placeholder;
  input.value = question.value;
  input.password = question.secret ?? false;
  input.ignoreFocusOut = true;
  input.buttons = question.place.step > 1 ? [vscode.QuickInputButtons.Back] : [];
  return new Promise<Answer<string>>((resolve) => {
    store.add(
      input.onDidChangeValue((text) => {
        // An empty field is not scolded before the person wants to go on.
        input.validationMessage = text === '' ? undefined : question.problem(text);
      }),
    );
    store.add(
      input.onDidAccept(() => {
        const problem = question.problem(input.value);
        input.validationMessage = problem;
        if (problem === undefined) resolve({ kind: 'answered', value: input.value });
      }),
    );
    store.add(
      input.onDidTriggerButton(() => {
        resolve({ kind: 'back' });
      }),
    );
    store.add(
      input.onDidHide(() => {
        resolve({ kind: 'cancelled' });
      }),
    );
    input.show();
  }).finally(() => {
    store.dispose();
  });
}
