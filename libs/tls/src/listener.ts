import type { RequestListener, ServerOptions as HttpOptions } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { ServerOpts, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Revocations } from '@ssbtek/certificates';
import { secureContext, type TlsMaterial } from './material';
import { OpenPeers, standingOn } from './peer';

/** Longest TLS handshake, ms. */
const HANDSHAKE_TIMEOUT_MS = 10_000;

/** HTTPS servers whose certificate, key and authorities can be renewed while connections stay open. */
export class TlsListener {
  private readonly servers = new Set<Server>();
  /** Authorities that were in force when a connection was made. */
  private readonly authorities = new WeakMap<Socket, string | undefined>();
  private readonly peers = new OpenPeers();

  /**
   * Where there are authorities, clients are asked for a certificate. Those without a good one are `refused` in the
   * handshake, or `let-in`: then whoever answers can tell them why they get nothing instead of a broken connection.
   * So it is with those whose certificate is revoked: `refused` ends their connections, at their start and later on.
   */
  constructor(
    private material: TlsMaterial,
    private readonly strangers: 'refused' | 'let-in',
  ) {}

  /** A server on this material. */
  serve(handler: RequestListener, http: HttpOptions & Pick<ServerOpts, 'allowHalfOpen'>): Server {
    const asks = this.material.ca !== undefined;
    const options = {
      ...http,
      ...secureContext(this.material),
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      requestCert: asks,
      rejectUnauthorized: asks && this.strangers === 'refused',
    };
    const server = createServer(options, handler);
    server.on('secureConnection', (socket) => this.opened(socket));
    this.servers.add(server);
    return server;
  }

  /** From now on handshakes use this material; open connections stay. */
  renew(material: TlsMaterial): void {
    this.material = material;
    for (const server of this.servers) server.setSecureContext(secureContext(material));
    this.peers.endRevoked(material.revocations);
  }

  /** What is revoked, as it is known now. */
  get revocations(): Revocations {
    return this.material.revocations;
  }

  private opened(socket: TLSSocket): void {
    this.authorities.set(socket, this.material.ca);
    if (this.strangers === 'let-in') return;
    if (standingOn(socket, this.material.revocations, Date.now()) === 'good') this.peers.add(socket);
    else socket.destroy();
  }

  /** True for a connection that was let in by other authorities than today's: it should end with its next answer. */
  isOutdated(socket: Socket): boolean {
    return this.authorities.has(socket) && this.authorities.get(socket) !== this.material.ca;
  }
}
