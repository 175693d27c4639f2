import { connect } from 'node:net';

/**
 * Sends bytes over a connection of its own and collects what comes back until the other side closes, or for at most `waitMs`.
 * For requests that no HTTP client would send.
 */
export function rawConversation(
  port: number,
  text: string | Uint8Array,
  options: { readonly host?: string; readonly waitMs?: number } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect({ port, host: options.host ?? '127.0.0.1' }, () => {
      socket.write(text);
    });
    socket.setEncoding('utf8').on('data', (part: string) => {
      received += part;
    });
    socket.on('error', (error) => {
      if (received === '') reject(error);
    });
    const timer = setTimeout(() => socket.destroy(), options.waitMs ?? 10_000);
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(received);
    });
  });
}
