import * as vscode from 'vscode';
import type { GatewayAuth } from '../../pushgateway/gatewayClient';
import { askChoice } from '../quickInput/askChoice';
import { askText } from '../quickInput/askText';
import { runSteps } from '../quickInput/runSteps';
import type { Step } from '../quickInput/runSteps';
import { withCancel } from '../withCancel';
import type { GatewayEntry } from './gatewayEntry';
import type { GatewaySecrets } from './gatewaySecrets';
import { testConnection } from './testConnection';

interface CredentialAnswers {
  readonly kind: GatewayAuth['kind'];
  readonly username: string;
  readonly secret: string;
}

/** Asks for credentials, tries them on the gateway, and stores them for exactly this gateway. */
export async function enterCredentials(gateway: GatewayEntry, secrets: GatewaySecrets): Promise<void> {
  let answers: CredentialAnswers = { kind: 'basic', username: '', secret: '' };
  for (;;) {
    const given = await runSteps(vscode.l10n.t('Credentials for {0}', gateway.id), steps, answers);
    if (given === undefined) return;
    answers = { ...given, secret: '' };
    const auth = authOf(given);
    const test = await withCancel(vscode.l10n.t('Connecting to {0}', gateway.id), (signal) =>
      testConnection(gateway.id, auth, signal),
    );
    const decision = test.kind === 'answers' ? 'save' : await decideAfter(test.error.message);
    if (decision === 'giveUp') return;
    if (decision === 'edit') continue;
    await secrets.store(gateway.id, auth);
    return;
  }
}

const steps: readonly Step<CredentialAnswers>[] = [
  {
    ask: async (answers, place) => {
      const answer = await askChoice<GatewayAuth['kind']>({
        place,
        placeholder: vscode.l10n.t('How does the gateway know you?'),
        choices: [
          { label: vscode.l10n.t('User name and password'), value: 'basic' },
          { label: vscode.l10n.t('Bearer token'), value: 'bearer' },
        ],
        preferred: answers.kind,
      });
      return answer.kind === 'answered' ? { kind: 'answered', value: { ...answers, kind: answer.value } } : answer;
    },
  },
  {
    applies: ({ kind }) => kind === 'basic',
    ask: async (answers, place) => {
      const answer = await askText({
        place,
        prompt: vscode.l10n.t('User name'),
        value: answers.username,
        problem: required,
      });
      return answer.kind === 'answered' ? { kind: 'answered', value: { ...answers, username: answer.value } } : answer;
    },
  },
  {
    ask: async (answers, place) => {
      const kept = vscode.l10n.t('kept in the secret storage of VS Code, for this gateway only');
      const answer = await askText({
        place,
        prompt: `${answers.kind === 'basic' ? vscode.l10n.t('Password') : vscode.l10n.t('Token')} (${kept})`,
        value: '',
        secret: true,
        problem: answers.kind === 'basic' ? () => undefined : required,
      });
      return answer.kind === 'answered' ? { kind: 'answered', value: { ...answers, secret: answer.value } } : answer;
    },
  },
];

function required(text: string): string | undefined {
  return text.trim() === '' ? vscode.l10n.t('This cannot be empty.') : undefined;
}

function authOf({ kind, username, secret }: CredentialAnswers): GatewayAuth {
  return kind === 'basic' ? { kind, username, password: secret } : { kind, token: secret.trim() };
}

async function decideAfter(message: string): Promise<'save' | 'edit' | 'giveUp'> {
  const edit = vscode.l10n.t('Enter Again');
  const save = vscode.l10n.t('Save Anyway');
  const answer = await vscode.window.showWarningMessage(message, edit, save);
  if (answer === save) return 'save';
  return answer === edit ? 'edit' : 'giveUp';
}
