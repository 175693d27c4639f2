import * as vscode from 'vscode';
import type { GatewayFailure } from '../gateways/gatewayState';

/** A failure in a few words, for a narrow view; the message says the rest. */
export function failureWord(code: GatewayFailure['code']): string {
  const words: Readonly<Record<GatewayFailure['code'], string>> = {
    invalidUrl: vscode.l10n.t('URL cannot be read'),
    dns: vscode.l10n.t('Host not found'),
    refused: vscode.l10n.t('Nothing listens there'),
    timeout: vscode.l10n.t('No answer in time'),
    tls: vscode.l10n.t('Certificate not accepted'),
    network: vscode.l10n.t('Connection broke'),
    unauthorized: vscode.l10n.t('Needs credentials (401)'),
    forbidden: vscode.l10n.t('Forbidden (403)'),
    notFound: vscode.l10n.t('No Pushgateway at this path (404)'),
    redirected: vscode.l10n.t('Redirects elsewhere'),
    rejected: vscode.l10n.t('Request rejected'),
    server: vscode.l10n.t('Gateway failed'),
    notAPushgateway: vscode.l10n.t('Not a Pushgateway'),
    tooLarge: vscode.l10n.t('Answer too large'),
    cancelled: vscode.l10n.t('Cancelled'),
    unexpected: vscode.l10n.t('Unexpected error'),
  };
  return words[code];
}
