import { createSecureContext, type SecureContext } from 'node:tls';
import type { Socket } from 'node:net';
import { buildConnector, errors } from 'undici';

/** PEM contents, not paths. */
export interface TlsTexts {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** Parses certificates and key once; throws when one of them is unreadable or they do not belong together. */
function secureContext(tls: TlsTexts): SecureContext {
  const { ca, cert, key } = tls;
  return createSecureContext({ ca, cert, key, minVersion: 'TLSv1.2' });
}

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
    ...(tls && { secureContext: secureContext(tls) }),
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
