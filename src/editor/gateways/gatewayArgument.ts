import { asRecord } from '../asRecord';

/** The gateway and group that a command was called for: from a row of the tree, which menus pass. Anything else names none. */
export interface GatewayArgument {
  readonly gatewayId?: string;
  readonly groupId?: string;
}

/** Reads what a command got. Only ids are taken: what they name is looked up in the store. */
export function gatewayArgument(argument: unknown): GatewayArgument {
  const row = asRecord(argument);
  const gatewayId = textAt(asRecord(row['gateway'])['id']) ?? textAt(asRecord(asRecord(row['state'])['gateway'])['id']);
  const groupId = textAt(asRecord(row['group'])['id']);
  return { ...(gatewayId === undefined ? {} : { gatewayId }), ...(groupId === undefined ? {} : { groupId }) };
}

function textAt(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
