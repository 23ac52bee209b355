import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { agencyClient, type AgencyClient, type AgencyClientSettings } from './client';
import type { HttpRequest } from './http';

/** A server of a test on a free port of 127.0.0.1. */
export interface TestServer {
  readonly port: number;
  /** Connections that were made so far. */
  readonly connections: () => number;
  /** Connections that are open now. */
  readonly open: () => number;
  close(): Promise<void>;
}

function watch(server: Server): Promise<TestServer> {
  const open = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections++;
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({
        port: (server.address() as AddressInfo).port,
        connections: () => connections,
        open: () => open.size,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            for (const socket of open) socket.destroy();
          }),
      }),
    );
  });
}

export const httpServer = (listener: RequestListener): Promise<TestServer> => watch(createServer(listener));

/** A server that speaks no protocol of its own: `talk` gets each connection once the first bytes have come. */
export const rawServer = (talk: (socket: Socket) => void): Promise<TestServer> =>
  watch(createTcpServer((socket) => socket.once('data', () => talk(socket))));

export const watched = watch;

export const question: HttpRequest = {
  method: 'POST',
  path: '',
  headers: { 'content-type': 'text/xml; charset=utf-8' },
  body: new TextEncoder().encode('<fraga/>'),
};

export const MAX_BYTES = 2 * 1024 * 1024;

/** A client that also tells how often it has sent a request again. */
export type CountingClient = AgencyClient & { retries(): number };

export function clientFor(url: string, more: Partial<AgencyClientSettings> = {}): CountingClient {
  let retries = 0;
  const settings = { connectMs: 5000, maxBytes: MAX_BYTES, maxConnections: 10, onRetry: () => retries++ };
  return { ...agencyClient({ url, ...settings, ...more }), retries: () => retries };
}

export const never = (): AbortSignal => new AbortController().signal;
