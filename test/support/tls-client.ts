import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, request, type RequestOptions } from 'node:https';
import { connect, TLSSocket, type ConnectionOptions } from 'node:tls';

const FIXTURES = new URL('../../libs/certificates/fixtures/', import.meta.url);

/** Path of a certificate or key of the tests. */
export const fixture = (name: string): string => fileURLToPath(new URL(name, FIXTURES));

/** Text of a certificate or key of the tests. */
export const pem = (name: string): string => readFileSync(fixture(name), 'utf8');

/** A client's certificate with its key, by name; nothing for none. */
export const identity = (name: string | undefined): { readonly cert?: string; readonly key?: string } =>
  name === undefined ? {} : { cert: pem(`${name}.pem`), key: pem(`${name}.key`) };

/** An answer over TLS. */
export interface TlsAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly xml: string;
  /** Whether the connection had been used before. */
  readonly reused: boolean;
  /** When the server's certificate ends, as OpenSSL writes it. */
  readonly serverUntil: string;
}

/** Connections that are kept open between questions. */
export const keptOpen = (): Agent => new Agent({ keepAlive: true, maxSockets: 1 });

/** Connects with a session from before, if there is one; tells whether the server went on with it. */
export function connectTls(
  url: string,
  options: ConnectionOptions,
): Promise<readonly [Buffer | undefined, boolean]> {
  const { hostname: host, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port), ca: pem('ca.pem'), ...options });
    socket.on('error', reject).on('secureConnect', () => {
      resolve([socket.getSession(), socket.isSessionReused()]);
      socket.destroy();
    });
  });
}

/** Sends a request over TLS, by the fixtures' CA; a new connection each time unless an agent is given. */
export function sendTls(
  url: string,
  { body, ...options }: RequestOptions & { readonly body?: string | Uint8Array } = {},
): Promise<TlsAnswer> {
  return new Promise((resolve, reject) => {
    const all = {
      ca: pem('ca.pem'),
      agent: false as const,
      method: body === undefined ? 'GET' : 'POST',
      ...options,
    };
    const sent = request(url, all, (response) => {
      const { socket, statusCode = 0, headers } = response;
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject);
      response.on('end', () =>
        resolve({
          status: statusCode,
          headers,
          xml: Buffer.concat(chunks).toString(),
          reused: sent.reusedSocket,
          serverUntil: socket instanceof TLSSocket ? socket.getPeerCertificate().valid_to : '',
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Sends the head of a request whose body never comes; what is answered until the connection ends. */
export function firstOf(url: string, path: string, options: ConnectionOptions): Promise<string> {
  const { hostname: host, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port), ca: pem('ca.pem'), ...options });
    const chunks: Buffer[] = [];
    socket.on('error', reject).on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks).toString()));
    const head = [`POST ${path} HTTP/1.1`, `Host: ${host}`, 'Content-Type: text/xml', 'Content-Length: 2000'];
    socket.write(`${head.join('\r\n')}\r\n\r\n<`);
  });
}
