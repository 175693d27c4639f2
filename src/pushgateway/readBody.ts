import { pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A whole body, or the part of it that fits the bound. */
export interface BoundedBody {
  readonly bytes: Buffer;
  /** The body was longer than the bound: the connection was dropped and the rest never read. */
  readonly cutOff: boolean;
}

/** The body is encoded in a way that was not asked for. */
export class UnknownEncodingError extends Error {
  override readonly name = 'UnknownEncodingError';
}

/**
 * Reads a body of at most `maxBytes`, counted after unpacking, so that a small gzip bomb is stopped as well.
 * Errors of the stream (abort, reset, bad gzip) are thrown as they are.
 */
export async function readBody(body: Readable, contentEncoding: string, maxBytes: number): Promise<BoundedBody> {
  const decoded = decode(body, contentEncoding);
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop destroys the stream and with it the connection.
  for await (const chunk of decoded) {
    const bytes = toBuffer(chunk);
    if (length + bytes.length > maxBytes) {
      chunks.push(bytes.subarray(0, maxBytes - length));
      return { bytes: Buffer.concat(chunks), cutOff: true };
    }
    chunks.push(bytes);
    length += bytes.length;
  }
  return { bytes: Buffer.concat(chunks, length), cutOff: false };
}

function decode(body: Readable, contentEncoding: string): Readable {
  switch (contentEncoding.trim().toLowerCase()) {
    case '':
    case 'identity':
      return body;
    case 'gzip':
    case 'x-gzip':
      // An error on either side destroys the other; the reader sees it through the iterator.
      return pipeline(body, createGunzip(), () => undefined);
    default:
      body.on('error', () => undefined).destroy();
      throw new UnknownEncodingError(contentEncoding);
  }
}

function toBuffer(chunk: unknown): Buffer {
  if (chunk instanceof Uint8Array) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  throw new TypeError('the body stream yields something other than bytes');
}
