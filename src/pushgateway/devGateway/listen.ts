import type { Server } from 'node:http';
import * as l10n from '@vscode/l10n';
import { DevGatewayError } from './devGatewayError';
import { errorCode } from './errorCode';
import { reasonOf } from '../../text/reasonOf';

/** Makes the server listen. @throws DevGatewayError @returns the port, chosen by the system for port 0 */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host, port }, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    throw listenError(error, host, port);
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function listenError(error: unknown, host: string, port: number): DevGatewayError {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return new DevGatewayError(
        'portInUse',
        l10n.t(
          'Port {0} of {1} is in use by another program, perhaps by a Pushgateway already. Stop that, or choose another port.',
          port,
          host,
        ),
        error,
      );
    case 'EACCES':
      return new DevGatewayError(
        'portForbidden',
        l10n.t('This system does not let you listen on port {0}. Choose one above 1023.', port),
        error,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new DevGatewayError(
        'hostUnknown',
        l10n.t('"{0}" is no address of this machine. Choose 127.0.0.1 to listen on this machine only.', host),
        error,
      );
    default:
      return new DevGatewayError(
        'listen',
        l10n.t('The development gateway cannot listen on {0}: {1}', `${host}:${port}`, reasonOf(error)),
        error,
      );
  }
}
