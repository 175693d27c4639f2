import { request } from 'node:http';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/**
 * Sends a request whose path goes over the wire as it is given: URL classes and fetch would clean `//` and `..` first. Each on a
 * connection of its own.
 */
export function rawRequest(
  url: string,
  method: string,
  path: string,
  options: { readonly body?: string | Uint8Array; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const body = options.body === undefined ? Buffer.alloc(0) : Buffer.from(options.body);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: hostname.replaceAll(/[[\]]/g, ''),
        port,
        method,
        path,
        headers: { ...options.headers, 'Content-Length': body.length },
        agent: false,
        timeout: 15_000,
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
        });
        response.on('error', reject);
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          });
        });
      },
    );
    sent.on('timeout', () => {
      sent.destroy(new Error(`${method} ${path}: no answer within 15 s`));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
