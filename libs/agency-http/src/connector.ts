import { createSecureContext } from 'node:tls';
import type { Socket } from 'node:net';
import { Patience } from '@ssbtek/patience';
import { secureContext, serverCheck, type ClientTls } from '@ssbtek/tls';
import { buildConnector, errors } from 'undici';
import { readLegally } from './legal-heads';

/**
 * Connects within `connectMs`, TLS handshake included; our own lateness does not count, and a connection that is up
 * wins. Always checks the server's certificate, its name and that it is not revoked, at every connection: no session is
 * resumed. The client library's own time limit is a second coarse, hence this one.
 */
export function connector(
  connectMs: number,
  maxHeadBytes: number,
  tls: ClientTls | undefined,
  serverName?: string,
): buildConnector.connector {
  const build = buildConnector({
    rejectUnauthorized: true,
    allowH2: false,
    maxCachedSessions: 0,
    timeout: 0,
    ...(serverName !== undefined && { servername: serverName }),
    ...(tls && { secureContext: createSecureContext(secureContext(tls)) }),
    checkServerIdentity: serverCheck(tls?.revocations),
    minVersion: 'TLSv1.2',
  });
  return (options, callback) => {
    let patience: Patience | undefined = undefined;
    const done: buildConnector.Callback = (...result) => {
      patience?.end();
      if (result[1]) readLegally(result[1], maxHeadBytes);
      callback(...result);
    };
    // The socket is returned, though the library's types do not say so.
    const socket = build(options, done) as unknown as Socket;
    patience = new Patience(connectMs, () =>
      socket.destroy(new errors.ConnectTimeoutError('connect timeout')),
    );
  };
}
