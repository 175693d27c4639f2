import * as vscode from 'vscode';
import { DevGatewayError } from '../pushgateway/devGateway/devGatewayError';
import { GatewayError } from '../pushgateway/gatewayError';
import { EditorError } from './editorError';
import { reasonOf } from '../text/reasonOf';

/** `expected`: the message is made for people as it stands. */
export type ErrorDescription =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'expected'; readonly message: string }
  | { readonly kind: 'unexpected'; readonly message: string };

export function describeError(error: unknown): ErrorDescription {
  if (error instanceof vscode.CancellationError || (error instanceof GatewayError && error.code === 'cancelled')) {
    return { kind: 'cancelled' };
  }
  if (error instanceof EditorError || error instanceof GatewayError || error instanceof DevGatewayError) {
    return { kind: 'expected', message: error.message };
  }
  return { kind: 'unexpected', message: reasonOf(error) };
}
