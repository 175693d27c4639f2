import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { listenLocally } from '../support/localServer';
import type { LocalServer } from '../support/localServer';

/** In front of the gateway on `port`: does `fail` with the first connections and passes the others on. */
export function startFront(port: number, failures: number, fail: (socket: Socket) => void): Promise<LocalServer> {
  let count = 0;
  return listenLocally(
    createServer((socket) => {
      count += 1;
      if (count <= failures) {
        socket.once('data', () => {
          fail(socket);
        });
      } else {
        const behind = connect(port, '127.0.0.1');
        behind.on('error', () => socket.destroy());
        socket.pipe(behind).pipe(socket);
      }
    }),
  );
}
