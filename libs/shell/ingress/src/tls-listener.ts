import type { RequestListener, ServerOptions as HttpOptions } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { TlsMaterial } from './tls-material';

/** Longest TLS handshake, ms. */
const HANDSHAKE_TIMEOUT_MS = 10_000;

/** HTTPS servers whose certificate, key and authorities can be renewed while connections stay open. */
export class TlsListener {
  private readonly servers = new Set<Server>();
  /** Authorities that were in force when a connection was made. */
  private readonly authorities = new WeakMap<Socket, string | undefined>();

  constructor(private material: TlsMaterial) {}

  /**
   * A server on this material. It finishes handshakes without a good client certificate too: who comes with none is
   * refused with a text instead of a broken connection.
   */
  serve(handler: RequestListener, http: HttpOptions): Server {
    const options = {
      ...http,
      ...this.material.context,
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      requestCert: this.material.clientCa !== undefined,
      rejectUnauthorized: false,
    };
    const server = createServer(options, handler);
    server.on('secureConnection', (socket) => this.authorities.set(socket, this.material.clientCa));
    this.servers.add(server);
    return server;
  }

  /** From now on handshakes use this material; open connections stay. */
  renew(material: TlsMaterial): void {
    this.material = material;
    for (const server of this.servers) server.setSecureContext(material.context);
  }

  /** True for a connection that was let in by other authorities than today's: it should end with its next answer. */
  isOutdated(socket: Socket): boolean {
    return this.authorities.has(socket) && this.authorities.get(socket) !== this.material.clientCa;
  }
}
