import { createServer } from 'node:net';

/** A TCP port on 127.0.0.1 that nobody listens on at the moment (another process may still take it: callers that start servers retry). */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  if (address === null || typeof address === 'string') {
    throw new Error('the listening socket has no port');
  }
  return address.port;
}
