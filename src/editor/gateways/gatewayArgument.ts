/** The gateway and group that a command was called for: from a row of the tree, which menus pass. Anything else names none. */
export interface GatewayArgument {
  readonly gatewayId?: string;
  readonly groupId?: string;
}

/** Reads what a command got. Only ids are taken: what they name is looked up in the store. */
export function gatewayArgument(argument: unknown): GatewayArgument {
  const row = record(argument);
  const gatewayId = textAt(record(row['gateway'])['id']) ?? textAt(record(record(row['state'])['gateway'])['id']);
  const groupId = textAt(record(row['group'])['id']);
  return { ...(gatewayId === undefined ? {} : { gatewayId }), ...(groupId === undefined ? {} : { groupId }) };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textAt(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
