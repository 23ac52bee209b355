import type { RequestListener, ServerOptions as HttpOptions } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import { secureContext, type TlsMaterial } from './material';

/** Longest TLS handshake, ms. */
const HANDSHAKE_TIMEOUT_MS = 10_000;

/** HTTPS servers whose certificate, key and authorities can be renewed while connections stay open. */
export class TlsListener {
  private readonly servers = new Set<Server>();
  /** Authorities that were in force when a connection was made. */
  private readonly authorities = new WeakMap<Socket, string | undefined>();

  /**
   * Where there are authorities, clients are asked for a certificate. Those without a good one are `refused` in the
   * handshake, or `let-in`: then whoever answers can tell them why they get nothing instead of a broken connection.
   */
  constructor(
    private material: TlsMaterial,
    private readonly strangers: 'refused' | 'let-in',
  ) {}

  /** A server on this material. */
  serve(handler: RequestListener, http: HttpOptions): Server {
    const asks = this.material.ca !== undefined;
    const options = {
      ...http,
      ...secureContext(this.material),
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      requestCert: asks,
      rejectUnauthorized: asks && this.strangers === 'refused',
    };
    const server = createServer(options, handler);
    server.on('secureConnection', (socket) => this.authorities.set(socket, this.material.ca));
    this.servers.add(server);
    return server;
  }

  /** From now on handshakes use this material; open connections stay. */
  renew(material: TlsMaterial): void {
    this.material = material;
    for (const server of this.servers) server.setSecureContext(secureContext(material));
  }

  /** True for a connection that was let in by other authorities than today's: it should end with its next answer. */
  isOutdated(socket: Socket): boolean {
    return this.authorities.has(socket) && this.authorities.get(socket) !== this.material.ca;
  }
}
