import { createServer } from 'node:net';

/** Throws, naming the option to change, when somebody listens on `port` of 127.0.0.1. Without a port it does nothing. */
export async function requireFreePort(option: string, port: number | undefined): Promise<void> {
  if (port === undefined) {
    return;
  }
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${error.message})`;
      reject(new Error(`Port ${port} on 127.0.0.1 ${why}: choose another one with ${option}.`));
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve();
      });
    });
  });
}
