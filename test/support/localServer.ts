import type { Server, Socket } from 'node:net';

/** A server of this process on 127.0.0.1. */
export interface LocalServer {
  readonly port: number;
  /** How many connections came so far. */
  connections(): number;
  /** Cuts all connections and stops listening. */
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1 with a server of node:net, node:http or node:https. */
export async function listenLocally(server: Server): Promise<LocalServer> {
  const sockets = new Set<Socket>();
  let count = 0;
  server.on('connection', (socket) => {
    count += 1;
    sockets.add(socket);
    // A client that resets its connection is a part of the tests.
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the listening socket has no port');
  return {
    port: address.port,
    connections: () => count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}
