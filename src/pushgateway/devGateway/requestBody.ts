import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import * as l10n from '@vscode/l10n';
import { errorCode } from './errorCode';
import type { Limits } from './limits';
import { reasonOf } from '../../text/reasonOf';

export type RequestBody =
  | { readonly kind: 'read'; readonly bytes: Uint8Array }
  /** `reason` is for the answer. */
  | { readonly kind: 'refused'; readonly status: 400 | 413 | 503; readonly reason: string }
  /** The client went away: nobody waits for an answer. */
  | { readonly kind: 'aborted' };

/** zlib's words → those of Go's compress/gzip, which a Pushgateway answers. */
const GZIP_PROBLEMS: ReadonlyMap<string, string> = new Map([
  ['unexpected end of file', 'unexpected EOF'],
  ['incorrect header check', 'gzip: invalid header'],
  ['incorrect data check', 'gzip: invalid checksum'],
]);

const LINE_FEED = 0x0a;

const unpack = promisify(gunzip);

/** Reads the bodies of requests within the limits. One for a gateway, since all bodies share one bound. */
export class BodyReader {
  private inFlight = 0;

  constructor(private readonly limits: Limits) {}

  /** Only an encoding of exactly `gzip` is unpacked; every other is ignored and the body taken as it is (as Pushgateway 1.5 does). */
  async read(request: IncomingMessage): Promise<RequestBody> {
    const received = await this.receive(request);
    const body =
      received.kind === 'read' && request.headers['content-encoding'] === 'gzip'
        ? await this.unpack(received.bytes)
        : received;
    return body.kind === 'read' && hasMoreLines(body.bytes, this.limits.maxBodyLines) ? this.tooManyLines() : body;
  }

  private async receive(request: IncomingMessage): Promise<RequestBody> {
    if (Number(request.headers['content-length'] ?? 0) > this.limits.maxBodyBytes) return this.tooLarge();
    const chunks: Buffer[] = [];
    let length = 0;
    try {
      const parts: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
      for await (const bytes of parts) {
        length += bytes.length;
        this.inFlight += bytes.length;
        if (length > this.limits.maxBodyBytes) return this.tooLarge();
        if (this.inFlight > this.limits.maxBodyBytesInFlight) return busy();
        chunks.push(bytes);
      }
    } catch {
      return { kind: 'aborted' };
    } finally {
      this.inFlight -= length;
    }
    return { kind: 'read', bytes: Buffer.concat(chunks, length) };
  }

  private async unpack(packed: Uint8Array): Promise<RequestBody> {
    if (packed.length === 0) return { kind: 'refused', status: 400, reason: 'EOF' };
    try {
      return { kind: 'read', bytes: await unpack(packed, { maxOutputLength: this.limits.maxBodyBytes }) };
    } catch (error) {
      if (errorCode(error) === 'ERR_BUFFER_TOO_LARGE') return this.tooLarge();
      const problem = reasonOf(error);
      return { kind: 'refused', status: 400, reason: GZIP_PROBLEMS.get(problem) ?? `gzip: ${problem}` };
    }
  }

  private tooLarge(): RequestBody {
    const reason = l10n.t('A push to this development gateway may have at most {0} bytes.', this.limits.maxBodyBytes);
    return { kind: 'refused', status: 413, reason };
  }

  private tooManyLines(): RequestBody {
    const reason = l10n.t('A push to this development gateway may have at most {0} lines.', this.limits.maxBodyLines);
    return { kind: 'refused', status: 413, reason };
  }
}

function hasMoreLines(bytes: Uint8Array, limit: number): boolean {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) {
    lines += 1;
    if (lines > limit) return true;
  }
  return false;
}

function busy(): RequestBody {
  return {
    kind: 'refused',
    status: 503,
    reason: l10n.t('This development gateway is receiving too much at once: try again later.'),
  };
}
