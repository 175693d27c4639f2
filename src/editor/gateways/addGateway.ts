import * as vscode from 'vscode';
import { parseGatewayUrl } from '../../pushgateway/gatewayUrl';
import { askText } from '../quickInput/askText';
import { runSteps } from '../quickInput/runSteps';
import type { Step } from '../quickInput/runSteps';
import type { GatewaySetting } from '../settings';
import { withCancel } from '../withCancel';
import { newGatewayProblem, saveGateway } from './saveGateway';
import { testConnection } from './testConnection';
import type { ConnectionTest } from './testConnection';

interface AddGatewayAnswers {
  readonly url: string;
  readonly name: string;
}

/** Asks for a gateway, tries it, and writes it to the user's settings; a failing one only when the person wants it. */
export async function addGateway(): Promise<void> {
  let answers: AddGatewayAnswers = { url: '', name: '' };
  for (;;) {
    const given = await runSteps(vscode.l10n.t('Add Pushgateway'), steps, answers);
    if (given === undefined) return;
    answers = given;
    const setting = settingOf(answers);
    const test = await withCancel(vscode.l10n.t('Connecting to {0}', setting.url), (signal) =>
      testConnection(setting.url, undefined, signal),
    );
    const decision = test.kind === 'answers' ? 'save' : await decideAfter(test);
    if (decision === 'giveUp') return;
    if (decision === 'edit') continue;
    if ((await saveGateway(setting)) === 'hidden') {
      await explainHidden();
      return;
    }
    if (decision === 'credentials') {
      await vscode.commands.executeCommand('taskMonitor.enterCredentials', { gateway: { id: setting.url } });
    }
    await vscode.commands.executeCommand('taskMonitor.pushgateway.focus');
    return;
  }
}

const steps: readonly Step<AddGatewayAnswers>[] = [
  {
    ask: async (answers, place) => {
      const answer = await askText({
        place,
        prompt: vscode.l10n.t('URL of the Pushgateway, with its route prefix if it has one'),
        placeholder: 'http://localhost:9091',
        value: answers.url,
        problem: newGatewayProblem,
      });
      return answer.kind === 'answered' ? { kind: 'answered', value: { ...answers, url: answer.value } } : answer;
    },
  },
  {
    ask: async (answers, place) => {
      const answer = await askText({
        place,
        prompt: vscode.l10n.t('Name in the view; leave it empty to show the address'),
        placeholder: vscode.l10n.t('staging'),
        value: answers.name,
        problem: () => undefined,
      });
      return answer.kind === 'answered' ? { kind: 'answered', value: { ...answers, name: answer.value } } : answer;
    },
  },
];

/** The setting that the answers stand for: the URL in its full form. */
function settingOf({ url: typed, name }: AddGatewayAnswers): GatewaySetting {
  const url = parseGatewayUrl(typed);
  const trimmed = name.trim();
  return { ...(trimmed === '' ? {} : { name: trimmed }), url: url.kind === 'url' ? url.url : typed };
}

async function explainHidden(): Promise<void> {
  const open = vscode.l10n.t('Open Workspace Settings');
  const message = vscode.l10n.t(
    'The gateway is saved in your user settings, but this workspace has its own list in taskMonitor.gateways, which is used in its place.',
  );
  const answer = await vscode.window.showWarningMessage(message, open);
  if (answer === open) {
    await vscode.commands.executeCommand('workbench.action.openWorkspaceSettings', 'taskMonitor.gateways');
  }
}

type Decision = 'save' | 'credentials' | 'edit' | 'giveUp';

async function decideAfter({ error }: Extract<ConnectionTest, { kind: 'fails' }>): Promise<Decision> {
  const credentials = vscode.l10n.t('Save and Enter Credentials…');
  const save = vscode.l10n.t('Save Anyway');
  const edit = vscode.l10n.t('Edit');
  const first = error.code === 'unauthorized' ? [credentials] : [];
  const answer = await vscode.window.showWarningMessage(error.message, ...first, save, edit);
  if (answer === credentials) return 'credentials';
  if (answer === save) return 'save';
  return answer === edit ? 'edit' : 'giveUp';
}
