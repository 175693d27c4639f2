import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** PEM texts. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A fresh certificate that signs itself, for names as in `DNS:localhost` or `IP:127.0.0.1`; by openssl. */
export async function selfSignedCertificate(subjectAltName: string): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), 'certificate-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  try {
    await promisify(execFile)('openssl', [
      ...'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test'.split(' '),
      '-addext',
      `subjectAltName=${subjectAltName}`,
      '-keyout',
      key,
      '-out',
      cert,
    ]);
    return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
  } catch (error) {
    throw new Error('openssl could not make a certificate; if it is missing: apt-get install openssl', {
      cause: error,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
