import { createSecureContext } from 'node:tls';
import type { Socket } from 'node:net';
import { secureContext, type TlsTexts } from '@ssbtek/tls';
import { buildConnector, errors } from 'undici';

/**
 * Connects within `connectMs`, TLS handshake included. Always checks the server's certificate and name, at every
 * connection: no session is resumed. The client library's own time limit is a second coarse, hence this one.
 */
export function connector(connectMs: number, tls: TlsTexts | undefined): buildConnector.connector {
  const build = buildConnector({
    rejectUnauthorized: true,
    allowH2: false,
    maxCachedSessions: 0,
    timeout: 0,
    ...(tls && { secureContext: createSecureContext(secureContext(tls)) }),
    minVersion: 'TLSv1.2',
  });
  return (options, callback) => {
    let timer: NodeJS.Timeout | undefined = undefined;
    const done: buildConnector.Callback = (...result) => {
      clearTimeout(timer);
      callback(...result);
    };
    // The socket is returned, though the library's types do not say so.
    const socket = build(options, done) as unknown as Socket;
    timer = setTimeout(() => socket.destroy(new errors.ConnectTimeoutError('connect timeout')), connectMs);
  };
}
